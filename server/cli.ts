/** Looking after a relay's file by hand: `node server/cli.ts verify [FOLDER]`. Reads only; the relay may be running. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { verifyStore } from './ops/verify-store.ts'

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function verify(folder: string): number {
  const path = join(folder, 'relay.db')
  if (!existsSync(path)) {
    say(`There is no relay.db in ${folder}.`)
    return 1
  }
  const { bytes, faults, items, spaces } = verifyStore(path)
  say(`${spaces} spaces, ${items} items, ${(bytes / 1e6).toFixed(1)} MB.`)
  for (const fault of faults) say(fault)
  say(
    faults.length === 0
      ? 'Sound: no number missing, every entry hashes to its id and follows the one before.'
      : 'Not sound.',
  )
  return faults.length === 0 ? 0 : 1
}

const [command, folder] = process.argv.slice(2)
if (command === 'verify') {
  process.exitCode = verify(folder ?? process.env.DOORSTEP_DATA ?? 'data')
} else {
  say('Usage: node server/cli.ts verify [FOLDER]')
  process.exitCode = 1
}
