/** Person document -> what screens show of it: the banner, and the strip of alerts under it. */
import type * as A from '@automerge/automerge/slim'
import { isDay } from '../dates.ts'
import type { AlertKind, AlertRow, BannerRow, PersonAlertsRow } from '../projections/rows.ts'
import { readEntries, readMap, readText, readTextOrNull } from './automerge.ts'
import type { PersonDoc } from './person.ts'

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

export function readBannerRow(doc: A.Doc<PersonDoc>, personId: string): BannerRow {
  const details = readMap(doc.details)
  return {
    personId,
    name: {
      family: readText(details.family),
      given: readText(details.given),
      title: readText(details.title),
      preferred: readText(details.preferred),
    },
    born: readText(details.born),
    gender: readText(details.gender),
    nhsNumber: readText(details.nhsNumber),
    died: readTextOrNull(details.died),
  }
}

export function readAlertsRow(doc: A.Doc<PersonDoc>, personId: string): PersonAlertsRow {
  const alerts = current(doc.alerts).map(readAlert)
  return {
    personId,
    alerts: [readAllergyAlert(doc), ...alerts.sort(byImportance)],
    pregnant: doc.pregnant === true,
    scale2Target: readScale2Target(doc),
  }
}

/** Without both a name and a day it is no prescriber's decision, and Scale 2 is not offered. */
function readScale2Target(doc: A.Doc<PersonDoc>): PersonAlertsRow['scale2Target'] {
  const target = readMap(doc.scale2Target ?? {}) as { readonly by?: unknown; readonly on?: unknown }
  const by = readText(target.by)
  const on = readText(target.on)
  return by !== '' && isDay(on) ? { by, on } : null
}

/** The title is one of the four of the NHS patient banner (CUI PAB-0064 to 0072); "unavailable" is for screens without a document. */
function readAllergyAlert(doc: A.Doc<PersonDoc>): AlertRow {
  const known = current(doc.allergies).sort((a, b) => (readText(a.substance) < readText(b.substance) ? -1 : 1))
  if (known.length > 0) {
    const fact = known
      .map(({ reaction, substance }) => withReaction(readText(substance), readText(reaction)))
      .join('; ')
    const days = known.map(({ recordedOn }) => readText(recordedOn)).sort()
    return { kind: 'allergies', title: 'Known allergies', fact, date: days.at(-1) || null, serious: true }
  }
  const asked = readTextOrNull(doc.noKnownAllergiesOn)
  const title = asked === null ? 'Allergies not recorded' : 'No known allergies'
  return { kind: 'allergies', title, fact: '', date: asked, serious: false }
}

function readAlert(alert: PersonDoc['alerts'][string]): AlertRow {
  const kind = alertKinds.find((known) => known === readText(alert.kind)) ?? 'other'
  return {
    kind,
    title: readText(alert.title),
    fact: readText(alert.fact),
    date: readTextOrNull(alert.recordedOn),
    serious: alert.serious === true,
  }
}

function byImportance(a: AlertRow, b: AlertRow): number {
  if (a.serious !== b.serious) return a.serious ? -1 : 1
  return alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind) || (a.title < b.title ? -1 : 1)
}

function withReaction(substance: string, reaction: string): string {
  return reaction === '' ? substance : `${substance} (${reaction})`
}

function current<Entry extends { readonly endedOn: unknown }>(entries: Readonly<Record<string, Entry>>): Entry[] {
  return readEntries(entries)
    .map(([, entry]) => entry)
    .filter((entry) => readText(entry.endedOn) === '')
}
