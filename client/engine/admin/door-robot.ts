/** A robot at the door: after every look at the stream it lets in whoever knocked meanwhile. For demonstrations alone. */
import type { EngineDeps } from '../engine.ts'
import type { Session } from '../session.ts'
import { isQuiet } from '../sync/sync-step.ts'
import { confirmJoins } from './confirm-joins.ts'

export interface DoorRobot {
  readonly stop: () => void
  readonly settle: () => Promise<void>
}

export function startDoorRobot(deps: EngineDeps, session: Session): DoorRobot {
  let looks = session.catchUp.looks()
  let running: Promise<unknown> = Promise.resolve()
  let isRunning = false

  function look(): void {
    if (isRunning || session.catchUp.looks() === looks || !isQuiet(session.runner.state())) return
    looks = session.catchUp.looks()
    isRunning = true
    running = confirmJoins(deps, session).finally(() => {
      isRunning = false
    })
  }

  const stop = session.changed(look)
  return { stop, settle: async () => void (await running) }
}
