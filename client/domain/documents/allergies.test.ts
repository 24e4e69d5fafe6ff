/** SC13: an allergy is recorded, ended and outweighs "none known", also where two wrote apart. */
import * as A from '@automerge/automerge/slim'
import { beforeAll, expect, test } from 'vitest'
import { useAutomerge } from '../testing/automerge.ts'
import { aisha, must, priya } from '../testing/medicines.ts'
import { addAllergy, endAllergy, sayNoneKnown } from './allergies.ts'
import { newDocument } from './genesis.ts'
import { type PersonDoc, recordAllergy } from './person.ts'

beforeAll(useAutomerge)

const [one, other] = ['01'.repeat(16), '02'.repeat(16)]
const day = '2026-11-22'
const penicillin = { substance: 'Penicillin', reaction: 'Rash', recordedOn: day }
const edit = (by = aisha) => ({ by, at: 1, reason: 'She said so' })
const begun = () => newDocument('person', aisha.memberId) as A.Doc<PersonDoc>
const withOne = () => must(addAllergy(begun(), one, penicillin, edit()))
const textAt = (doc: A.Doc<PersonDoc>, field: 'substance' | 'reaction' | 'endedOn') =>
  String(doc.allergies[one]?.[field])

/** Ended by Aisha and changed by Priya, neither knowing of the other. */
function disputed(): A.Doc<PersonDoc> {
  const start = withOne()
  const theirs = A.clone(start, { actor: priya.memberId })
  const changed = must(recordAllergy(theirs, one, { ...penicillin, reaction: 'Swelling' }, edit(priya)))
  return A.merge(must(endAllergy(start, one, day, edit())), changed)
}

test('SC13 it is recorded on a day that is one, without the spaces around its words', () => {
  const soon = addAllergy(begun(), one, { ...penicillin, recordedOn: 'soon' }, edit())
  expect(soon).toEqual({ ok: false, error: { type: 'implausible', field: 'on' } })
  const spaced = { ...penicillin, substance: ' Penicillin ', reaction: ' Rash ' }
  const doc = must(addAllergy(begun(), one, spaced, edit()))
  expect([textAt(doc, 'substance'), textAt(doc, 'reaction')]).toEqual(['Penicillin', 'Rash'])
})

test('SC13 recording one takes “none known” back', () => {
  const asked = must(sayNoneKnown(begun(), day))
  expect(String(asked.noKnownAllergiesOn)).toBe(day)
  expect(String(must(addAllergy(asked, one, penicillin, edit())).noKnownAllergiesOn)).toBe('')
})

test('SC13 one that is there is ended once, on a day that is one', () => {
  for (const on of ['soon', ''])
    expect(endAllergy(withOne(), one, on, edit())).toEqual({ ok: false, error: { type: 'implausible', field: 'on' } })
  expect(endAllergy(withOne(), other, day, edit())).toEqual({ ok: false, error: { type: 'unknown-id', id: other } })
  const ended = must(endAllergy(withOne(), one, day, edit()))
  expect(textAt(ended, 'endedOn')).toBe(day)
  expect(endAllergy(ended, one, day, edit())).toEqual({ ok: false, error: { type: 'already-ended' } })
})

test('SC13 whether one has ended is open where it was changed apart: it counts, and is decided before it is ended', () => {
  expect(sayNoneKnown(disputed(), day)).toEqual({ ok: false, error: { type: 'allergies-recorded' } })
  expect(endAllergy(disputed(), one, day, edit())).toMatchObject({ error: { type: 'decide-first' } })
})

test('SC13 “none known” needs a day, and that all that was recorded has ended', () => {
  expect(sayNoneKnown(begun(), 'soon')).toEqual({ ok: false, error: { type: 'implausible', field: 'on' } })
  const both = must(addAllergy(withOne(), other, { ...penicillin, substance: 'Latex' }, edit()))
  const half = must(endAllergy(both, one, day, edit()))
  expect(sayNoneKnown(half, day)).toEqual({ ok: false, error: { type: 'allergies-recorded' } })
  const none = must(sayNoneKnown(must(endAllergy(half, other, day, edit())), day))
  expect(String(none.noKnownAllergiesOn)).toBe(day)
})
