/** A request to come in, with everything in it that can be wrong open to be made wrong. */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Instant, InviteId } from '../../shared/lib/ids.ts'
import {
  encodeCertificate,
  encodeInviteBody,
  type InviteBody,
  inviteSigningInput,
  joinSigningInput,
} from '../../shared/protocol/invite.ts'
import { encodeJoinRequest } from '../../shared/protocol/join.ts'
import { createTestDevice, seededId, type TestDevice } from '../../shared/testing/test-device.ts'
import { type TestSpace, testNow } from '../../shared/testing/test-space.ts'

const inviteKey = createTestDevice('invite key', 'staff')
export const newcomer = createTestDevice('newcomer', 'staff')

export interface Asking {
  readonly body?: Partial<InviteBody>
  readonly inviter?: TestDevice
  readonly signer?: TestDevice
  readonly device?: TestDevice
  readonly deviceSigner?: TestDevice
  readonly inviteSigner?: TestDevice
}

export function joinBytes(made: TestSpace, asking: Asking = {}): Bytes {
  const { cast, chain, space, team } = made
  const { device = newcomer, inviter = cast.admin } = asking
  const body: InviteBody = {
    ...{ invite: seededId<InviteId>('invite'), space, group: team, role: 'staff', member: device.member },
    ...{ expiresAt: (testNow + 3_600_000) as Instant, mode: 'confirm', inviter: inviter.id },
    ...{ team: { seq: chain(team).seq, hash: chain(team).head }, inviteKey: inviteKey.keys.signKey },
    ...asking.body,
  }
  const bodyBytes = encodeInviteBody(body)
  const certificate = encodeCertificate(bodyBytes, (asking.signer ?? inviter).sign(inviteSigningInput(bodyBytes)))
  const input = joinSigningInput(body.invite, device.id)
  return encodeJoinRequest({
    certificate,
    ...{ signKey: device.keys.signKey, kemKey: device.keys.kemKey },
    deviceSignature: (asking.deviceSigner ?? device).sign(input),
    inviteSignature: (asking.inviteSigner ?? inviteKey).sign(input),
  })
}
