/** Three months of messages have been read, as they would have been; only the newest to somebody are still new. */
import type { Engine } from '../../client/engine/engine.ts'
import type { ParamsOf, QueryName, ViewOf } from '../../client/engine-api/queries.ts'
import { bytesToHex, utf8ToBytes } from '../../shared/lib/bytes.ts'
import { sha256 } from '../../shared/lib/hash.ts'
import type { Instant } from '../../shared/lib/ids.ts'

/** `leave` newest messages of each thread with the public stay unread. */
export async function readMessages(engine: Engine, leave: number): Promise<void> {
  const { rows } = await currentView(engine, 'threads', {})
  for (const { audience, threadId } of rows) {
    const { messages } = await currentView(engine, 'thread', { threadId })
    const unseen = messages.filter((message) => message.unseen)
    const kept = audience.type === 'with-public' ? leave : 0
    const messageIds = unseen.slice(0, Math.max(0, unseen.length - kept)).map(({ id }) => id)
    if (messageIds.length === 0) continue
    const commandId = bytesToHex(sha256(utf8ToBytes(`seen/${threadId}/${messageIds.at(-1)}`)).subarray(0, 16))
    await engine.run({ type: 'mark-seen', commandId, at: Date.now() as Instant, threadId, messageIds })
  }
  await engine.syncNow()
  await engine.settle()
}

function currentView<Name extends QueryName>(
  engine: Engine,
  name: Name,
  params: ParamsOf<Name>,
): Promise<ViewOf<Name>> {
  return new Promise((resolve) => {
    let stop = () => {}
    stop = engine.watch(name, params, (view) => {
      queueMicrotask(() => stop())
      resolve(view)
    })
  })
}
