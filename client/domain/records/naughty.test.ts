/** RC220: whatever words come in whatever place of a record, they stay words. */
import { describe, expect, test } from 'vitest'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import { naughtyStrings } from '../../../shared/testing/naughty-strings.ts'
import { naughtyPlaces } from '../testing/naughty-records.ts'
import { parseRecord, recordToWire } from './record.ts'
import { summariseRecord } from './record-summary.ts'

const places = naughtyPlaces()

test('RC220 the places were found that people write into', () => {
  const names = places.map(({ name }) => name)
  expect(names.length).toBeGreaterThan(50)
  for (const name of ['note.words', 'message.text', 'opening.words', 'directory-entry.name.family', 'team-card.phone'])
    expect(names).toContain(name)
})

describe.each(Object.entries(naughtyStrings))('RC220 %s', (_, words) => {
  test('is refused, or comes back from the wire and stands in the summary as it was written', () => {
    for (const place of places) {
      const record = parseRecord(place.with(words))
      if (!record.ok) {
        expect([place.name, record.error.type]).toEqual([place.name, 'malformed'])
        continue
      }
      const bytes = decodeCbor(encodeCbor(recordToWire(record.value)))
      const again = parseRecord(bytes.ok ? bytes.value : null)
      // Half a letter has no form on the wire: it comes back as the sign for that.
      const written = parseRecord(place.with(words.toWellFormed()))
      expect([place.name, again]).toEqual([place.name, written])
      expect(() => summariseRecord(record.value)).not.toThrow()
    }
    expect(Object.prototype).not.toHaveProperty('naughty')
  })
})
