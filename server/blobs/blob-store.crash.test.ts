/**
 * ES404 the hard way: a process that keeps attachments is killed with SIGKILL at a
 * random moment, round after round on one file. Afterwards every acknowledged one
 * is there, whole, and nothing lies there that is not.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeUntilKilled } from '../entry-store/testing/write-until-killed.ts'
import { verifyStore } from '../ops/verify-store.ts'
import { readSqliteRows } from '../stored-rows/sqlite-rows.ts'

const rounds = 15
const child = join(import.meta.dirname, 'testing/crash-child.ts')

test(`ES404 after ${rounds} kills every acknowledged attachment is there, whole, and no part of another`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-blob-crash-'))
  const path = join(folder, 'relay.db')
  const acknowledged = new Set<string>()
  try {
    for (let round = 0; round < rounds; round++) {
      for (const line of await writeUntilKilled(child, path, Math.random() * 60)) {
        const [blob, outcome] = line.split(' ')
        expect(outcome).toBe('stored')
        acknowledged.add(blob!)
      }
      const { blobs, faults } = await readSqliteRows(path, verifyStore)
      expect(faults).toEqual([])
      expect([...acknowledged].filter((blob) => !blobs.includes(blob))).toEqual([])
    }
    expect(acknowledged.size).toBeGreaterThan(rounds)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
