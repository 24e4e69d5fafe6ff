/**
 * Group commit on PostgreSQL: what asks to be written in one space in one turn of
 * the event loop goes into one transaction, and so does all that comes while that
 * one is under way. Spaces do not wait for each other.
 *
 * A batch whose connection broke is answered only when it is known what became
 * of it: what was committed is answered as it was decided, what was not is tried
 * again. After `patienceMs` without a database it is refused, and may be sent
 * again, for an append sent twice is stored once. Rules ES18, ES521.
 */
import type { SpaceId } from '../../shared/lib/ids.ts'
import type { Platform } from '../platform.ts'
import type { Append, AppendOutcome } from './entry-store.ts'
import { type Attempt, type BatchDeps, isWritten, tryBatch, writeAttempt } from './postgres-append.ts'
import { isPassing, type PostgresClient } from './postgres-client.ts'

interface Waiting {
  readonly appends: readonly Append[]
  readonly resolve: (outcomes: readonly AppendOutcome[]) => void
  readonly reject: (reason: unknown) => void
}

export interface CommitDeps extends Pick<Platform, 'after' | 'elapsed'> {
  readonly client: PostgresClient
  readonly batch: Omit<BatchDeps, 'space'>
  readonly onCommit?: (appends: number) => void
}

export interface Committer {
  readonly append: (space: SpaceId, appends: readonly Append[]) => Promise<readonly AppendOutcome[]>
  /** Resolves when nothing waits any more. */
  readonly settled: () => Promise<void>
}

/** A standby takes over within seconds; who waits longer is told, and asks again. */
const patienceMs = 10_000
const retryAfterMs = 100
/** So that no transaction holds a space for long. */
const appendsAtOnce = 2_000

export function createCommitter({ after, batch, client, elapsed, onCommit }: CommitDeps): Committer {
  const waitingBySpace = new Map<SpaceId, Waiting[]>()
  const running = new Set<Promise<void>>()

  const pause = () => new Promise<void>((resolve) => void after(retryAfterMs, resolve))

  async function commit(space: SpaceId, appends: readonly Append[]): Promise<readonly AppendOutcome[]> {
    const deps = { ...batch, space }
    const startedAt = elapsed()
    let doubtful: Attempt | undefined
    for (;;) {
      try {
        return await client.transaction(async (query) => {
          if (doubtful !== undefined && (await isWritten(query, deps, doubtful))) return doubtful.outcomes
          doubtful = undefined
          const attempt = await tryBatch(query, deps, appends)
          doubtful = attempt
          await writeAttempt(query, deps, attempt)
          return attempt.outcomes
        })
      } catch (failure) {
        if (!isPassing(failure) || elapsed() - startedAt > patienceMs) throw failure
        await pause()
      }
    }
  }

  function take(space: SpaceId): readonly Waiting[] {
    const waiting = waitingBySpace.get(space) ?? []
    let count = 0
    const end = waiting.findIndex(({ appends }, at) => {
      count += appends.length
      return at > 0 && count > appendsAtOnce
    })
    const taken = waiting.splice(0, end < 0 ? waiting.length : end)
    return taken
  }

  /** Until nobody waits in the space any more. */
  async function run(space: SpaceId): Promise<void> {
    await new Promise<void>((resolve) => void setImmediate(resolve))
    for (let taken = take(space); taken.length > 0; taken = take(space)) {
      const appends = taken.flatMap((each) => each.appends)
      try {
        const outcomes = await commit(space, appends)
        onCommit?.(appends.length)
        let from = 0
        for (const each of taken) {
          each.resolve(outcomes.slice(from, from + each.appends.length))
          from += each.appends.length
        }
      } catch (failure) {
        for (const { reject } of taken) reject(failure)
      }
    }
    waitingBySpace.delete(space)
  }

  return {
    append: (space, appends) =>
      new Promise((resolve, reject) => {
        const waiting = waitingBySpace.get(space)
        if (waiting !== undefined) {
          waiting.push({ appends, resolve, reject })
          return
        }
        waitingBySpace.set(space, [{ appends, resolve, reject }])
        const turn = run(space).finally(() => running.delete(turn))
        running.add(turn)
      }),
    settled: async () => {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
