/**
 * Records with given words in each place that takes any: such a place is found by
 * offering words to the schema. What it refuses there is an id, a day, a word of a
 * list; so a field that somebody adds is among them without being named.
 */
import fc from 'fast-check'
import { type CareRecord, parseRecord, type RecordType, recordToWire } from '../records/record.ts'
import { writingByType } from './record-writings.ts'

type Wire = Readonly<Record<string, unknown>>

export interface NaughtyPlace {
  /** "note.words", "team-card.asks.*.who". */
  readonly name: string
  readonly type: RecordType
  /** The record with these words there, as it would come from somebody's app. */
  readonly with: (words: string) => unknown
}

const samples = 60
const probe = 'Some <b>words</b> & more'

export function naughtyPlaces(): readonly NaughtyPlace[] {
  const found = new Map<string, NaughtyPlace>()
  for (const type of Object.keys(writingByType) as RecordType[]) {
    for (const written of fc.sample(writingByType[type], { numRuns: samples, seed: 11 })) {
      if (!written.ok) continue
      const wire = recordToWire(written.value) as Wire
      for (const path of textsIn(wire)) {
        const name = [type, ...path.map((step) => (/^\d+$/.test(step) ? '*' : step))].join('.')
        const put = (words: string) => withAt(wire, path, words)
        if (!found.has(name) && parseRecord(put(probe)).ok) found.set(name, { name, type, with: put })
      }
    }
  }
  return [...found.values()]
}

const places = naughtyPlaces()

/** Of all places the records in which these words are good. */
export function naughtyRecords(words: string): readonly CareRecord[] {
  return places.flatMap((place) => {
    const parsed = parseRecord(place.with(words))
    return parsed.ok ? [parsed.value] : []
  })
}

function textsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, [...path, name]))
}

function withAt(value: unknown, [step, ...rest]: readonly string[], words: string): unknown {
  if (step === undefined) return words
  if (Array.isArray(value)) return value.map((each, at) => (String(at) === step ? withAt(each, rest, words) : each))
  const wire = value as Wire
  return { ...wire, [step]: withAt(wire[step], rest, words) }
}
