/** A visit's draft as it stands on the disk: JSON with its version, its person and its visit. See visit-form.ts. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { type News2Parameter, news2Parameters } from '../../domain/scores/news2.ts'
import { type MeasuredParameter, measuredParameters } from '../../domain/scores/plausibility.ts'
import { asRecord, readDraft } from './draft-json.ts'
import { emptyVisitForm, isConsciousness, isOxygen, noteFields, type VisitForm } from './visit-form.ts'

const version = 1

export function visitDraftKey(personId: string, visitId: string | null): string {
  return `visit/${personId}/${visitId ?? 'unplanned'}`
}

export function writeVisitDraft(form: VisitForm): string {
  return JSON.stringify({ version, ...form })
}

/** Null for anything that is not this visit's draft: damaged, another version, another person, another visit. */
export function parseVisitDraft(value: string, personId: string, visitId: string | null): VisitForm | null {
  const draft = readDraft(value)
  if (draft.version !== version) return null
  if (draft.personId !== personId || draft.visitId !== visitId) return null
  if (typeof draft.startedAt !== 'number' || !Number.isSafeInteger(draft.startedAt)) return null
  const note = asRecord(draft.note)
  const empty = emptyVisitForm(personId, visitId, draft.startedAt as Instant)
  const noteOf = Object.fromEntries(noteFields.map((field) => [field, asText(note[field])]))
  return {
    ...empty,
    note: { ...empty.note, ...noteOf },
    typed: textsBy(draft.typed, measuredParameters),
    oxygen: isOxygen(draft.oxygen) ? draft.oxygen : null,
    consciousness: isConsciousness(draft.consciousness) ? draft.consciousness : null,
    notMeasured: textsBy<News2Parameter>(draft.notMeasured, news2Parameters),
    kept: parseKept(draft.kept),
    photo: parsePhoto(draft.photo),
    finishing: parseFinishing(draft.finishing),
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function textsBy<Key extends string>(value: unknown, keys: readonly Key[]): Partial<Record<Key, string>> {
  const texts: Partial<Record<Key, string>> = {}
  const record = asRecord(value)
  for (const key of keys) if (typeof record[key] === 'string') texts[key] = record[key]
  return texts
}

function parseKept(value: unknown): readonly MeasuredParameter[] {
  if (!Array.isArray(value)) return []
  return measuredParameters.filter((parameter) => value.includes(parameter))
}

function parsePhoto(value: unknown): VisitForm['photo'] {
  const { blob, consent, words } = asRecord(value)
  if (typeof blob !== 'string') return null
  const known = photoConsents.find((each) => each === consent) ?? null
  return { blob, words: asText(words), consent: known }
}

const photoConsents = ['agreed', 'best-interests'] as const

function parseFinishing(value: unknown): VisitForm['finishing'] {
  const { commandId } = asRecord(value)
  return typeof commandId === 'string' ? { commandId } : null
}
