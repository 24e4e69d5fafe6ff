/**
 * Person document -> what screens show of it: the banner, the strip of alerts
 * under it, and the page of details. Every field is read by the policy table:
 * of what two people wrote apart and may not be picked from, all of it stands
 * there, and the rows say that somebody has to decide.
 */
import type * as A from '@automerge/automerge/slim'
import type { DetailsRow, PersonDispute, PersonPartRow } from '../projections/part-rows.ts'
import type { AlertKind, AlertRow, BannerRow, PersonAlertsRow } from '../projections/rows.ts'
import { nothingKnown, readPartChanges, settledState, settledValues } from './changes-apart.ts'
import type { PersonDoc } from './person.ts'
import { allParts, type DetailField, readNoKnownAllergiesOn, readPart, textToTarget, yes } from './person-parts.ts'
import type { ChangeFacts } from './sides.ts'

/** The order on the strip; a kind this app does not know stands last, as 'other'. */
const alertKinds: readonly AlertKind[] = [
  'allergies',
  'respect',
  'oxygen',
  'safety',
  'infection',
  'access',
  'communication',
  'other',
]

export interface PersonRows {
  readonly banner: BannerRow
  readonly alerts: PersonAlertsRow
  readonly details: DetailsRow
}

/** With whether it still holds: what one side ended and the other did not is not over. */
interface ReadPart extends PersonPartRow {
  readonly isCurrent: boolean
}

export function readPersonRows(doc: A.Doc<PersonDoc>, personId: string, facts: ChangeFacts = nothingKnown): PersonRows {
  const read = readParts(doc, facts)
  const noneKnownOn = readNoKnownAllergiesOn(doc)
  return {
    banner: bannerOf(read, personId),
    alerts: alertsOf(read, personId, noneKnownOn),
    details: { personId, parts: read.map(({ isCurrent: _, ...row }) => row), noneKnownOn: noneKnownOn || null },
  }
}

function readParts(doc: A.Doc<PersonDoc>, facts: ChangeFacts): readonly ReadPart[] {
  return allParts(doc).flatMap((part) => {
    const read = readPart(doc, part)
    if (read === undefined) return []
    const { conflict, last, merged } = readPartChanges(read, facts)
    const ends = settledValues(read, 'endedOn')
    const isEnded = read.fields.includes('endedOn') && ends.length > 0 && !ends.includes('')
    const isOpen = conflict.some(({ after }) => (after.endedOn ?? '') === '')
    return {
      part,
      state: settledState(read),
      last,
      isCurrent: isOpen || !isEnded,
      ...(conflict.length > 0 && { conflict }),
      ...(merged.length > 0 && { merged }),
    }
  })
}

function bannerOf(read: readonly ReadPart[], personId: string): BannerRow {
  const words = (field: DetailField) =>
    read.find(({ part }) => part.kind === 'detail' && part.id === field)?.state.value ?? ''
  const died = words('died')
  return {
    personId,
    name: {
      family: words('family'),
      given: words('given'),
      title: words('title'),
      preferred: words('preferred'),
    },
    born: words('born'),
    gender: words('gender'),
    nhsNumber: words('nhsNumber'),
    died: died === '' ? null : died,
    ...disputesOf(read.filter(({ part }) => part.kind === 'detail')),
  }
}

function alertsOf(read: readonly ReadPart[], personId: string, noneKnownOn: string): PersonAlertsRow {
  const current = (kind: ReadPart['part']['kind']) =>
    read.filter(({ isCurrent, part }) => part.kind === kind && isCurrent)
  const alerts = current('alert').map(alertOf)
  const target = read.find(({ part }) => part.kind === 'target')
  return {
    personId,
    alerts: [allergyAlert(current('allergy'), noneKnownOn), ...alerts.sort(byImportance)],
    pregnant: current('pregnant')[0]?.state.value === yes,
    scale2Target: target?.conflict === undefined ? textToTarget(target?.state.value ?? '') : null,
    ...disputesOf(read.filter(({ part }) => part.kind !== 'detail')),
  }
}

function disputesOf(read: readonly ReadPart[]): { readonly disputes?: readonly PersonDispute[] } {
  const disputes = read.flatMap(({ conflict, part }) => (conflict === undefined ? [] : [{ part, sides: conflict }]))
  return disputes.length === 0 ? {} : { disputes }
}

/** The title is one of the four of the NHS patient banner (CUI PAB-0064 to 0072); "unavailable" is for screens without a document. */
function allergyAlert(known: readonly ReadPart[], noneKnownOn: string): AlertRow {
  if (known.length > 0) {
    const inOrder = [...known].sort((a, b) => ((a.state.substance ?? '') < (b.state.substance ?? '') ? -1 : 1))
    const days = known.map(({ state }) => state.recordedOn ?? '').sort()
    return {
      kind: 'allergies',
      title: 'Known allergies',
      fact: inOrder.map(({ state }) => withReaction(state.substance ?? '', state.reaction ?? '')).join('; '),
      date: days.at(-1) || null,
      serious: true,
      ...disputed(known),
    }
  }
  const title = noneKnownOn === '' ? 'Allergies not recorded' : 'No known allergies'
  return { kind: 'allergies', title, fact: '', date: noneKnownOn === '' ? null : noneKnownOn, serious: false }
}

function alertOf(alert: ReadPart): AlertRow {
  const { fact = '', kind = '', recordedOn = '', serious, title = '' } = alert.state
  // Of two kinds the more important one, so that it is not overlooked.
  const kinds = [kind, ...(alert.conflict ?? []).map(({ after }) => after.kind ?? '')]
  return {
    kind: alertKinds.find((known) => known !== 'allergies' && kinds.includes(known)) ?? 'other',
    title,
    fact,
    date: recordedOn === '' ? null : recordedOn,
    serious: serious === yes,
    ...disputed([alert]),
  }
}

function disputed(read: readonly ReadPart[]): { readonly disputed?: true } {
  return read.some(({ conflict }) => conflict !== undefined) ? { disputed: true } : {}
}

function byImportance(a: AlertRow, b: AlertRow): number {
  if (a.serious !== b.serious) return a.serious ? -1 : 1
  return alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind) || (a.title < b.title ? -1 : 1)
}

function withReaction(substance: string, reaction: string): string {
  return reaction === '' ? substance : `${substance} (${reaction})`
}
