/** The archive as somebody runs it by hand. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Bytes, concatBytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, Instant } from '../../../shared/lib/ids.ts'
import { encodePullItem } from '../../../shared/protocol/pull.ts'
import { demoArchiveSeed } from '../membership/archive-kit.ts'
import { splitSeed } from './shares.ts'

const script = join(import.meta.dirname, '../archive.node.ts')

function checkKit(input: string) {
  return spawnSync(process.execPath, [script, 'check-kit'], { input, encoding: 'utf8' })
}

test('AV604 shares that are pasted at once are both read; where the input ends early it is said, and it fails', async () => {
  const [first, , third] = await splitSeed(demoArchiveSeed)
  const whole = checkKit(`${first}\n${third}\n`)
  expect([whole.status, whole.stdout]).toEqual([0, expect.stringMatching(/Signing key [0-9a-f]{64}/)])
  const half = checkKit(`${first}\n`)
  expect([half.status, half.stdout]).toEqual([1, expect.stringContaining('Nothing more was typed.')])
})

test('AV780 a copy that is cut short or damaged is opened by no command, which says what to do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-copy-'))
  const file = join(folder, 'copy.bin')
  function kitsOf(copy: Bytes): string {
    writeFileSync(file, copy)
    const ran = spawnSync(process.execPath, [script, 'kits', file], { encoding: 'utf8' })
    expect(ran.status).toBe(1)
    return ran.stdout
  }
  const [head, serverTime] = [0 as Arrival, 0 as Instant]
  const start = encodePullItem({ type: 'start', generation: new Uint8Array(16), head, serverTime })
  const end = encodePullItem({ type: 'end', cursor: head, more: false })
  try {
    expect(kitsOf(start)).toContain('This copy is not whole: its end is missing. Make another one')
    expect(kitsOf(concatBytes(start, end.subarray(0, -1)))).toContain('not whole')
    expect(kitsOf(concatBytes(start, new Uint8Array([0, 0, 0, 1, 255]), end))).toMatch(
      /This copy is (damaged|not whole)/,
    )
    expect(kitsOf(concatBytes(start, end))).toContain('There is nothing in this copy.')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
