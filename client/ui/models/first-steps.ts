/** What a team does before it looks after anybody: a recovery kit that is kept, and a second administrator. */
import type { TeamDevicesView } from '../../engine-api/team-acts.ts'

/** Always in a demonstration, whose kit is nobody's. */
export function isReadyForPeople({ adminCount, kit }: Pick<TeamDevicesView, 'adminCount' | 'kit'>): boolean {
  return kit === 'none' || (kit === 'kept' && adminCount >= 2)
}

/** Still to be done, and by whoever looks here. */
export function hasFirstSteps(view: Pick<TeamDevicesView, 'adminCount' | 'kit' | 'may'>): boolean {
  return view.may === 'manage' && !isReadyForPeople(view)
}
