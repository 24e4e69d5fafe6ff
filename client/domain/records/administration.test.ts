/** Rules GV1 and GV2: what is written of a medicine given or not given. */
import { expect, test } from 'vitest'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { hybridTime } from '../hybrid-clock.ts'
import type { RecordId } from '../ids.ts'
import { projectRecord } from '../projections/project-record.ts'
import { aisha, doreen, must, priya } from '../testing/medicines.ts'
import { summariseAdministration, writeAdministration } from './administration.ts'
import { limits, type RecordBase } from './record-base.ts'

const shown = { medicineId: 'ca'.repeat(16), name: 'furosemide', dose: '40 mg', route: 'by mouth' }
const given = { ...shown, given: true, reason: '', instruction: '' }

function base(id: string, author = aisha): RecordBase {
  const at = 1_800_000_000_000
  const hlc = hybridTime({ wall: at, count: 0 })
  return { id: id.repeat(16) as RecordId, at: at as Instant, hlc, author, about: doreen as PersonId }
}

function rowsOf(id: string, author = aisha) {
  return projectRecord(must(writeAdministration(given, base(id, author))), {
    entryId: 'ee'.repeat(32),
    groupId: '99'.repeat(16),
    groupKind: 'care',
    personId: doreen,
    deviceId: 'de'.repeat(16),
    memberId: author.memberId,
    byStaff: true,
    byAdmin: false,
    seq: 5,
    doc: '00'.repeat(16),
    arrivedAt: null,
    own: true,
  })
}

test('GV1 it says what was given as it was shown, and on whose instruction', () => {
  const record = must(writeAdministration({ ...given, instruction: 'Priya Patel: 20 mg' }, base('01')))
  expect(summariseAdministration(record)).toEqual({
    title: 'Medicine given',
    lines: ['furosemide 40 mg, by mouth.', 'Different changes stood against each other. Followed: Priya Patel: 20 mg.'],
    next: null,
  })
  const refused = must(writeAdministration({ ...given, given: false, reason: ' Refused ' }, base('01')))
  expect(summariseAdministration(refused)).toMatchObject({
    title: 'Medicine not given',
    lines: [expect.anything(), 'Reason: Refused'],
  })
})

test('GV1 without name, dose or reason nothing is recorded', () => {
  const isRefused = (more: Partial<typeof given>) => !writeAdministration({ ...given, ...more }, base('01')).ok
  expect([isRefused({ name: ' ' }), isRefused({ dose: '' }), isRefused({ given: false })]).toEqual([true, true, true])
  expect(isRefused({ dose: 'x'.repeat(409) })).toBe(true)
  for (const [field, most] of [
    ['instruction', limits.line],
    ['reason', limits.text],
  ] as const) {
    expect([isRefused({ [field]: 'x'.repeat(most) }), isRefused({ [field]: 'x'.repeat(most + 1) })]).toEqual([
      false,
      true,
    ])
  }
})

test('GV2 given by two apart, both records stay, in the story and beside the medicine', () => {
  const rows = [...rowsOf('01'), ...rowsOf('02', priya)]
  expect(rows.map(({ collection, id }) => `${collection} ${id.slice(0, 2)}`)).toEqual([
    'story 01',
    'givings 01',
    'story 02',
    'givings 02',
  ])
})
