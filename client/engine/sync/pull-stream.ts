/** Reads a pull's stream as it comes, hands items on in order, and keeps what was handed on when the stream breaks. */
import { bytesToHex } from '../../../shared/lib/bytes.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { createPullParser, type PullItem } from '../../../shared/protocol/pull.ts'
import type { PullOutcome, PullRequest, RelayFailure, StreamItem, StreamStart } from './relay-client.ts'

/** Handed on together: small enough to show progress, large enough to be one transaction. */
const handOver = 500

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

  async function flush(): Promise<void> {
    const items = waiting
    waiting = []
    if (start !== undefined && items.length > 0) await onItems(items, start)
  }

  async function take(items: readonly PullItem[]): Promise<void> {
    for (const item of items) {
      if (item.type === 'start') {
        start = { generation: bytesToHex(item.generation), head: item.head, serverTime: item.serverTime }
        onStart?.(start)
      } else if (item.type === 'end') end = { cursor: item.cursor, more: item.more }
      else waiting.push(item)
      if (waiting.length >= handOver) await flush()
    }
  }

  /** A stream without its end broke on the way. */
  function outcome(): Result<PullOutcome, RelayFailure> {
    return start !== undefined && end !== undefined ? ok({ ...start, ...end }) : err({ type: 'no-signal' })
  }

  return { take, flush, outcome }
}
