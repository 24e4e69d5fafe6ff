import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeByType } from '../projections/record-place.ts'
import { aPhoto as photo } from '../testing/a-photo.ts'
import { aBase } from '../testing/arbitraries.ts'
import { parseRecord, recordToWire } from './record.ts'
import { writePhoto } from './write-photo.ts'

const base = fc.sample(aBase, 1)[0]!

test('RC400 a photo without words is not written, one with words keeps them on one line', () => {
  for (const words of ['', '  ', '\n\t'])
    expect(writePhoto({ ...photo, words }, base)).toEqual({ ok: false, error: { type: 'nothing-written' } })
  expect(writePhoto({ ...photo, words: ' Left\n shin ' }, base)).toMatchObject({
    ok: true,
    value: { words: 'Left  shin' },
  })
  expect(writePhoto({ ...photo, words: 'x'.repeat(201) }, base)).toMatchObject({ ok: false })
})

test('RC400 it belongs to staff, in the care group', () => {
  expect(placeByType.photo).toEqual({ groups: ['care'], staffOnly: true })
})

test('RC400 a short hash or key, no size, another kind of file and a consent nobody knows are refused', () => {
  const written = writePhoto(photo, base)
  if (!written.ok) throw new Error(written.error.type)
  const wire = recordToWire(written.value) as Record<string, unknown>
  expect(parseRecord(wire)).toEqual(written)
  const wrong = [
    ...[{ blob: new Uint8Array(31) }, { key: new Uint8Array(33) }, { bytes: 0 }, { bytes: 2 ** 30 }, { width: 0 }],
    ...[{ height: 1.5 }, { mediaType: 'image/svg+xml' }, { consent: 'assumed' }, { words: '' }, { place: 'Mill Lane' }],
  ]
  for (const part of wrong) expect([part, parseRecord({ ...wire, ...part }).ok]).toEqual([part, false])
})
