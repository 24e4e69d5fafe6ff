/** Starts a writer on a file and kills it at a moment nobody chose. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** Kills the child `afterMs` after its first acknowledgement; gives its whole lines. A complaint of the child fails. */
export async function writeUntilKilled(child: string, path: string, afterMs: number): Promise<readonly string[]> {
  const process_: ChildProcess = spawn(process.execPath, ['--no-warnings', child, path], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let complaint = ''
  process_.stderr!.on('data', (chunk) => {
    complaint += chunk
  })
  process_.stdout!.on('data', (chunk) => {
    // Not to wait for anything: a moment drawn at random falls anywhere in a commit, as a power cut does.
    if (said === '') setTimeout(() => process_.kill('SIGKILL'), afterMs)
    said += chunk
  })
  await once(process_, 'close')
  if (complaint !== '') throw new Error(complaint)
  return said.split('\n').slice(0, -1)
}
