/** The door of a person's circle: family, by name and by who they are to her. */
import type { CircleProblem, WaitingAtTheDoor } from '../../engine-api/circle-acts.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Page } from '../page.ts'
import { createDoorModel, type DoorModel } from './door-model.ts'

interface AskedIn {
  readonly name: string
  readonly relation: string
  /** By staff: somebody who is known there, with another phone. */
  readonly again?: { readonly memberId: string; readonly face: string }
}

export type LettingInModel = DoorModel<WaitingAtTheDoor, CircleProblem, AskedIn>

export interface LettingInDeps {
  readonly engine: Pick<EngineApi, 'circleAct'>
  readonly page: Pick<Page, 'after'>
}

export function createLettingInModel({ engine, page }: LettingInDeps, personId: string | null): LettingInModel {
  return createDoorModel(page, {
    invite: (asked: AskedIn) => engine.circleAct({ type: 'invite-family', personId, ...asked }),
    whoWaits: () => engine.circleAct({ type: 'who-waits', personId }),
    letIn: ({ code, inviteId }) => engine.circleAct({ type: 'let-in', personId, inviteId, code }),
  })
}
