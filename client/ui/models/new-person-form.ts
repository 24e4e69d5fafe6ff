/** Somebody new as she is typed: what is missing or cannot be, whether enough is known to look for her, and the command it becomes. */
import { ageInYears, isDay } from '../../domain/dates.ts'
import type { Day } from '../../domain/ids.ts'
import { parseNhsNumber, reformatNhsNumberInput } from '../../domain/nhs-number.ts'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import { hasNumber, type WhoSomebodyIs } from '../../domain/same-person.ts'
import type { Intent } from '../../engine-api/intent.ts'
import type { AddPerson } from '../../engine-api/people-commands.ts'
import type { PartForm } from './part-form.ts'

/** Known to the engine, which ends the draft in the transaction of the person. */
export const newPersonDraft = 'new-person'

export type NewPersonField = 'family' | 'given' | 'born' | 'nhsNumber' | 'nurse' | 'alike'

export interface NewPersonFault {
  readonly field: NewPersonField
  readonly type: 'empty' | 'not-a-day' | 'not-ten-digits' | 'check-digit' | 'look-first' | 'here'
}

export function wordsOf({ typed }: PartForm, field: string): string {
  return (typed[field] ?? '').trim()
}

/** While digits are added they are set 3-3-4; a hand that mends the middle is left alone, or its caret would go to the end. */
export function typedNumber(before: string, typed: string): string {
  return typed.length < before.length || isMended(before, typed) ? typed : reformatNhsNumberInput(typed)
}

/** One more, or another one, with others behind it. */
function isMended(before: string, typed: string): boolean {
  const at = [...typed].findIndex((letter, index) => letter !== before[index])
  const behind = typed.slice(at + 1)
  return at >= 0 && behind !== '' && before.endsWith(behind)
}

export function isChosen(form: PartForm, what: 'also' | 'other', id: string): boolean {
  return form.typed[`${what}/${id}`] === 'yes'
}

function chosen({ typed }: PartForm, what: 'also' | 'other'): readonly string[] {
  return Object.keys(typed)
    .filter((key) => key.startsWith(`${what}/`) && typed[key] === 'yes')
    .map((key) => key.slice(what.length + 1))
}

/** Null while too little is typed to say of anybody that it might be her. */
export function whoToLookFor(form: PartForm): WhoSomebodyIs | null {
  const number = parseNhsNumber(wordsOf(form, 'nhsNumber'))
  const who = {
    name: { family: wordsOf(form, 'family'), given: wordsOf(form, 'given') },
    born: isDay(wordsOf(form, 'born')) ? wordsOf(form, 'born') : '',
    nhsNumber: number.ok ? number.value : '',
  }
  return number.ok || (who.born !== '' && who.name.family !== '' && who.name.given !== '') ? who : null
}

export function hasSameNumber(form: PartForm, row: DirectoryRow): boolean {
  const number = parseNhsNumber(wordsOf(form, 'nhsNumber'))
  return number.ok && hasNumber(row, number.value)
}

const oldest = 125

export function findNewPersonFaults(
  form: PartForm,
  alike: readonly DirectoryRow[],
  today: Day,
): readonly NewPersonFault[] {
  const missing = (['family', 'given'] as const).filter((field) => wordsOf(form, field) === '')
  const born = wordsOf(form, 'born')
  const isLiving = isDay(born) && born <= today && ageInYears(born, today) <= oldest
  const number = wordsOf(form, 'nhsNumber') === '' ? null : parseNhsNumber(wordsOf(form, 'nhsNumber'))
  const unseen = alike.filter((row) => hasSameNumber(form, row) || !isChosen(form, 'other', row.personId))
  return [
    ...missing.map((field) => ({ field, type: 'empty' }) as const),
    ...(isLiving ? [] : [{ field: 'born', type: born === '' ? 'empty' : 'not-a-day' } as const]),
    ...(number === null || number.ok ? [] : [{ field: 'nhsNumber', type: number.error.type } as const]),
    ...(wordsOf(form, 'nurse') === '' ? [{ field: 'nurse', type: 'empty' } as const] : []),
    ...(unseen.length === 0
      ? []
      : [{ field: 'alike', type: unseen.some((row) => hasSameNumber(form, row)) ? 'here' : 'look-first' } as const]),
  ]
}

export function newPersonCommand(form: PartForm, intent: Intent): AddPerson {
  const value = (field: string) => wordsOf(form, field)
  const name = {
    family: value('family'),
    given: value('given'),
    title: value('title'),
    preferred: value('preferred'),
  }
  return {
    type: 'add-person',
    person: {
      name,
      born: value('born'),
      gender: value('gender'),
      nhsNumber: value('nhsNumber').replaceAll(/\D/g, ''),
      address: value('address'),
      phone: value('phone'),
      access: value('access'),
      needs: value('needs'),
    },
    nurseId: value('nurse'),
    alsoIds: chosen(form, 'also'),
    notThese: chosen(form, 'other'),
    ...intent,
  }
}
