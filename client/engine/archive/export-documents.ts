/**
 * How things stand now, from the documents of an archive: a heading a kind, an item each, every side of what was
 * changed apart. Of the team's diary, which tells of everybody, the visits of one person. Rules AV5, AV360, AV600, AV861.
 */
import type { DeviceId, DocId, Instant, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { type DocName, documentOf } from '../../../shared/membership/documents.ts'
import { planSectionName } from '../../domain/documents/plan-sections.ts'
import type { ChangeFacts } from '../../domain/documents/sides.ts'
import type { PersonPart, PersonPartRow } from '../../domain/projections/part-rows.ts'
import type { PlanSectionRow, TaskRow } from '../../domain/projections/plan-rows.ts'
import type { MedicineRow, StoredRow } from '../../domain/projections/rows.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import { speakerIn } from '../documents/circle-words.ts'
import type { ReadChange } from '../documents/doc-engine.ts'
import { hasMade } from '../documents/has-made.ts'
import { isFamilyPrivate } from '../membership/private-owner.ts'
import type { InitAutomerge } from '../platform/automerge.ts'
import { allWithStanding } from '../views/outsiders.ts'
import { fieldsHtml } from './export-fields.ts'
import { toHtml } from './export-html.ts'
import { visitHtml } from './export-visits.ts'
import { fieldWord } from './export-words.ts'
import type { ArchivedChange, ArchiveFault, OpenedArchive } from './open-archive.ts'

export interface ExportedDocuments {
  readonly rows: readonly StoredRow[]
  /** Of a conversation of one of the family with the team. */
  readonly others: readonly StoredRow[]
  readonly faults: readonly ArchiveFault[]
}

export async function readDocuments(
  { changes, chains }: OpenedArchive,
  person: PersonId,
  initAutomerge: InitAutomerge,
): Promise<ExportedDocuments> {
  const wanted = changes.filter(({ chain }) => chain.about === person || chain.kind === 'team')
  if (wanted.length === 0) return { rows: [], others: [], faults: [] }
  await initAutomerge()
  const engine = await import('../documents/doc-engine.ts')
  const byDocument = new Map<DocId, ArchivedChange[]>()
  for (const change of wanted) {
    const { doc } = change.entry.header
    byDocument.set(doc, [...(byDocument.get(doc) ?? []), change])
  }
  const read = [...byDocument.values()].map((ofDoc) => readDocument(engine, chains, ofDoc))
  const rowsOf = (isOthers: boolean) =>
    read.flatMap(({ chain, rows }) => (isFamilyPrivate(chain) === isOthers ? rows : [])).filter(isHers)
  return { rows: rowsOf(false), others: rowsOf(true), faults: read.flatMap(({ faults }) => faults) }

  function isHers({ collection, row }: StoredRow): boolean {
    if (collection !== 'visits' && collection !== 'visitsOff') return true
    const { personId, persons } = row as VisitRow
    return personId === person || persons?.includes(person) === true
  }
}

type DocEngine = typeof import('../documents/doc-engine.ts')

function readDocument(
  { buildDoc, freeDoc, readChangeOf, rowsOf }: DocEngine,
  chains: OpenedArchive['chains'],
  ofDoc: readonly ArchivedChange[],
) {
  const [{ chain, entry }] = ofDoc as readonly [ArchivedChange]
  const name = documentOf(chain, entry.header.doc, entry.header.writtenAt)
  const fault = (what: ArchiveFault['what']) => faultIn(what, chain, name)
  if (name === undefined) return { chain, rows: [], faults: ofDoc.map(() => fault('refused')) }
  const passed = ofDoc.flatMap(({ entry: each, payload, storedAt }) => {
    const device = each.header.author
    const change = readChangeOf(name.kind, payload, { device, speaker: speakerIn(chain, chains.team(), device) })
    return change === undefined ? [] : [{ change, storedAt }]
  })
  const read = passed.map(({ change }) => change)
  const { broken, doc, waiting } = buildDoc(name, undefined, read, entry.header.author)
  const { put } = rowsOf(name, doc, null, factsOf(chains, passed))
  freeDoc(doc)
  const refused = ofDoc.length - read.length + broken.length
  const faults = [...Array.from({ length: refused }, () => fault('refused')), ...waiting.map(() => fault('waits'))]
  return { chain, rows: allWithStanding(chain, put), faults }
}

function faultIn(what: ArchiveFault['what'], { group }: ChainState, name: DocName | undefined): ArchiveFault {
  const detail = name === undefined ? 'a change of no known document' : `a change of ${documentWords[name.kind]}`
  return { what, group, detail }
}

const documentWords: Readonly<Record<DocName['kind'], string>> = {
  person: 'who it is about, allergies and alerts',
  medicines: 'the medicines',
  tasks: 'the team’s tasks',
  'care-plan': 'the care plan',
  thread: 'what staff say of a conversation',
  'circle-tasks': 'the circle’s list of things to do',
  diary: 'the team’s diary, of whichever person',
  'team-settings': 'the team’s settings',
}

interface Passed {
  readonly change: ReadChange
  readonly storedAt: Instant
}

/** Of what was changed apart each side is named by whose device wrote it; it arrived when the relay had it, which is what the archive knows. */
function factsOf(chains: OpenedArchive['chains'], passed: readonly Passed[]): ChangeFacts {
  return {
    memberOf: (actor) => chains.team()?.devices[actor.slice(-32) as DeviceId]?.member,
    arrivedAt: (op) => passed.find(({ change }) => hasMade(change, op))?.storedAt ?? null,
  }
}

type RowOf<Name extends StoredRow['collection']> = Extract<StoredRow, { readonly collection: Name }>['row']

/** What another row repeats is left out: what is corrected, in dispute or waiting stands where it was written. */
export function documentsHtml(
  rows: readonly StoredRow[],
  members: ReadonlyMap<string, string>,
  ofNone = '<p>Nothing was written down.</p>',
): string {
  const of = <Name extends StoredRow['collection']>(name: Name) =>
    rows.flatMap((each) => (each.collection === name ? [each.row as RowOf<Name>] : []))
  const visitIn =
    (isOff = false) =>
    (row: VisitRow) =>
      visitHtml(row, members, isOff)
  const parts = of('details').flatMap((row) => row.parts)
  const kind = (...kinds: readonly PersonPart['kind'][]) => parts.filter(({ part }) => kinds.includes(part.kind))
  const noneKnown = of('details').flatMap(({ noneKnownOn }) =>
    noneKnownOn === null ? [] : [fieldsHtml({ noneKnownOn })],
  )
  const groups: readonly (readonly [string, readonly string[]])[] = [
    ['Who it is about', [...of('banners').map(fieldsHtml), ...kind('detail').map(detailHtml)]],
    ['Allergies', [...kind('allergy').map(partHtml), ...noneKnown]],
    ['Alerts', kind('alert', 'target', 'pregnant').map(partHtml)],
    ['People to reach', kind('contact').map(partHtml)],
    ['Medicines', [...of('medicines')].sort(byStanding).map(medicineHtml)],
    ['Care plan', of('planSections').map(sectionHtml)],
    ['Tasks of the team', [...of('tasks'), ...of('doneTasks')].map(taskHtml)],
    ['Things to do, in the circle’s list', of('circleTasks').map(taskHtml)],
    ['What staff say of conversations', of('threadFacts').map((row) => item('', row))],
    ['Planned visits', [...of('visits').map(visitIn()), ...of('visitsOff').map(visitIn(true))]],
  ]
  const said = groups.flatMap(([title, items]) => {
    const html = items.filter((each) => each !== '').join('')
    return html === '' ? [] : [`<h3>${toHtml(title)}</h3>${html}`]
  })
  return said.length === 0 ? ofNone : said.join('')
}

function item(title: string, fields: object): string {
  const html = fieldsHtml(fields)
  if (title === '' && html === '') return ''
  return `<article>${title === '' ? '' : `<h4>${toHtml(title)}</h4>`}${html === '' ? '<p>Not recorded.</p>' : html}</article>`
}

/** A detail that was never changed stands among those of the list of people. */
function detailHtml({ conflict, last, merged, part, state }: PersonPartRow): string {
  const isTold =
    last !== null || conflict !== undefined || merged !== undefined || part.id === 'address' || part.id === 'phone'
  return isTold || part.id === 'access' ? item(fieldWord(part.id), { ...state, last, conflict, merged }) : ''
}

const partTitles: Readonly<Partial<Record<PersonPart['kind'], string>>> = {
  target: 'Oxygen target, 88 to 92 %: who prescribed it, and when',
  pregnant: 'Pregnant',
}

function partHtml({ conflict, last, merged, part, state }: PersonPartRow): string {
  const { substance, title, name, ...more } = state
  const called = substance ?? title ?? name ?? partTitles[part.kind] ?? ''
  const fields = { ...more, last, conflict, merged }
  return Object.values(state).every((value) => value === '') && last === null ? '' : item(called, fields)
}

function byStanding(a: MedicineRow, b: MedicineRow): number {
  return a.status === b.status ? (a.name < b.name ? -1 : 1) : a.status === 'current' ? -1 : 1
}

function medicineHtml({ name, ...more }: MedicineRow): string {
  return item(name, more)
}

function sectionHtml({ sectionId, text, title, ...more }: PlanSectionRow): string {
  return text === '' ? '' : item(planSectionName({ sectionId, title }), { text, ...more })
}

function taskHtml({ isDone, title, ...more }: TaskRow): string {
  return item(`${title} (${isDone ? 'done' : 'open'})`, more)
}
