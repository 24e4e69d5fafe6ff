/**
 * What a team settles for itself, one document: its name, number and hours, whom
 * the public asks about what, templates for notes and messages, numbers for
 * staff alone, what its rounds are called, and who is on duty. Each part is changed by itself and says who
 * did. What is taken away stays in the document, so that it can be put back.
 */
import type * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isTime } from '../clock-times.ts'
import { isDay } from '../dates.ts'
import { isId } from '../ids.ts'
import { lockMinutes } from '../lock-minutes.ts'
import type { PartState } from '../projections/part-rows.ts'
import type { SettingPart } from '../projections/setting-rows.ts'
import { cleanLine, cleanText } from '../records/wire-values.ts'
import { edited, makeGenesis, text } from './automerge.ts'
import { isInConflict, nothingKnown, readPartChanges, settledState } from './changes-apart.ts'
import type { DocumentProblem } from './document-problem.ts'
import { decidedState, type PartDecision } from './part-decision.ts'
import { encodePartEdit, type PartEditBy, partReasonLimit } from './part-edit.ts'
import {
  editKey,
  fieldKey,
  isListKind,
  isOff,
  limitsOf,
  type SettingEntry,
  settingHolder,
  settingLists,
  settingPart,
  type TeamSettingsDoc,
} from './setting-parts.ts'

/** In use at once; a list nobody can read through helps nobody. */
export const mostOfAKind = 100

type Changed = Result<A.Doc<TeamSettingsDoc>, DocumentProblem>

export function teamSettingsGenesis(): A.Doc<TeamSettingsDoc> {
  return makeGenesis<TeamSettingsDoc>((draft) => {
    Object.assign(draft, { team: {}, templates: {}, numbers: {}, duties: {}, asks: {}, rounds: {} })
  })
}

/** Fields left out stay. An entry that is not there yet is added; what stands there already is no change. */
export function writeSetting(
  doc: A.Doc<TeamSettingsDoc>,
  part: SettingPart,
  fields: PartState,
  editBy: PartEditBy,
): Changed {
  if (isListKind(part.kind) && !isId(part.id)) return err({ type: 'unknown-id', id: part.id })
  const holder = settingHolder(doc, part)
  if (holder === undefined && inUse(doc, part) >= mostOfAKind) return err({ type: 'too-many', limit: mostOfAKind })
  const before = stateOf(part, holder)
  const after = { ...before, ...tidied(part, fields) }
  const problem = checkSetting(part, after) ?? checkReason(editBy)
  if (problem !== null) return err(problem)
  if (holder !== undefined && isInConflict(settingPart(part, holder))) return err({ type: 'decide-first' })
  return ok(written(doc, part, { before, after }, editBy))
}

/** Taken away, or put back. */
export function switchSetting(
  doc: A.Doc<TeamSettingsDoc>,
  part: SettingPart,
  off: boolean,
  editBy: PartEditBy,
): Changed {
  const { id, kind } = part
  const holder = settingHolder(doc, part)
  if (!isListKind(kind) || holder === undefined) return err({ type: 'unknown-id', id })
  const problem = checkReason(editBy)
  if (problem !== null) return err(problem)
  if (isOff(part, holder) === off) return ok(doc)
  if (!off && inUse(doc, part) >= mostOfAKind) return err({ type: 'too-many', limit: mostOfAKind })
  const before = stateOf(part, holder)
  return ok(
    edited(doc, (draft) => {
      const entry = draft[settingLists[kind]][id] as SettingEntry
      entry.off = off
      const after = { ...before, off: off ? 'yes' : '' }
      // A question about its words stays open: its sides must not be spoken over.
      if (!isInConflict(settingPart(part, holder))) entry.edit = text(encodePartEdit({ ...editBy, before, after }))
    }),
  )
}

/** Ends the question which of the changes made apart holds. */
export function resolveSetting(
  doc: A.Doc<TeamSettingsDoc>,
  part: SettingPart,
  decision: PartDecision,
  editBy: PartEditBy,
): Changed {
  const holder = settingHolder(doc, part)
  if (holder === undefined) return err({ type: 'unknown-id', id: part.id })
  const { conflict } = readPartChanges(settingPart(part, holder), nothingKnown)
  const decided = decidedState(Object.keys(limitsOf(part)), conflict, decision)
  if (!decided.ok) return decided
  const before = stateOf(part, holder)
  const after = tidied(part, decided.value)
  const problem = checkSetting(part, after) ?? checkReason(editBy)
  return problem === null ? ok(written(doc, part, { before, after, isAnew: true }, editBy)) : err(problem)
}

interface SettingChange {
  readonly before: PartState
  readonly after: PartState
  /** Also where it says so already: only that ends a question for everybody. */
  readonly isAnew?: boolean
}

function written(
  doc: A.Doc<TeamSettingsDoc>,
  part: SettingPart,
  { after, before, isAnew = false }: SettingChange,
  editBy: PartEditBy,
): A.Doc<TeamSettingsDoc> {
  const fields = Object.keys(limitsOf(part))
  const isNew = isListKind(part.kind) && settingHolder(doc, part) === undefined
  const changed = fields.filter((field) => isNew || isAnew || (after[field] ?? '') !== (before[field] ?? ''))
  if (changed.length === 0) return doc
  return edited(doc, (draft) => {
    const holder = holderIn(draft, part)
    for (const field of changed) {
      // Setting the value that Automerge had picked would only take the other one away.
      if (isAnew) delete holder[fieldKey(part, field)]
      holder[fieldKey(part, field)] = text(after[field] ?? '')
    }
    holder[editKey(part)] = text(encodePartEdit({ ...editBy, before, after }))
  })
}

function holderIn(draft: TeamSettingsDoc, { id, kind }: SettingPart): Record<string, unknown> {
  if (!isListKind(kind)) return draft.team
  const list = draft[settingLists[kind]]
  list[id] ??= { off: false }
  return list[id]
}

function stateOf(part: SettingPart, holder: object | undefined): PartState {
  return holder === undefined ? {} : settledState(settingPart(part, holder))
}

function inUse(doc: A.Doc<TeamSettingsDoc>, { kind }: SettingPart): number {
  if (!isListKind(kind)) return 0
  return Object.entries(doc[settingLists[kind]]).filter(([id, entry]) => !isOff({ kind, id }, entry)).length
}

/** Only fields it has, each as one line but for a template's words. */
function tidied(part: SettingPart, fields: PartState): PartState {
  const known = Object.keys(limitsOf(part)).filter((field) => fields[field] !== undefined)
  const tidy = (field: string, words: string) => {
    if (field === 'text') return cleanText(words)
    return part.kind === 'lock' ? cleanLine(words).padStart(2, '0') : cleanLine(words)
  }
  return Object.fromEntries(known.map((field) => [field, tidy(field, fields[field] ?? '')]))
}

export const templateUses: readonly string[] = ['message', 'note']

/** Without these an entry says nothing. */
const needed: Readonly<Record<string, readonly string[]>> = {
  template: ['title', 'text'],
  number: ['label', 'phone'],
  duty: ['memberId'],
  ask: ['about', 'memberId'],
  round: ['name'],
}

function checkSetting(part: SettingPart, after: PartState): DocumentProblem | null {
  for (const [field, limit] of Object.entries(limitsOf(part))) {
    if ((after[field] ?? '').length > limit) return { type: 'too-long', limit }
  }
  if ((needed[part.kind] ?? []).some((field) => (after[field] ?? '') === '')) return { type: 'nothing-written' }
  if (part.kind === 'template' && !templateUses.includes(after.use ?? '')) return { type: 'implausible', field: 'use' }
  if (part.kind === 'lock' && lockMinutes(after.value) === null) return { type: 'implausible', field: 'value' }
  return part.kind === 'duty' ? checkDuty(after) : null
}

/** Ending before it begins, it goes on past midnight. */
function checkDuty({ day = '', from = '', to = '' }: PartState): DocumentProblem | null {
  if (!isDay(day)) return { type: 'implausible', field: 'day' }
  if (!isTime(from)) return { type: 'implausible', field: 'from' }
  return isTime(to) && to !== from ? null : { type: 'implausible', field: 'to' }
}

function checkReason({ reason }: PartEditBy): DocumentProblem | null {
  return reason.length > partReasonLimit ? { type: 'too-long', limit: partReasonLimit } : null
}
