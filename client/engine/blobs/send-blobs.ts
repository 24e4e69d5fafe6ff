/**
 * Sends what waits of attachments, one a step, so that what is written meanwhile
 * goes first. Sending twice is sending once: the relay knows each by its hash, so
 * an answer that was lost costs a repetition and nothing else. One that the relay
 * will not take holds up none of the others. Rules SX400 to SX404.
 */
import type { BlobId, GroupId } from '../../../shared/lib/ids.ts'
import type { Serial } from '../lib/serial.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { isBusy } from '../sync/push.ts'
import type { RelayClient, Session } from '../sync/relay-client.ts'
import { outcomeOfFailure } from '../sync/step-outcome.ts'
import type { StepOutcome } from '../sync/sync-step.ts'
import type { BlobMark, BlobMarks } from './blob-marks.ts'

export interface SendBlobsDeps {
  readonly blobMarks: BlobMarks
  readonly clock: Clock
  readonly commitLock: Serial
  readonly relay: Pick<RelayClient, 'putBlob'>
  readonly store: DeviceStore
  readonly onSent: () => void
}

/** The bytes are not on this disk any more: a fault of the disk, told like a refusal. */
const lostHere = 'lost-here'

export async function sendBlobs(
  deps: SendBlobsDeps,
  session: Session,
  /** What was refused before is tried once more. */
  retryRefused: boolean,
): Promise<StepOutcome> {
  const waiting = dueOf(deps.blobMarks, retryRefused)
  const [next] = waiting
  if (next === undefined) return { type: 'idle' }
  const sent = await sendOne(deps, session, next)
  if (sent.type !== 'ok') return sent
  deps.onSent()
  return { type: dueOf(deps.blobMarks, false).length > 0 ? 'more' : 'ok' }
}

function dueOf(marks: BlobMarks, retryRefused: boolean): readonly BlobMark[] {
  const due = marks.due()
  const untried = due.filter(({ problem }) => problem === null)
  return retryRefused && untried.length === 0 ? due : untried
}

async function sendOne(deps: SendBlobsDeps, session: Session, mark: BlobMark): Promise<StepOutcome> {
  const { clock, relay, store } = deps
  const [group, blob] = mark.key.split('/') as [GroupId, BlobId]
  const bytes = await store.get('blobs', mark.key)
  if (bytes === undefined) return settle(deps, { ...mark, problem: lostHere })
  const put = await relay.putBlob(session, group, blob, bytes)
  if (put.ok) return settle(deps, { ...mark, sentAt: mark.sentAt ?? clock.now(), again: false, problem: null })
  const failed = outcomeOfFailure(put.error)
  if (put.error.type !== 'problem' || failed.type === 'no-session' || isBusy(put.error.problem)) return failed
  return settle(deps, { ...mark, problem: put.error.problem })
}

/** What became of it is known once the disk has it. */
async function settle({ blobMarks, commitLock, store }: SendBlobsDeps, mark: BlobMark): Promise<StepOutcome> {
  const saved = await commitLock(() => store.commit([blobMarks.write(mark)]))
  if (!saved.ok) return { type: 'refused' }
  blobMarks.keep(mark)
  return { type: 'ok' }
}

/** The relay was put back to an older copy: what it had acknowledged may be gone. */
export async function offerBlobsAgain({
  blobMarks,
  commitLock,
  store,
}: Pick<SendBlobsDeps, 'blobMarks' | 'commitLock' | 'store'>): Promise<boolean> {
  const marks = blobMarks.all().map((mark) => ({ ...mark, again: true, problem: null }))
  const saved = await commitLock(() => store.commit(marks.map(blobMarks.write)))
  if (saved.ok) for (const mark of marks) blobMarks.keep(mark)
  return saved.ok
}
