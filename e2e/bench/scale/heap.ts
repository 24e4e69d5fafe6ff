/** What the JavaScript of a page and of its workers holds, after a collection: asked of the browser, which alone knows of workers. */
import type { CDPSession, Page } from '@playwright/test'

/** Bytes in use, the page first. */
export async function heapSizes(page: Page): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page)
  const workers: string[] = []
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.push(sessionId)
  })
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const others: number[] = []
  for (const worker of workers) {
    await askWorker(session, worker, 'HeapProfiler.collectGarbage')
    others.push((await askWorker(session, worker, 'Runtime.getHeapUsage')).usedSize ?? 0)
  }
  await session.detach()
  return [usedSize, ...others]
}

let asked = 0

function askWorker(session: CDPSession, sessionId: string, method: string): Promise<{ readonly usedSize?: number }> {
  const id = ++asked
  return new Promise((resolve) => {
    session.on('Target.receivedMessageFromTarget', function take(event) {
      const answer = JSON.parse(event.message) as { readonly id?: number; readonly result?: { usedSize?: number } }
      if (event.sessionId !== sessionId || answer.id !== id) return
      session.off('Target.receivedMessageFromTarget', take)
      resolve(answer.result ?? {})
    })
    void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
  })
}
