/** An invite link as the joiner sees it. Nothing is sent. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Role } from '../../../shared/protocol/control.ts'
import type { Invite, InviteReading } from '../../engine-api/engine-api.ts'
import { type ReadInvite, readInvite } from '../membership/invites.ts'

export async function inviteReading(fragment: string, now: Instant): Promise<InviteReading> {
  const read = await readInvite(fragment, now)
  if (read.ok) return { type: 'good', invite: inviteOf(fragment, read.value) }
  return read.error.type === 'broken'
    ? { type: 'broken' }
    : { type: 'expired', invite: inviteOf(fragment, read.error.invite) }
}

function inviteOf(fragment: string, { certificate, label }: ReadInvite): Invite {
  return {
    fragment,
    spaceName: label.spaceName,
    name: label.name,
    role: label.roleTitle,
    face: label.face,
    audience: audienceOf(certificate.body.role),
    standing: certificate.body.role,
    expiresAt: certificate.body.expiresAt,
  }
}

/** An associate sees what family sees: people's circles and the board, in the plain layout, and nothing clinical. */
export function audienceOf(role: Role): 'staff' | 'public' {
  return role === 'patient' || role === 'family' || role === 'associate' ? 'public' : 'staff'
}
