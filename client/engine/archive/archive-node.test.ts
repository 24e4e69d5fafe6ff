/** The archive as somebody runs it by hand. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { demoArchiveSeed } from '../membership/archive-kit.ts'
import { splitSeed } from './shares.ts'

function checkKit(input: string) {
  const script = join(import.meta.dirname, '../archive.node.ts')
  return spawnSync(process.execPath, [script, 'check-kit'], { input, encoding: 'utf8' })
}

test('AV604 shares that are pasted at once are both read; where the input ends early it is said, and it fails', async () => {
  const [first, , third] = await splitSeed(demoArchiveSeed)
  const whole = checkKit(`${first}\n${third}\n`)
  expect([whole.status, whole.stdout]).toEqual([0, expect.stringMatching(/Signing key [0-9a-f]{64}/)])
  const half = checkKit(`${first}\n`)
  expect([half.status, half.stdout]).toEqual([1, expect.stringContaining('Nothing more was typed.')])
})
