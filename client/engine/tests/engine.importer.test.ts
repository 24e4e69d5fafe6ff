/** EN9: a device that leaves care at the relay lets people in and writes, and holds nothing of what others wrote. */
import { afterEach, expect, test } from 'vitest'
import type { PersonId } from '../../../shared/lib/ids.ts'
import { writeNote } from '../../domain/records/note.ts'
import { doreen, idOf, must, type Neighbourhood, startNeighbourhood, sync, viewOf } from '../testing/neighbourhood.ts'

let here: Neighbourhood | undefined
afterEach(() => here?.close())

test('EN9 an importer writes for others to read, knows the directory, and keeps no record of others', async () => {
  here = await startNeighbourhood()
  const aisha = await here.join('Aisha Rahman', 'staff')
  const importer = await here.join('Priya Patel', 'staff', { readsCare: false, receipts: false })
  const personId = doreen.personId as PersonId
  const write = async ({ engine }: typeof aisha, words: string) => {
    const { device } = engine.admin.session()!
    const author = device.own.signature
    const base = engine.admin.historyBase({ id: idOf(words), at: 1_000 as never, author, about: personId })
    const note = must(writeNote({ visitId: null, words, found: '', did: '', next: '' }, base))
    must(
      await engine.admin.writeRecords([
        { key: idOf(words), group: engine.admin.careGroup(personId)!, records: [note] },
      ]),
    )
  }
  await write(aisha, 'Written by Aisha')
  await write(importer, 'Brought in by Priya')
  await sync(aisha.engine, importer.engine, aisha.engine)
  const hers = await viewOf(aisha.engine, 'person', { personId }, ({ story }) => story.length === 2)
  expect(JSON.stringify(hers.story)).toContain('Brought in by Priya')
  const theirs = await viewOf(importer.engine, 'person', { personId })
  expect(theirs.person?.nhsNumber).toBe(doreen.nhsNumber)
  expect(JSON.stringify(theirs)).not.toContain('Written by Aisha')
})
