import { expect, test } from 'vitest'
import { benchPeople, busyCount, medicinesEach, noteAbout, notesEach, turnsOf, writingCount } from './work.ts'

test('BN3 2,000 writings about 100 of 500 people, one in ten a change to a document', () => {
  expect(writingCount).toBe(2_000)
  expect(new Set(benchPeople().map(({ personId }) => personId)).size).toBe(500)
  expect((busyCount * medicinesEach) / writingCount).toBe(0.1)
  const turns = turnsOf(['a', 'b'])
  const notes = turns.flatMap((turn) => turn.notes)
  expect(new Set(notes).size).toBe(notesEach)
  expect(new Set(turns.map(({ medicine }) => medicine)).size).toBe(medicinesEach)
})

test('BN3 both sides write the same note, and no two are alike', () => {
  const [one, other] = benchPeople()
  expect(noteAbout(one!.personId, 'note/1', 5)).toEqual(noteAbout(one!.personId, 'note/1', 5))
  expect(noteAbout(one!.personId, 'note/1', 5).found).not.toBe(noteAbout(other!.personId, 'note/1', 5).found)
})
