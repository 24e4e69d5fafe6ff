/**
 * Seals what is written here and opens what others wrote. The whole header is
 * associated data and the key belongs to one author, so an entry moved to
 * another place, number or author does not open.
 */
import { type Bytes, concatBytes } from '../../../shared/lib/bytes.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import type { DeviceId, GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { type Control, encodeControl } from '../../../shared/protocol/control.ts'
import {
  type ContentEntry,
  type ContentHeader,
  type ControlEntry,
  type ControlHeader,
  encodeContentHeader,
  encodeControlHeader,
  encodeEnvelope,
  entryByteLimit,
  entryIdOf,
  signingInputOf,
} from '../../../shared/protocol/entry.ts'
import type { Random } from '../platform/random.ts'
import { aesGcmOpen, aesGcmSeal, nonceLength } from './aes-gcm.ts'
import type { DeviceIdentity } from './device-identity.ts'
import { type EpochPlace, entryKeysOf } from './key-schedule.ts'
import { createPayloadForms } from './payload-form.ts'

export type SealFailure = { readonly type: 'no-key' } | { readonly type: 'too-large' }
export type OpenFailure =
  | { readonly type: 'no-key' }
  | { readonly type: 'cannot-open' }
  | { readonly type: 'bad-padding' }
  /** In a form that this app does not know. */
  | { readonly type: 'newer-app' }

/** Everything of a header that the sealer does not know by itself. */
export type ContentFields = Omit<ContentHeader, 'author' | 'nonce'>
export type ControlFields = Omit<ControlHeader, 'author'>

export interface EntrySealer {
  /** What sealing in this epoch takes is fetched and worked out now, as far as its key is here. */
  readonly prepare: (place: EpochPlace) => Promise<void>
  readonly seal: (fields: ContentFields, payload: Bytes) => Promise<Result<ContentEntry, SealFailure>>
  /** The caller has verified signature, rights and place (`verifyEntry`, chains, feeds). */
  readonly open: (entry: ContentEntry) => Promise<Result<Bytes, OpenFailure>>
  readonly signControl: (control: Control, fields: ControlFields) => Promise<ControlEntry>
}

export interface EntrySealerDeps {
  readonly identity: DeviceIdentity
  readonly keyring: { readonly groupKey: (group: GroupId, epoch: number) => Promise<Bytes | undefined> }
  readonly random: Random
}

export function createEntrySealer({ identity, keyring, random }: EntrySealerDeps): EntrySealer {
  const author = identity.keys.device
  const keyOf = createEntryKeyCache(keyring)
  const forms = createPayloadForms(entryByteLimit)

  async function seal(fields: ContentFields, payload: Bytes): Promise<Result<ContentEntry, SealFailure>> {
    const key = await keyOf(fields.space, fields.group, fields.epoch, author)
    if (key === undefined) return err({ type: 'no-key' })
    if (payload.length > entryByteLimit) return err({ type: 'too-large' })
    const padded = await forms.close(payload, fields.kind)
    const header: ContentHeader = { ...fields, author, nonce: random.bytes(nonceLength) }
    const headerBytes = encodeContentHeader(header)
    const body = await aesGcmSeal(key, header.nonce, associatedOf(headerBytes), padded)
    const signed = await signEnvelope(identity, headerBytes, body)
    if (signed.bytes.length > entryByteLimit) return err({ type: 'too-large' })
    return ok({ type: 'content', header, headerBytes, body, ...signed })
  }

  async function open(entry: ContentEntry): Promise<Result<Bytes, OpenFailure>> {
    const { space, group, epoch, author: writer, nonce } = entry.header
    const key = await keyOf(space, group, epoch, writer)
    if (key === undefined) return err({ type: 'no-key' })
    const padded = await aesGcmOpen(key, nonce, associatedOf(entry.headerBytes), entry.body)
    if (padded === undefined) return err({ type: 'cannot-open' })
    return forms.open(padded)
  }

  async function prepare({ epoch, group, space }: EpochPlace): Promise<void> {
    await Promise.all([keyOf(space, group, epoch, author), forms.prepare()])
  }

  return { prepare, seal, open, signControl: (control, fields) => signControl(identity, control, fields) }
}

export async function signControl(
  identity: DeviceIdentity,
  control: Control,
  fields: ControlFields,
): Promise<ControlEntry> {
  const header: ControlHeader = { ...fields, author: identity.keys.device }
  const headerBytes = encodeControlHeader(control.type, header)
  const body = encodeControl(control)
  return { type: 'control', header, control, headerBytes, body, ...(await signEnvelope(identity, headerBytes, body)) }
}

async function signEnvelope(identity: DeviceIdentity, headerBytes: Bytes, body: Bytes) {
  const id = entryIdOf(headerBytes, body)
  const signature = await identity.sign(signingInputOf(id))
  return { id, signature, bytes: encodeEnvelope(headerBytes, body, signature) }
}

function associatedOf(headerBytes: Bytes): Bytes {
  return concatBytes(purpose('aad'), headerBytes)
}

/** Deriving and importing costs more than opening an entry: once for each (group, epoch, author), begun once for each (group, epoch). */
function createEntryKeyCache(keyring: EntrySealerDeps['keyring']) {
  const epochs = new Map<string, ReturnType<typeof entryKeysOf>>()
  const keys = new Map<string, Promise<CryptoKey>>()
  return async (space: SpaceId, group: GroupId, epoch: number, author: DeviceId): Promise<CryptoKey | undefined> => {
    const ofEpoch = `${space}/${group}/${epoch}`
    const name = `${ofEpoch}/${author}`
    const known = keys.get(name)
    if (known !== undefined) return known
    const groupKey = await keyring.groupKey(group, epoch)
    if (groupKey === undefined) return undefined
    const entryKeys = epochs.get(ofEpoch) ?? entryKeysOf({ space, group, epoch }, groupKey)
    epochs.set(ofEpoch, entryKeys)
    const derived = entryKeys(author)
    keys.set(name, derived)
    return derived
  }
}
