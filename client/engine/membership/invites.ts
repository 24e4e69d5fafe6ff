/**
 * Invites: a certificate signed by the inviter's device, and a secret that only
 * the link carries. The link's fragment never reaches a server; the label in it
 * (names, for the joiner's eyes) is signed by nobody and proves nothing.
 * Rules KR19-KR22.
 */
import { type Bytes, bytesToHex, equalBytes, hexToBytes } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'
import type { DeviceId, Instant, InviteId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { deviceIn, isActiveNow } from '../../../shared/membership/rights.ts'
import { mayAdmit, mayComeInPerson } from '../../../shared/membership/role-rules.ts'
import { type DeviceKeys, deviceIdOf } from '../../../shared/protocol/control.ts'
import { acceptDeviceKeys } from '../../../shared/protocol/device-keys.ts'
import {
  encodeCertificate,
  encodeInviteBody,
  encodeInviteFragment,
  type InviteBody,
  type InviteCertificate,
  type InviteLabel,
  inviteSigningInput,
  joinSigningInput,
  parseCertificate,
  parseInviteFragment,
} from '../../../shared/protocol/invite.ts'
import {
  encodeJoinAnswer,
  encodeJoinRequest,
  type JoinRequest,
  parseJoinRequest,
} from '../../../shared/protocol/join.ts'
import type { SignatureVerifier } from '../../../shared/protocol/signature.ts'
import type { DeviceIdentity } from '../crypto/device-identity.ts'
import { openSigningKey, type SigningKey } from '../crypto/ed25519.ts'
import { hkdfSha256 } from '../crypto/hkdf.ts'
import type { Random } from '../platform/random.ts'
import type { Chains } from './chains.ts'

export type NewInvite = Pick<InviteBody, 'group' | 'role' | 'member' | 'expiresAt' | 'mode'> & {
  readonly label: InviteLabel
}

export interface MadeInvite {
  readonly invite: InviteId
  /** `#j=…`, what stands behind the app's address. */
  readonly fragment: string
  readonly certificate: Bytes
}

export interface ReadInvite {
  readonly certificate: InviteCertificate
  readonly secret: Bytes
  readonly label: InviteLabel
}

export type InviteProblem = { readonly type: 'broken' } | { readonly type: 'expired'; readonly invite: ReadInvite }

/** A join request that a member of the space may act on by adding `keys` to the group of `body`. */
export interface VerifiedJoin {
  readonly body: InviteBody
  readonly keys: DeviceKeys
  /** Six digits that both screens show. */
  readonly code: string
}

export type JoinProblem =
  | { readonly type: 'broken'; readonly detail: string }
  | { readonly type: 'expired' }
  /** Another device came in by this invite. */
  | { readonly type: 'used' }
  /** Whoever invited is not in, or may not let anybody in there as that. */
  | { readonly type: 'not-by-right' }
  /** The inviter's team is not the team known here. */
  | { readonly type: 'control-fork' }

const idLength = 16
const secretLength = 16

export async function createInvite(
  deps: { readonly identity: DeviceIdentity; readonly random: Random; readonly chains: Chains },
  { label, ...place }: NewInvite,
): Promise<Result<MadeInvite, { readonly type: 'no-chain' }>> {
  const team = deps.chains.team()
  if (team === undefined) return err({ type: 'no-chain' })
  const secret = deps.random.bytes(secretLength)
  const invite = bytesToHex(deps.random.bytes(idLength)) as InviteId
  const inviteKey = (await inviteKeyOf(secret)).publicKey
  const bodyBytes = encodeInviteBody({
    ...place,
    invite,
    space: team.space,
    inviter: deps.identity.keys.device,
    team: { seq: team.seq, hash: team.head },
    inviteKey,
  })
  const certificate = encodeCertificate(bodyBytes, await deps.identity.sign(inviteSigningInput(bodyBytes)))
  return ok({ invite, certificate, fragment: encodeInviteFragment({ certificate, secret, label }) })
}

/** With or without the '#'. */
export async function readInvite(fragment: string, now: Instant): Promise<Result<ReadInvite, InviteProblem>> {
  const link = parseInviteFragment(fragment.startsWith('#') ? fragment : `#${fragment}`)
  if (!link.ok) return err({ type: 'broken' })
  const certificate = parseCertificate(link.value.certificate)
  if (!certificate.ok) return err({ type: 'broken' })
  const { secret, label } = link.value
  const { publicKey } = await inviteKeyOf(secret)
  if (!equalBytes(publicKey, certificate.value.body.inviteKey)) return err({ type: 'broken' })
  const invite = { certificate: certificate.value, secret, label }
  return now > certificate.value.body.expiresAt ? err({ type: 'expired', invite }) : ok(invite)
}

export async function makeJoinRequest({ certificate, secret }: ReadInvite, identity: DeviceIdentity): Promise<Bytes> {
  const { device, signKey, kemKey } = identity.keys
  const input = joinSigningInput(certificate.body.invite, device)
  const inviteKey = await inviteKeyOf(secret)
  return encodeJoinRequest({
    certificate: certificate.bytes,
    signKey,
    kemKey,
    deviceSignature: await identity.sign(input),
    inviteSignature: await inviteKey.sign(input),
  })
}

/** The same request for the eyes of whoever made the invite. */
export function answerTo(request: Bytes): string | null {
  const parsed = parseJoinRequest(request)
  const certificate = parsed.ok ? parseCertificate(parsed.value.certificate) : parsed
  if (!parsed.ok || !certificate.ok) return null
  const { certificate: _, ...signed } = parsed.value
  return encodeJoinAnswer({ invite: certificate.value.body.invite, ...signed })
}

/** A relay keeps a request for a week, so an honest one is here by then: later no word of when it was asked counts. */
const heardWithinMs = 7 * 86_400_000

/** `askedAt`: when the request reached the relay, or was read here. `now`: by the clock of whoever lets in. */
export async function verifyJoin(
  deps: { readonly chains: Chains; readonly verifier: SignatureVerifier },
  request: JoinRequest,
  askedAt: Instant,
  now = askedAt,
): Promise<Result<VerifiedJoin, JoinProblem>> {
  const certificate = parseCertificate(request.certificate)
  if (!certificate.ok) return broken('certificate')
  const { body } = certificate.value
  const keys = keysOf(request)
  const refusal =
    refusalOfPlace(deps.chains, body, keys.device, askedAt) ??
    (await refusalOfSignatures(deps, certificate.value, request, keys)) ??
    (askedAt > body.expiresAt || now > body.expiresAt + heardWithinMs ? { type: 'expired' as const } : undefined)
  return refusal === undefined ? ok({ body, keys, code: joinCode(keys.device, body.invite) }) : err(refusal)
}

/** Six digits of a hash: enough for two people to see that they speak of one device. */
export function joinCode(device: DeviceId, invite: InviteId): string {
  const hash = sha256(hexToBytes(device), hexToBytes(invite))
  return String(new DataView(hash.buffer).getUint32(0) % 1_000_000).padStart(6, '0')
}

async function inviteKeyOf(secret: Bytes): Promise<SigningKey> {
  return openSigningKey(await hkdfSha256(secret, new Uint8Array(0), purpose('inv')))
}

function keysOf({ signKey, kemKey }: JoinRequest): DeviceKeys {
  return { device: deviceIdOf(signKey, kemKey), signKey, kemKey }
}

function refusalOfPlace(chains: Chains, body: InviteBody, device: DeviceId, askedAt: Instant): JoinProblem | undefined {
  const chain = chains.state(body.group)
  const team = chains.team()
  if (chain === undefined || team === undefined || body.space !== team.space) return { type: 'broken', detail: 'group' }
  if (team.hashes[body.team.seq] !== body.team.hash) return { type: 'control-fork' }
  const inviter = deviceIn(chain, team, body.inviter)
  if (!mayInvite(chain, team, body) || !isInPlace(inviter, body, askedAt)) return { type: 'not-by-right' }
  const cameIn = Object.values(chain.devices).find(({ invite }) => invite === body.invite)
  return cameIn === undefined || cameIn.keys.device === device ? undefined : { type: 'used' }
}

function isInPlace(inviter: ChainDevice | undefined, { expiresAt, mode, role }: InviteBody, askedAt: Instant): boolean {
  return mode === 'confirm' || (inviter !== undefined && mayComeInPerson(inviter.role, role, expiresAt - askedAt))
}

function mayInvite(chain: ChainState, team: ChainState, body: InviteBody): boolean {
  const known = deviceIn(chain, team, body.inviter)
  return known !== undefined && isActiveNow(chain, team, body.inviter) && mayAdmit(chain.kind, known, body)
}

async function refusalOfSignatures(
  { chains, verifier }: { readonly chains: Chains; readonly verifier: SignatureVerifier },
  { body, bodyBytes, signature }: InviteCertificate,
  request: JoinRequest,
  keys: DeviceKeys,
): Promise<JoinProblem | undefined> {
  const inviter = deviceIn(chains.state(body.group)!, chains.team(), body.inviter)
  if (inviter === undefined) return { type: 'not-by-right' }
  if (!acceptDeviceKeys(keys).ok) return { type: 'broken', detail: 'device keys' }
  const input = joinSigningInput(body.invite, keys.device)
  const verified = await Promise.all([
    verifier.verify(inviter.keys.signKey, inviteSigningInput(bodyBytes), signature),
    verifier.verify(keys.signKey, input, request.deviceSignature),
    verifier.verify(body.inviteKey, input, request.inviteSignature),
  ])
  return verified.every(Boolean) ? undefined : { type: 'broken', detail: 'signature' }
}

function broken(detail: string): { readonly ok: false; readonly error: JoinProblem } {
  return err({ type: 'broken', detail })
}
