/** What a person asks of a device that starts anew. Loaded when it is first asked for. Rules SX180, SX183. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { type ContentEntry, parseContentEntry } from '../../../shared/protocol/entry.ts'
import type { AnewAct, AnewOutcome, AnewProblem } from '../../engine-api/start-anew.ts'
import { heldView } from '../acts/held-list.ts'
import type { EngineDeps } from '../engine.ts'
import type { Session } from '../session.ts'
import { doneWrite, unsentKey } from './unsent.ts'

interface Anew {
  readonly session: Session
  readonly startAnew: () => Promise<Result<void, AnewProblem>>
}

export async function anewAct(deps: EngineDeps, { session, startAnew }: Anew, act: AnewAct): Promise<AnewOutcome> {
  if (act.type === 'begin') {
    const begun = await startAnew()
    return begun.ok ? { type: 'begun' } : { type: 'failed', problem: begun.error }
  }
  const byHand = entriesByHand(session)
  if (act.type === 'list') {
    const entries = byHand.map(({ bytes, header: { author, group, writtenAt }, id }) => ({
      ...{ author, bytes, group, id },
      storedAt: writtenAt as Instant,
    }))
    return { type: 'list', items: (await heldView(deps, session, { entries, blobs: [], more: false }, [])).items }
  }
  const entry = byHand.find(({ id }) => id === act.entryId)
  if (entry === undefined) return { type: 'done' }
  const { commitLock, unsent } = session.device
  const saved = await commitLock(() => deps.store.commit([doneWrite(unsentKey(entry.header))]))
  if (!saved.ok) return { type: 'failed', problem: 'no-space' }
  await unsent.load()
  session.noted()
  return { type: 'done' }
}

function entriesByHand({ device: { unsent } }: Session): readonly ContentEntry[] {
  return unsent.all().flatMap((each) => {
    const entry = each.type === 'kept' && each.byHand ? parseContentEntry(each.bytes) : undefined
    return entry?.ok === true ? [entry.value] : []
  })
}
