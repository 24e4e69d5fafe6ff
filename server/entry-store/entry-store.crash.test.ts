/**
 * ES17 the hard way: a process that appends from eight feeds at once is killed
 * with SIGKILL at a random moment, round after round on one file. Afterwards
 * every acknowledged entry is there at the arrival it was told, none is there
 * twice, and arrival has no hole.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { writeUntilKilled } from './testing/write-until-killed.ts'

const rounds = 30
const child = join(import.meta.dirname, 'testing/crash-child.ts')

interface Row {
  readonly key: number
  readonly id: Uint8Array
}

/** The file's own check reads all of it: every tenth round is often enough. */
function readItems(path: string, round: number): readonly Row[] {
  const db = new DatabaseSync(path)
  try {
    const isChecked = round % 10 === 9
    if (isChecked) expect(db.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
    return db.prepare('select key - 68719476736 as key, id from item order by key').all() as unknown as Row[]
  } finally {
    db.close()
  }
}

test(`ES17 after ${rounds} kills every acknowledged entry is there, none twice, arrival without a hole`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-crash-'))
  const path = join(folder, 'relay.db')
  const acknowledged = new Map<string, number>()
  try {
    for (let round = 0; round < rounds; round++) {
      for (const line of await writeUntilKilled(child, path, Math.random() * 80)) {
        const [id, arrival] = line.split(' ')
        acknowledged.set(id!, Number(arrival))
      }
      const rows = readItems(path, round)
      expect(rows.map(({ key }) => key)).toEqual(rows.map((_, i) => i + 1))
      const arrivalById = new Map(rows.map(({ id, key }) => [Buffer.from(id).toString('hex'), key]))
      expect(arrivalById.size).toBe(rows.length)
      for (const [id, arrival] of acknowledged)
        if (arrivalById.get(id) !== arrival) expect.fail(`${id} at ${arrival} is lost`)
    }
    expect(acknowledged.size).toBeGreaterThan(rounds)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
