/**
 * The invites this device made face to face and the answers it read off phones,
 * sealed on its disk: both outlast a restart without signal. Rules KR90-KR92.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { Instant, InviteId } from '../../../shared/lib/ids.ts'
import { type InviteBody, parseCertificate } from '../../../shared/protocol/invite.ts'
import {
  encodeJoinRequest,
  type JoinAnswer,
  type JoinRequest,
  parseJoinRequest,
} from '../../../shared/protocol/join.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'

export interface InPersonInvite {
  readonly body: InviteBody
  readonly certificate: Bytes
  /** The phone whose answer was read here, and when. */
  readonly bound: { readonly request: JoinRequest; readonly at: Instant } | null
}

export interface InPersonBook {
  readonly all: () => Promise<readonly InPersonInvite[]>
  readonly find: (invite: InviteId) => Promise<InPersonInvite | undefined>
  /** False: it is not on the disk. */
  readonly add: (invite: InviteId, certificate: Bytes) => Promise<boolean>
  /** The first answer stays. */
  readonly bind: (answer: JoinAnswer, at: Instant) => Promise<boolean>
  /** False: the disk still has it. */
  readonly forget: (invites: readonly InviteId[]) => Promise<boolean>
}

const place = { store: 'keys', scope: 'in-person' } as const

export function createInPersonBook({
  sealedStore,
  store,
}: {
  sealedStore: SealedStore
  store: DeviceStore
}): InPersonBook {
  async function put(name: string, value: Bytes | null): Promise<boolean> {
    return (await store.commit(await sealedStore.seal([{ ...place, name, value }]))).ok
  }

  async function find(invite: InviteId): Promise<InPersonInvite | undefined> {
    const row = await sealedStore.get(place.store, place.scope, invite)
    return row.ok && row.value !== undefined ? parseRow(row.value) : undefined
  }

  return {
    find,
    all: () => invitesIn(sealedStore),
    add: (invite, certificate) => put(invite, encodeCbor([1, certificate, null, 0])),
    bind: async ({ invite, ...signed }, at) => {
      const made = await find(invite)
      if (made === undefined) return false
      if (made.bound !== null) return true
      const request = encodeJoinRequest({ certificate: made.certificate, ...signed })
      return put(invite, encodeCbor([1, made.certificate, request, at]))
    },
    forget: async (invites) => {
      for (const invite of invites) if (!(await put(invite, null))) return false
      return true
    },
  }
}

export async function invitesIn(sealedStore: SealedStore): Promise<readonly InPersonInvite[]> {
  const { items } = await sealedStore.list(place.store, place.scope)
  return items.flatMap(({ value }) => parseRow(value) ?? [])
}

/** Undefined for a row that is damaged. */
function parseRow(bytes: Uint8Array): InPersonInvite | undefined {
  const decoded = decodeCbor(bytes)
  if (!decoded.ok || !Array.isArray(decoded.value)) return undefined
  const [version, coded, answer, at]: readonly unknown[] = decoded.value
  if (version !== 1 || !(coded instanceof Uint8Array)) return undefined
  const certificate = parseCertificate(coded)
  if (!certificate.ok) return undefined
  const { body, bytes: own } = certificate.value
  if (!(answer instanceof Uint8Array) || typeof at !== 'number') return { body, certificate: own, bound: null }
  const request = parseJoinRequest(answer)
  return { body, certificate: own, bound: request.ok ? { request: request.value, at: at as Instant } : null }
}
