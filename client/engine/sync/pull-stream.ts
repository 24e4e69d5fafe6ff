/**
 * Reads a pull's stream as it comes, hands items on in order, and keeps what was
 * handed on when the stream breaks. What comes while a batch is being taken is
 * the next batch, so that the line is never idle: small batches where the line
 * is slow, large ones where the device is.
 */
import { bytesToHex } from '../../../shared/lib/bytes.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { createPullParser, type PullItem } from '../../../shared/protocol/pull.ts'
import type { PullOutcome, PullRequest, RelayFailure, StreamItem, StreamStart } from './relay-client.ts'

/**
 * A commit costs as much as some dozens of entries: fewer are not worth one while more are coming. The first batch of a
 * long catch-up begins early, while the line still fills; those after it grow by themselves.
 */
const fewest = 200
/** In one transaction, and between two signs of progress. */
const most = 1_000
/** Read ahead of what is taken: bounds the memory. */
const mostAhead = 4_000

export async function readPullStream(
  body: ReadableStream<Uint8Array> | null,
  request: Pick<PullRequest, 'onStart' | 'onItems'>,
  alive: () => void,
): Promise<Result<PullOutcome, RelayFailure>> {
  const intake = createIntake(request)
  const parser = createPullParser()
  const reader = body?.getReader()
  if (reader === undefined) return err({ type: 'not-the-relay' })
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      alive()
      const items = parser.push(chunk.value)
      await intake.take(items.ok ? items.value : items.error.itemsBefore)
      if (!items.ok) return err({ type: 'not-the-relay' })
    }
  } finally {
    await intake.flush()
    reader.releaseLock()
  }
  return intake.outcome()
}

export function createIntake({ onItems, onStart }: Pick<PullRequest, 'onStart' | 'onItems'>) {
  let start: StreamStart | undefined
  let end: { readonly cursor: PullOutcome['cursor']; readonly more: boolean } | undefined
  let waiting: StreamItem[] = []
  let isOver = false
  /** The batch that is being taken and those after it; settles when too few wait for another. Null: none is. */
  let handing: Promise<void> | null = null
  /** What the taking of a batch ended with: nothing after it may be handed on. */
  let broken: { readonly failure: unknown } | null = null

  const isWorthIt = () => waiting.length >= (isOver ? 1 : fewest)

  async function handOn(from: StreamStart): Promise<void> {
    try {
      while (isWorthIt()) {
        const batch = waiting.slice(0, most)
        waiting = waiting.slice(most)
        await onItems(batch, from)
      }
    } catch (failure) {
      broken = { failure }
    }
    handing = null
  }

  function begin(): void {
    if (handing === null && broken === null && start !== undefined && isWorthIt()) handing = handOn(start)
  }

  async function handed(): Promise<void> {
    await handing
    if (broken !== null) throw broken.failure
  }

  /** Waits for what is being taken only where too much has been read ahead. */
  async function take(items: readonly PullItem[]): Promise<void> {
    for (const item of items) {
      if (item.type === 'start') {
        start = { generation: bytesToHex(item.generation), head: item.head, serverTime: item.serverTime }
        onStart?.(start)
      } else if (item.type === 'end') end = { cursor: item.cursor, more: item.more }
      else waiting.push(item)
    }
    begin()
    if (waiting.length > mostAhead || broken !== null) await handed()
  }

  /** Nothing more comes: all that waits is handed on. */
  async function flush(): Promise<void> {
    isOver = true
    await handing
    begin()
    await handed()
  }

  /** A stream without its end broke on the way. */
  function outcome(): Result<PullOutcome, RelayFailure> {
    return start !== undefined && end !== undefined ? ok({ ...start, ...end }) : err({ type: 'no-signal' })
  }

  return { take, flush, outcome }
}
