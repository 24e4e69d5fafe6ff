/** The door of the team: colleagues by name and role, or a further device of one's own. */
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { TeamProblem, TeamRole, WaitingColleague } from '../../engine-api/team-acts.ts'
import type { Page } from '../page.ts'
import { createDoorModel, type DoorModel } from './door-model.ts'

/** `role` null: a device of one's own, whose name and role stand already. */
interface AskedToTeam {
  readonly name: string
  readonly role: TeamRole | null
  readonly title: string
}

export type TeamDoorModel = DoorModel<WaitingColleague, TeamProblem, AskedToTeam>

interface TeamDoorDeps {
  readonly engine: Pick<EngineApi, 'teamAct'>
  readonly page: Pick<Page, 'after'>
}

export function createTeamDoorModel({ engine, page }: TeamDoorDeps): TeamDoorModel {
  return createDoorModel(page, {
    invite: ({ name, role, title }: AskedToTeam) =>
      engine.teamAct(role === null ? { type: 'invite-own-device' } : { type: 'invite-colleague', name, role, title }),
    whoWaits: () => engine.teamAct({ type: 'who-waits' }),
    letIn: ({ code, inviteId }) => engine.teamAct({ type: 'let-in', inviteId, code }),
  })
}
