/**
 * Somebody is looked after here: enough to find her and to know whom to ask, and
 * nothing clinical. Read by the whole team. A newer entry replaces an older one.
 */
import * as v from 'valibot'
import type { PersonId, RoundId } from '../../../shared/lib/ids.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import { isDay } from '../dates.ts'
import { isNhsNumber } from '../nhs-number.ts'
import type { DirectoryRow } from '../projections/rows.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import { cleanLine, daySchema, idSchema, idToWire, lineSchema, nullableIdToWire } from './wire-values.ts'

export interface DirectoryEntryInput extends Omit<DirectoryRow, 'personId'> {}

export interface DirectoryEntryRecord extends RecordBase, Omit<DirectoryEntryInput, 'sameAs' | 'notSame'> {
  readonly type: 'directory-entry'
  readonly v: 1
  readonly about: PersonId
  readonly sameAs: PersonId | null
  readonly notSame: readonly PersonId[]
}

const line = lineSchema(limits.line)
const namesakeLimit = 50
const nameSchema = v.strictObject({ family: line, given: line, title: line, preferred: line })

export const directoryEntrySchema = v.strictObject({
  ...baseEntries,
  type: v.literal('directory-entry'),
  about: idSchema<PersonId>(),
  name: nameSchema,
  born: daySchema,
  gender: line,
  nhsNumber: v.pipe(
    line,
    v.check((text) => text === '' || isNhsNumber(text), 'not an NHS number'),
  ),
  roundId: idSchema<RoundId>(),
  namedNurse: line,
  face: line,
  address: line,
  phone: line,
  sameAs: v.nullable(idSchema<PersonId>()),
  notSame: v.pipe(v.array(idSchema<PersonId>()), v.maxLength(namesakeLimit)),
})

/** `base.about` names the person; an entry about nobody is nothing written. */
export function writeDirectoryEntry(input: DirectoryEntryInput, base: RecordBase): Written<DirectoryEntryRecord> {
  const { about, ...rest } = pickBase(base)
  const name = cleanName(input.name)
  if (about === null || (name.family === '' && name.given === '')) return err({ type: 'nothing-written' })
  const { born, nhsNumber, roundId } = input
  if (!isDay(born)) return err({ type: 'implausible', field: 'born', suggestion: null })
  if (nhsNumber !== '' && !isNhsNumber(nhsNumber)) {
    return err({ type: 'implausible', field: 'nhsNumber', suggestion: null })
  }
  const lines = {
    gender: cleanLine(input.gender),
    namedNurse: cleanLine(input.namedNurse),
    face: cleanLine(input.face),
    address: cleanLine(input.address),
    phone: cleanLine(input.phone),
  }
  const checked = withinLimit({ ...lines, ...name }, limits.line)
  if (!checked.ok) return checked
  // Nobody is the same as herself, or somebody else.
  const sameAs = input.sameAs === about ? null : ((input.sameAs as PersonId | undefined) ?? null)
  const notSame = (input.notSame ?? []).filter((id) => id !== about).slice(-namesakeLimit) as PersonId[]
  const twice = { sameAs, notSame }
  return ok({ type: 'directory-entry', v: 1, ...rest, about, name, born, nhsNumber, roundId, ...lines, ...twice })
}

export function directoryEntryToWire(entry: DirectoryEntryRecord) {
  const { name, born, gender, nhsNumber, namedNurse, face, address, phone } = entry
  return {
    type: 'directory-entry',
    ...baseToWire(entry),
    name: { family: name.family, given: name.given, title: name.title, preferred: name.preferred },
    born,
    gender,
    nhsNumber,
    roundId: idToWire(entry.roundId),
    namedNurse,
    face,
    address,
    phone,
    sameAs: nullableIdToWire(entry.sameAs),
    notSame: entry.notSame.map(idToWire),
  }
}

export function readDirectoryRow(entry: DirectoryEntryRecord): DirectoryRow {
  const { about, name, born, gender, nhsNumber, roundId, namedNurse, face, address, phone } = entry
  const row = { personId: about, name, born, gender, nhsNumber, roundId, namedNurse, face, address, phone }
  const { notSame, sameAs } = entry
  return { ...row, ...(sameAs !== null && { sameAs }), ...(notSame.length > 0 && { notSame }) }
}

function cleanName(name: DirectoryEntryInput['name']): DirectoryEntryInput['name'] {
  return {
    family: cleanLine(name.family),
    given: cleanLine(name.given),
    title: cleanLine(name.title),
    preferred: cleanLine(name.preferred),
  }
}
