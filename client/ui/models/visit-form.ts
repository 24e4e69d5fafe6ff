/**
 * The form of one visit, pure: what is typed, what of it counts, and its draft
 * on disk. A draft names its person and visit and is refused for any other, so
 * that another person's words can never appear (rule VS1).
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { ObservationValues } from '../../domain/projections/rows.ts'
import type { ObservationInput } from '../../domain/records/observations.ts'
import type { PhotoConsent } from '../../domain/records/photo.ts'
import { type News2Parameter, news2Parameters } from '../../domain/scores/news2.ts'
import { checkObservation, type MeasuredParameter, measuredParameters } from '../../domain/scores/plausibility.ts'
import {
  type Consciousness,
  consciousnessLevels,
  isMeasured,
  type Oxygen,
  oxygenChoices,
  readTyped,
} from './news2-entry.ts'

export type NoteField = 'words' | 'found' | 'did' | 'next'
export const noteFields: readonly NoteField[] = ['words', 'found', 'did', 'next']

export interface VisitForm {
  readonly personId: string
  readonly visitId: string | null
  readonly startedAt: Instant
  readonly note: Readonly<Record<NoteField, string>>
  /** Exactly as typed, also when it is no number. */
  readonly typed: Readonly<Partial<Record<MeasuredParameter, string>>>
  readonly oxygen: Oxygen | null
  readonly consciousness: Consciousness | null
  readonly notMeasured: Readonly<Partial<Record<News2Parameter, string>>>
  /** Typing the nurse was asked about and wants kept as it is. It is never scored. */
  readonly kept: readonly MeasuredParameter[]
  /** Kept with the draft; null for none. */
  readonly photo: VisitPhotoForm | null
  /** The id of finishing, so that finishing again after a kill writes nothing twice. */
  readonly finishing: { readonly commandId: string } | null
}

export interface VisitPhotoForm {
  readonly blob: string
  readonly words: string
  /** Null until somebody said why it may be kept. */
  readonly consent: PhotoConsent | null
}

export function emptyVisitForm(personId: string, visitId: string | null, startedAt: Instant): VisitForm {
  return {
    personId,
    visitId,
    startedAt,
    note: { words: '', found: '', did: '', next: '' },
    typed: {},
    oxygen: null,
    consciousness: null,
    notMeasured: {},
    kept: [],
    photo: null,
    finishing: null,
  }
}

/** Nothing a person would miss. */
export function isUntouched(form: VisitForm): boolean {
  return (
    noteFields.every((field) => form.note[field].trim() === '') &&
    Object.values(form.typed).every((typed) => typed.trim() === '') &&
    form.oxygen === null &&
    form.consciousness === null &&
    form.photo === null &&
    Object.keys(form.notMeasured).length === 0
  )
}

/** What has to be said of the photo before it can be written; null when nothing has. */
export function photoQuestion({ photo }: VisitForm): 'words' | 'consent' | null {
  if (photo === null) return null
  return photo.words.trim() === '' ? 'words' : photo.consent === null ? 'consent' : null
}

function canBeTrue(parameter: MeasuredParameter, value: number): boolean {
  return checkObservation(parameter, value).type === 'ok'
}

/** Only what was entered and can be true. Nothing entered is nothing: no key, never 0. */
export function readValues(form: VisitForm, scale: 1 | 2): ObservationValues {
  const numbers: Partial<Record<MeasuredParameter, number>> = {}
  for (const parameter of measuredParameters) {
    const reading = readTyped(parameter, form.typed[parameter] ?? '')
    if (reading.type === 'number' && canBeTrue(parameter, reading.value)) numbers[parameter] = reading.value
  }
  return {
    ...numbers,
    ...(numbers.spo2 === undefined ? {} : { spo2Scale: scale }),
    ...(form.oxygen === null ? {} : { oxygen: form.oxygen }),
    ...(form.consciousness === null ? {} : { consciousness: form.consciousness }),
  }
}

/**
 * What is written: the values, the reasons for the missing ones, and typing that
 * was kept though it cannot be true, in words. Null when there is none of these.
 */
export function readObservations(
  form: VisitForm,
  values: ObservationValues,
  wordKept: (typed: string) => string,
): ObservationInput | null {
  const notMeasured: Record<string, string> = {}
  for (const parameter of news2Parameters) {
    if (values[parameter] !== undefined) continue
    const reason = form.notMeasured[parameter]
    const typed = isMeasured(parameter) ? (form.typed[parameter] ?? '').trim() : ''
    if (reason !== undefined) notMeasured[parameter] = reason
    else if (typed !== '') notMeasured[parameter] = wordKept(typed)
  }
  const nothing = Object.keys(values).length === 0 && Object.keys(notMeasured).length === 0
  return nothing ? null : { values, notMeasured }
}

/** Entered and not a number, or not one that can be true, and not yet settled by the nurse. */
export function openQuestions(form: VisitForm): readonly MeasuredParameter[] {
  return measuredParameters.filter((parameter) => {
    if (form.kept.includes(parameter)) return false
    const reading = readTyped(parameter, form.typed[parameter] ?? '')
    if (reading.type === 'empty') return false
    return reading.type === 'unreadable' || !canBeTrue(parameter, reading.value)
  })
}

/** Entering a value takes back the reason for its absence, and new typing is asked about anew. */
export function typeValue(form: VisitForm, parameter: MeasuredParameter, typed: string): VisitForm {
  const { [parameter]: _reason, ...notMeasured } = form.notMeasured
  return {
    ...form,
    typed: { ...form.typed, [parameter]: typed },
    kept: form.kept.filter((kept) => kept !== parameter),
    notMeasured: typed.trim() === '' ? form.notMeasured : notMeasured,
  }
}

/** Choosing what is chosen already takes it back. */
export function chooseOxygen(form: VisitForm, oxygen: Oxygen): VisitForm {
  const { oxygen: _reason, ...notMeasured } = form.notMeasured
  return { ...form, oxygen: form.oxygen === oxygen ? null : oxygen, notMeasured }
}

export function chooseConsciousness(form: VisitForm, consciousness: Consciousness): VisitForm {
  const { consciousness: _reason, ...notMeasured } = form.notMeasured
  return { ...form, consciousness: form.consciousness === consciousness ? null : consciousness, notMeasured }
}

/** A value that could not be measured is cleared; taking the reason back leaves it empty. */
export function giveReason(form: VisitForm, parameter: News2Parameter, reason: string | null): VisitForm {
  const { [parameter]: _reason, ...others } = form.notMeasured
  if (reason === null || reason.trim() === '') return { ...form, notMeasured: others }
  return {
    ...form,
    notMeasured: { ...others, [parameter]: reason },
    typed: isMeasured(parameter) ? { ...form.typed, [parameter]: '' } : form.typed,
    oxygen: parameter === 'oxygen' ? null : form.oxygen,
    consciousness: parameter === 'consciousness' ? null : form.consciousness,
    kept: form.kept.filter((kept) => kept !== parameter),
  }
}

export function isConsciousness(value: unknown): value is Consciousness {
  return consciousnessLevels.some((level) => level === value)
}

export function isOxygen(value: unknown): value is Oxygen {
  return oxygenChoices.some((choice) => choice === value)
}

/** Has this parameter's row something in it already? */
export function isEntered(form: VisitForm, parameter: News2Parameter): boolean {
  if (isMeasured(parameter)) return (form.typed[parameter] ?? '').trim() !== ''
  return (parameter === 'oxygen' ? form.oxygen : form.consciousness) !== null
}
