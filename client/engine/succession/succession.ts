/**
 * The part of a device's life in which another identity takes it over: who that
 * is, and what is left to do of it. What does it is loaded when there is any of
 * it, which on most devices is never. Rules SX180 to SX183.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { err, type Result } from '../../../shared/lib/result.ts'
import type { AnewProblem } from '../../engine-api/start-anew.ts'
import type { EngineDeps } from '../engine.ts'
import type { OpenDevice } from '../open-device.ts'
import type { Session } from '../session.ts'
import type { Vault } from '../storage/vault-port.ts'
import { hasTakenOver, readSuccessor, type Successor } from './successor.ts'

export interface Succession {
  /** Before a session begins: finishes what was cut off. True: the new identity is named, and not here yet. */
  readonly begin: () => Promise<boolean>
  /** The chain of its home says that this identity is out because the new one is in. */
  readonly isDue: (device: OpenDevice) => boolean
  readonly startAnew: (session: Session | null) => Promise<Result<void, AnewProblem>>
  /** Of a session that has stopped: the secret of the identity that is here now, or null. */
  readonly takeOver: (device: OpenDevice) => Promise<Bytes | null>
  /** What the identity before had not sent, while anything of it is left. */
  readonly sealAgain: (session: Session, isWanted: () => boolean) => void
  readonly idle: () => Promise<void>
}

export function createSuccession(
  deps: EngineDeps,
  vault: Pick<Vault, 'identityWrite'>,
  track: <Value>(running: Promise<Value>) => Promise<Value>,
): Succession {
  const { store } = deps
  let successor: Successor | null = null
  let sealing: Promise<void> | null = null

  async function begin(): Promise<boolean> {
    successor = await readSuccessor(store)
    if (successor?.isHere !== true) return successor !== null
    await (await import('./change-over.ts')).clearPast(store)
    successor = null
    return false
  }

  async function startAnew(session: Session | null): Promise<Result<void, AnewProblem>> {
    if (session === null) return err('not-open')
    // The second is for what follows: the network may be gone by then.
    const [late] = await Promise.all([import('./start-anew.ts'), import('./change-over.ts')])
    return late.startAnew(deps, session, (named) => {
      successor = named
    })
  }

  return {
    begin,
    isDue: ({ chains, device }) => hasTakenOver(successor, device, chains.state),
    startAnew,
    takeOver: async (device) => (await import('./change-over.ts')).changeOver({ store, vault }, device),
    sealAgain: (session, isWanted) => {
      const isAny = session.device.unsent.all().some((each) => each.type === 'moved' || !each.byHand)
      if (sealing !== null || !isAny || session.catchUp.cursor().caughtUpAt === null) return
      const late = import('./seal-again.ts').then(({ sealAgain }) => sealAgain(deps, session, isWanted))
      sealing = track(late).finally(() => {
        sealing = null
      })
    },
    idle: async () => void (await sealing),
  }
}
