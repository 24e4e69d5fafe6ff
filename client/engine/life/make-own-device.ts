/**
 * A device that joins: its keys, who it will be, and the request to be let in,
 * all made here and nothing of it sent or stored yet (JO3).
 */
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { tidySignature } from '../../domain/records/record-base.ts'
import type { JoinOutcome, JoinRequest } from '../../engine-api/engine-api.ts'
import { createDeviceIdentity } from '../crypto/device-identity.ts'
import { answerTo, joinCode, makeJoinRequest, readInvite } from '../membership/invites.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { WaitingPhase } from './joining.ts'
import type { OwnDevice } from './own-device.ts'
import { audienceOf } from './read-invite.ts'

export const shortestPassphrase = 12

type JoinProblem = Extract<JoinOutcome, { readonly ok: false }>['problem']

interface MadeDevice {
  readonly own: OwnDevice
  readonly phase: WaitingPhase
  /** Of its two key pairs. */
  readonly secret: Awaited<ReturnType<typeof createDeviceIdentity>>['secret']
}

export async function makeOwnDevice(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  { invite, name, passphrase }: JoinRequest,
): Promise<Result<MadeDevice, JoinProblem>> {
  const read = await readInvite(invite.fragment, clock.now())
  if (!read.ok) return err({ type: read.error.type === 'broken' ? 'invite-broken' : 'invite-expired' })
  const { certificate, label } = read.value
  const { group, invite: inviteId, member, mode, role, space, team } = certificate.body
  const audience = audienceOf(role)
  if (audience === 'staff' && (passphrase ?? '').length < shortestPassphrase) {
    return err({ type: 'passphrase-too-short', minimum: shortestPassphrase })
  }
  const { identity, secret } = await createDeviceIdentity(random)
  const words = { name: name.trim() || label.name, role: label.roleTitle, face: label.face }
  const signature = tidySignature({ memberId: member, ...words })
  const { spaceName } = label
  const request = await makeJoinRequest(read.value, identity)
  const code = joinCode(identity.keys.device, inviteId)
  return ok({
    own: { space, group, member, signature, audience, spaceName, team },
    phase: { type: 'waiting', request, code, spaceName, answer: mode === 'in-person' ? answerTo(request) : null },
    secret,
  })
}
