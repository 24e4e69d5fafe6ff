/**
 * Asking to come in. An invite's certificate is signed by a device that may
 * let such a person in, the request by the newcomer's own key and by the key
 * inside the invite; the request then waits until somebody signs a `member`
 * entry. Waiting carries no right at all. Rules AD40 to AD47.
 */
import type { DeviceId, Instant, InviteId } from '../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { deviceIn, isActiveNow } from '../../shared/membership/rights.ts'
import { mayAdmit, mayComeInPerson } from '../../shared/membership/role-rules.ts'
import { deviceIdOf } from '../../shared/protocol/control.ts'
import { acceptDeviceKeys } from '../../shared/protocol/device-keys.ts'
import {
  type InviteBody,
  type InviteCertificate,
  inviteSigningInput,
  joinSigningInput,
  parseCertificate,
} from '../../shared/protocol/invite.ts'
import { type JoinStatus, parseJoinRequest, type WaitingJoin } from '../../shared/protocol/join.ts'
import type { ProblemType } from '../../shared/protocol/problem.ts'
import type { SignatureVerifier } from '../../shared/protocol/signature.ts'
import type { JoinMailbox } from '../entry-store/join-mailbox.ts'
import { nobodysKey } from './nobodys-key.ts'
import { hasPlaceIn } from './readable.ts'
import type { SpaceState, Spaces } from './spaces.ts'

/** A week: longer than any invite lives. */
export const joinLife = 7 * 24 * 3_600_000

export interface Joins {
  /** `mayKnock` is asked before a request that is not known yet is kept. */
  readonly ask: (bytes: Uint8Array, mayKnock: () => Promise<boolean>) => Promise<Result<Joined, JoinRefusal>>
  /** Those waiting whom this device may let in. */
  readonly waitingFor: (state: SpaceState, device: DeviceId) => Promise<readonly WaitingJoin[]>
  readonly sweep: () => Promise<void>
}

export interface Joined {
  readonly status: JoinStatus
  readonly body: InviteBody
  /** Not asked before: somebody should look. */
  readonly isNew: boolean
}

export interface JoinRefusal {
  readonly problem: ProblemType
  /** Whose tries are counted; undefined when the request named no invite of ours. */
  readonly invite: InviteId | undefined
}

export interface JoinsDeps {
  readonly mailbox: JoinMailbox
  readonly spaces: Spaces
  readonly verifier: SignatureVerifier
  readonly now: () => Instant
}

/** Whether the device may, right now, let this member in this role into the group. */
export function mayLetIn(
  state: SpaceState,
  device: DeviceId,
  body: Pick<InviteBody, 'group' | 'role' | 'member'>,
): boolean {
  const chain = state.chains.get(body.group)
  if (chain === undefined || !isActiveNow(chain, state.team, device)) return false
  const known = deviceIn(chain, state.team, device)
  return known !== undefined && mayAdmit(chain.kind, known, body)
}

export function createJoins({ mailbox, now, spaces, verifier }: JoinsDeps): Joins {
  /** Only of a certificate truly signed is it told that its signer has no right. */
  async function refusalOf(state: SpaceState | undefined, { body, bodyBytes, signature }: InviteCertificate) {
    const chain = state?.chains.get(body.group)
    const mayKnow = state !== undefined && chain !== undefined && hasPlaceIn(state, body.group, body.inviter)
    const inviter = mayKnow ? deviceIn(chain, state.team, body.inviter) : undefined
    const signKey = inviter?.keys.signKey ?? nobodysKey
    if (!(await verifier.verify(signKey, inviteSigningInput(bodyBytes), signature))) return 'invite-broken'
    if (state === undefined || inviter === undefined || state.team.hashes[body.team.seq] !== body.team.hash)
      return 'invite-broken'
    const isInPlace = body.mode === 'confirm' || mayComeInPerson(inviter.role, body.role, body.expiresAt - now())
    return isInPlace && mayLetIn(state, body.inviter, body) ? undefined : 'invite-not-by-right'
  }

  async function place(
    body: InviteBody,
    device: DeviceId,
    request: Uint8Array,
    mayKnock: () => Promise<boolean>,
  ): Promise<Result<Joined, JoinRefusal>> {
    const { expiresAt, group, invite, space } = body
    const chain = spaces.find(space)!.chains.get(group)!
    const onChain = Object.values(chain.devices).find((known) => known.invite === invite)
    if (onChain !== undefined) {
      const isSame = onChain.keys.device === device && onChain.removedAt === null
      return isSame ? ok({ status: 'admitted', body, isNew: false }) : refuse('invite-used', invite)
    }
    const holder = await mailbox.holderOf(invite)
    if (holder === device) return ok({ status: 'waiting', body, isNew: false })
    if (holder !== undefined) return refuse('invite-used', invite)
    if (expiresAt <= now()) return refuse('invite-expired', invite)
    if (!(await mayKnock())) return refuse('too-many-requests', undefined)
    const outcome = await mailbox.putJoin({
      ...{ invite, space, group, device },
      request: new Uint8Array(request),
      askedAt: now(),
    })
    return outcome === 'used'
      ? refuse('invite-used', invite)
      : ok({ status: 'waiting', body, isNew: outcome === 'waiting' })
  }

  async function ask(bytes: Uint8Array, mayKnock: () => Promise<boolean>): Promise<Result<Joined, JoinRefusal>> {
    const request = parseJoinRequest(bytes)
    if (!request.ok) return refuse('malformed', undefined)
    const { deviceSignature, inviteSignature, kemKey, signKey } = request.value
    const certificate = parseCertificate(request.value.certificate)
    if (!certificate.ok) return refuse('invite-broken', undefined)
    const { body } = certificate.value
    await spaces.refresh(body.space)
    const state = spaces.find(body.space)
    const refusal = await refusalOf(state, certificate.value)
    if (refusal !== undefined) return refuse(refusal, undefined)
    const device = deviceIdOf(signKey, kemKey)
    if (!acceptDeviceKeys({ device, signKey, kemKey }).ok) return refuse('invite-broken', body.invite)
    const input = joinSigningInput(body.invite, device)
    const good = await Promise.all([
      verifier.verify(signKey, input, deviceSignature),
      verifier.verify(body.inviteKey, input, inviteSignature),
    ])
    return good.every(Boolean) ? place(body, device, bytes, mayKnock) : refuse('invite-broken', body.invite)
  }

  return {
    ask,
    waitingFor: async (state, device) => {
      const waiting = await mailbox.joins(state.space)
      return waiting.flatMap(({ askedAt, group, invite, request }) => {
        const parsed = parseJoinRequest(request)
        const certificate = parsed.ok ? parseCertificate(parsed.value.certificate) : parsed
        if (!parsed.ok || !certificate.ok || isOnChain(state.chains.get(group), invite)) return []
        return mayLetIn(state, device, certificate.value.body) ? [{ ...parsed.value, askedAt }] : []
      })
    },
    sweep: () => mailbox.sweepJoins((now() - joinLife) as Instant),
  }
}

function isOnChain(chain: ChainState | undefined, invite: InviteId): boolean {
  return Object.values(chain?.devices ?? {}).some((known) => known.invite === invite)
}

function refuse(
  problem: ProblemType,
  invite: InviteId | undefined,
): { readonly ok: false; readonly error: JoinRefusal } {
  return err({ problem, invite })
}
