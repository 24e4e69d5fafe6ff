/**
 * A person's allergies as people record and end them here, with who, when and
 * why. Two who record one apart both keep theirs: an allergy too many is the safe
 * mistake.
 */
import type * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isDay } from '../dates.ts'
import { edited, readEntries, readText, setTexts } from './automerge.ts'
import type { DocumentProblem } from './document-problem.ts'
import type { PartEditBy } from './part-edit.ts'
import { type AllergyInput, endEntry, type PersonDoc } from './person.ts'
import { isDisputed, writePersonParts } from './person-write.ts'

type Changed = Result<A.Doc<PersonDoc>, DocumentProblem>

/** Takes an earlier "none known" back in the same act: it is true no more, also when the allergy ends. */
export function addAllergy(doc: A.Doc<PersonDoc>, id: string, input: AllergyInput, editBy: PartEditBy): Changed {
  if (!isDay(input.recordedOn)) return err({ type: 'implausible', field: 'on' })
  const fields = { ...input, substance: input.substance.trim(), reaction: input.reaction.trim() }
  return writePersonParts(doc, [{ part: { kind: 'allergy', id }, fields }], editBy, (draft) => sayAsked(draft, ''))
}

/** It was wrong, or is true no more: the entry stays, with who said so and why. */
export function endAllergy(doc: A.Doc<PersonDoc>, id: string, on: string, editBy: PartEditBy): Changed {
  if (!isDay(on)) return err({ type: 'implausible', field: 'on' })
  const entry = doc.allergies[id]
  if (entry === undefined) return err({ type: 'unknown-id', id })
  const isEnded = readText(entry.endedOn) !== '' && !isDisputed(doc, { kind: 'allergy', id })
  return isEnded ? err({ type: 'already-ended' }) : endEntry(doc, 'allergies', id, on, editBy)
}

/** Somebody asked and there are none. Refused while one is recorded: that one is ended first, with a reason. */
export function sayNoneKnown(doc: A.Doc<PersonDoc>, on: string): Changed {
  if (!isDay(on)) return err({ type: 'implausible', field: 'on' })
  const isRecorded = readEntries(doc.allergies).some(
    ([id, entry]) => readText(entry.endedOn) === '' || isDisputed(doc, { kind: 'allergy', id }),
  )
  if (isRecorded) return err({ type: 'allergies-recorded' })
  return ok(edited(doc, (draft) => sayAsked(draft, on)))
}

function sayAsked(draft: PersonDoc, on: string): void {
  setTexts(draft as Pick<PersonDoc, 'noKnownAllergiesOn'>, { noKnownAllergiesOn: on })
}
