/**
 * Are attachments whole, and are they what they are called: those of the groups
 * (ES400, ES404) and those held back (ES560 to ES562). Their pieces are read one
 * by one; of the rest the names alone are kept in memory.
 */
import { createHash, type Hash } from 'node:crypto'
import { bytesToHex } from '../../shared/lib/bytes.ts'
import { blobByteLimit } from '../../shared/protocol/blob.ts'
import type { StoredRows } from '../stored-rows/stored-rows.ts'

export interface Attached {
  /** Their hashes; of those held back only what is undecided. */
  readonly blobs: readonly string[]
  readonly bytes: number
  /** Of the groups’ own, by `space/group`: they count towards its quota. */
  readonly bytesByGroup: ReadonlyMap<string, number>
  readonly faults: readonly string[]
}

interface Expected {
  readonly name: string
  readonly bytes: number
  readonly isDecided: boolean
}

/** `place`: what names a space in words. */
export async function verifyAttachments(
  rows: StoredRows,
  table: 'blob' | 'held_blob',
  place: (space: Uint8Array) => string,
): Promise<Attached> {
  const word = table === 'blob' ? 'Attachment' : 'Held attachment'
  const expected = new Map<string, Expected>()
  const bytesByGroup = new Map<string, number>()
  const faults: string[] = []
  for await (const row of rows.rows(table)) {
    const name = bytesToHex(row.id)
    const group = `${bytesToHex(row.space)}/${bytesToHex(row.grp)}`
    const isDecided = 'settled' in row && row.settled !== null
    expected.set(`${group}/${name}`, { name, bytes: row.bytes, isDecided })
    bytesByGroup.set(group, (bytesByGroup.get(group) ?? 0) + row.bytes)
    const called = `${word} ${name.slice(0, 12)} of ${place(row.space)}`
    if (row.grp.length === 0) faults.push(`${called} belongs to no group.`)
    if ('party' in row && row.party.length === 0) faults.push(`${called} is nobody’s.`)
    if (row.bytes > blobByteLimit) faults.push(`${called} is larger than any that is taken.`)
  }

  const whole = new Set<string>()
  let strays = 0
  let open: { readonly key: string; readonly hash: Hash; length: number; readonly called: string } | undefined

  function close(): void {
    if (open === undefined) return
    const { called, hash, key, length } = open
    open = undefined
    const { bytes, isDecided, name } = expected.get(key)!
    whole.add(key)
    if (isDecided) faults.push(`${called} is decided, and still lies there.`)
    else if (length !== bytes) faults.push(`${called} has ${length} bytes of ${bytes}.`)
    else if (hash.digest('hex') !== name) faults.push(`${called} does not hash to its name.`)
  }

  for await (const row of rows.rows(`${table}_piece`)) {
    const key = [row.space, row.grp, row.id].map(bytesToHex).join('/')
    if (!expected.has(key)) strays += 1
    else {
      if (open?.key !== key) {
        close()
        const called = `${word} ${bytesToHex(row.id).slice(0, 12)} of ${place(row.space)}`
        open = { key, hash: createHash('sha256'), length: 0, called }
      }
      open!.hash.update(row.body)
      open!.length += row.body.length
    }
  }
  close()
  for (const [key, { bytes, isDecided, name }] of expected)
    if (!isDecided && !whole.has(key)) faults.push(`${word} ${name.slice(0, 12)} has 0 bytes of ${bytes}.`)
  if (strays > 0) faults.push(`${strays} pieces belong to no ${word.toLowerCase()}.`)
  const kept = [...expected.values()].filter(({ isDecided }) => !isDecided)
  return {
    blobs: kept.map(({ name }) => name),
    bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0),
    bytesByGroup,
    faults,
  }
}
