/** The command by which anybody looks at a proof of two histories. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { EntryId } from '../../shared/lib/ids.ts'
import { encodeForkProof } from '../../shared/membership/fork-proof.ts'
import { createTestSpace } from '../../shared/testing/test-space.ts'

const made = createTestSpace()
const elsewhere = 'a'.repeat(64) as EntryId
const { heads } = made.draftContent(made.cast.nurse, made.care).header
const citing = made.draftContent(made.cast.nurse, made.care, { heads: { ...heads, teamHash: elsewhere } })
const honest = made.draftContent(made.cast.nurse, made.care)

function proofOf(entry: typeof citing): Uint8Array {
  const chain = (group: string) =>
    made.controls.flatMap(({ entry: control }) => (control.header.group === group ? [control.bytes] : []))
  return encodeForkProof({ team: chain(made.team), group: chain(made.care), entries: [entry.bytes] })
}

function run(bytes: Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-test-'))
  const file = join(folder, 'proof.doorstep')
  writeFileSync(file, bytes)
  const cli = join(import.meta.dirname, '..', 'cli.ts')
  const { status, stdout } = spawnSync(process.execPath, [cli, 'verify-fork-proof', file], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return { status, stdout }
}

test('RT120 verify-fork-proof says in words what a file proves, or why it proves nothing', () => {
  const proven = run(proofOf(citing))
  expect(proven.status).toBe(0)
  expect(proven.stdout).toMatch(/^Proven\./)
  expect(proven.stdout).toContain(made.cast.nurse.id)
  expect(proven.stdout).toContain(elsewhere)
  expect(run(proofOf(honest))).toEqual({
    status: 1,
    stdout: 'Not proven.\nWhat it shows fits together: there is one history.\n',
  })
  expect(run(new Uint8Array([1, 2, 3])).stdout).toContain('no such file, or it was damaged')
})
