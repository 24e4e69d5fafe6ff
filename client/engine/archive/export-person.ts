/**
 * What is kept of one person, as she may ask for it: everything in her groups in
 * plain words with who wrote it and when, who could open her record and who did
 * though they did not look after her, and every entry as it was signed. What
 * could not be read is said on the first page. Rule AV5.
 */
import { bytesToBase64Url } from '../../../shared/lib/bytes.ts'
import type { DeviceId, DocId, Instant, PersonId } from '../../../shared/lib/ids.ts'
import { isEnding, openingsOf } from '../../../shared/membership/break-glass.ts'
import type { ChainAccess } from '../../../shared/membership/chain.ts'
import { documentOf } from '../../../shared/membership/documents.ts'
import { isTakenBackBy, takesBack } from '../../../shared/membership/taking-back.ts'
import { dayOf, formatDay, timeOf } from '../../domain/dates.ts'
import type { ChangeFacts } from '../../domain/documents/sides.ts'
import { formatPlainName } from '../../domain/names.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import { summariseContactAgreement } from '../../domain/records/contact-agreement.ts'
import { summariseRecord } from '../../domain/records/record-summary.ts'
import { speakerIn } from '../documents/circle-words.ts'
import type { InitAutomerge } from '../platform/automerge.ts'
import { decisionLines } from './decision-lines.ts'
import { type ExportedPhotos, noPhotos } from './export-photos.ts'
import { wordFault } from './fault-words.ts'
import type { ArchivedChange, ArchivedRecord, OpenedArchive } from './open-archive.ts'

export interface PersonExport {
  /** A page that needs nothing else. */
  readonly html: string
  /** Every entry as it was signed, and the record in it. */
  readonly raw: string
}

const kindWords = {
  team: 'The team’s list',
  care: 'Record',
  private: 'Her own conversation',
  circle: 'Her circle',
  board: 'Board',
}

/** The people in the team's list, by number or name: whom an export can be asked for. */
export function findPeople(
  { records }: OpenedArchive,
  wanted: string,
): readonly { readonly id: PersonId; readonly name: string }[] {
  const words = wanted.toLowerCase().replaceAll(/\s/g, '')
  const people = new Map<PersonId, string>()
  for (const { record } of records) {
    if (record.type !== 'directory-entry') continue
    const said = `${record.nhsNumber} ${formatPlainName(record.name)}`.toLowerCase().replaceAll(/\s/g, '')
    if (said.includes(words)) people.set(record.about, formatPlainName(record.name))
  }
  return [...people].map(([id, name]) => ({ id, name }))
}

export async function exportPerson(
  archive: OpenedArchive,
  person: PersonId,
  {
    initAutomerge,
    now,
    photos = noPhotos,
  }: { readonly initAutomerge: InitAutomerge; readonly now: Instant; readonly photos?: ExportedPhotos },
): Promise<PersonExport> {
  const isHers = ({ chain, record }: ArchivedRecord) =>
    chain.about === person || (chain.kind === 'team' && record.about === person)
  const records = archive.records.filter(isHers).sort((a, b) => a.record.at - b.record.at)
  const changes = archive.changes.filter(({ chain }) => chain.about === person)
  const documents = await rowsOfDocuments(archive.chains, changes, initAutomerge)
  const names = namesOf(archive)
  const body = [
    `<h1>${toHtml(`What is kept of ${names.people.get(person) ?? 'this person'}`)}</h1>`,
    `<p>Made ${when(now)}. ${records.length} entries and ${changes.length} changes of documents, each checked against the signed chains.</p>`,
    section('What could not be read', faultLines(archive, person, photos.faults)),
    section('Who could open the record', accessLines(archive, person, names)),
    section(
      'What was decided, newest first',
      decisionLines(
        records.map(({ record }) => record),
        when,
      ),
    ),
    '<h2>As it stands now</h2>',
    ...documents.map(documentHtml),
    '<h2>Everything that was written, oldest first</h2>',
    ...records.map((record) => recordHtml(record, photos)),
  ]
  return { html: page(body.join('\n')), raw: JSON.stringify([...records, ...changes].map(rawOf), null, 1) }
}

interface Names {
  readonly members: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, string>
}

function namesOf({ records }: OpenedArchive): Names {
  const members = new Map<string, string>()
  const people = new Map<string, string>()
  for (const { record } of records) {
    members.set(record.author.memberId, `${record.author.name}, ${record.author.role}`)
    if (record.type === 'directory-entry') people.set(record.about, formatPlainName(record.name))
  }
  return { members, people }
}

function faultLines({ chains, faults }: OpenedArchive, person: PersonId, ofPhotos: readonly string[]) {
  const hers = new Set(chains.about(person).map(({ group }) => group))
  const concerned = faults.filter(({ group }) => group === null || hers.has(group))
  const all = [...concerned.map(wordFault), ...ofPhotos]
  return all.length === 0 ? ['Nothing: all of it could be read.'] : all
}

/** Rounds have no names on the chain; who was on them is named. */
function accessLines({ chains }: OpenedArchive, person: PersonId, { members }: Names): readonly string[] {
  const care = chains.careChainOf(person)
  if (care === undefined) return ['Nobody: there is no record.']
  const name = (member: string) => members.get(member) ?? 'a member whose name is not kept'
  const until = (at: Instant | null) => (at === null ? '' : `, until ${when(at)}`)
  const rounds = chains.team()?.rounds ?? {}
  const openings = openingsOf(care)
  const given = care.access.filter((access) => !takesBack(access))
  const end = (access: ChainAccess) => {
    const back = care.access.find((later) => isTakenBackBy(access, later))
    return back === undefined ? until(access.until) : `, until that was taken back ${when(back.writtenAt)}`
  }
  return [
    ...given.flatMap((access) =>
      access.to.type === 'round'
        ? [`Those on the round now: ${(rounds[access.to.round] ?? []).map(name).join('; ') || 'nobody'}${end(access)}.`]
        : [],
    ),
    ...given.flatMap((access) =>
      access.to.type === 'member' && !isEnding(access) && !openings.some(({ at }) => at === access.at)
        ? [`${name(access.to.member)} (${access.reason})${end(access)}.`]
        : [],
    ),
    ...openings.map(
      ({ reason, to, until: over }) => `Opened by ${name(to.member)} though not on the round: ${reason}${until(over)}.`,
    ),
    ...care.access.filter(isEnding).map(({ by, to, until: over }) => {
      const member = chains.team()?.devices[by]?.member ?? ''
      return `What ${name(to.member)} had opened was ended by ${name(member)}${over === null ? '' : `, ${when(over)}`}.`
    }),
  ]
}

interface DocumentRows {
  readonly kind: string
  readonly rows: readonly StoredRow[]
}

async function rowsOfDocuments(
  chains: OpenedArchive['chains'],
  changes: readonly ArchivedChange[],
  initAutomerge: InitAutomerge,
): Promise<readonly DocumentRows[]> {
  if (changes.length === 0) return []
  await initAutomerge()
  const { buildDoc, readChangeOf, rowsOf } = await import('../documents/doc-engine.ts')
  const byDocument = new Map<DocId, ArchivedChange[]>()
  for (const change of changes) {
    const { doc } = change.entry.header
    byDocument.set(doc, [...(byDocument.get(doc) ?? []), change])
  }
  return [...byDocument.values()].flatMap((ofDoc) => {
    const [{ chain, entry }] = ofDoc as [ArchivedChange]
    const name = documentOf(chain, entry.header.doc, entry.header.writtenAt)
    if (name === undefined) return []
    const read = ofDoc.flatMap(({ entry: each, payload }) => {
      const device = each.header.author
      return readChangeOf(name.kind, payload, { device, speaker: speakerIn(chain, chains.team(), device) }) ?? []
    })
    const built = buildDoc(name, undefined, read, entry.header.author)
    return [{ kind: name.kind, rows: rowsOf(name, built.doc, null, factsOf(chains)).put }]
  })
}

/** Of what was changed apart each side is named by whose device wrote it; when it came to a device, the archive does not know. */
function factsOf(chains: OpenedArchive['chains']): ChangeFacts {
  return {
    memberOf: (actor) => chains.team()?.devices[actor.slice(-32) as DeviceId]?.member,
    arrivedAt: () => null,
  }
}

function documentHtml({ kind, rows }: DocumentRows): string {
  return `<h3>${toHtml(kind)}</h3>${rows.map(({ row }) => `<dl>${fieldsHtml(row)}</dl>`).join('')}`
}

/** Every field that says something, whatever the row: what was written apart stands with all sides. */
function fieldsHtml(value: object): string {
  return Object.entries(value)
    .filter(([name, each]) => each !== null && each !== '' && !/Id$|^id$|^face$/.test(name))
    .map(([name, each]) => `<dt>${toHtml(name)}</dt><dd>${isTime(name, each) ? when(each) : valueHtml(each)}</dd>`)
    .join('')
}

function isTime(name: string, value: unknown): value is Instant {
  return typeof value === 'number' && /^at$|At$/.test(name)
}

function valueHtml(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => `<div>${valueHtml(each)}</div>`).join('')
  if (typeof value === 'object' && value !== null) return `<dl>${fieldsHtml(value)}</dl>`
  return toHtml(String(value))
}

function recordHtml({ chain, entry, record }: ArchivedRecord, { fileByRecord }: ExportedPhotos): string {
  const summary = record.type === 'contact-agreement' ? summariseContactAgreement(record) : summariseRecord(record)
  const lines = summary === null ? [] : [...summary.lines, ...(summary.next === null ? [] : [`Next: ${summary.next}`])]
  const { about: _about, at, author, hlc: _hlc, id: _id, type, v: _v, ...rest } = record
  const said =
    lines.length > 0 ? lines.map((line) => `<p>${toHtml(line)}</p>`).join('') : `<dl>${fieldsHtml(rest)}</dl>`
  const title = summary?.title ?? type
  const file = fileByRecord.get(record.id)
  const picture = file === undefined ? '' : `<p><a href="${file}">${toHtml(`The picture: ${file}`)}</a></p>`
  return `<article><h3>${toHtml(title)}</h3><p class="by">${toHtml(`${when(at)}, ${author.name}, ${author.role}. ${kindWords[chain.kind]}. Entry ${entry.header.seq + 1} of its writer.`)}</p>${said}${picture}</article>`
}

function rawOf(item: ArchivedRecord | ArchivedChange): object {
  const { chain, entry } = item
  const what = 'record' in item ? { record: item.record } : { change: bytesToBase64Url(item.payload) }
  return { group: chain.group, kind: chain.kind, id: entry.id, envelope: bytesToBase64Url(entry.bytes), ...what }
}

function section(title: string, lines: readonly string[]): string {
  return `<h2>${toHtml(title)}</h2><ul>${lines.map((line) => `<li>${toHtml(line)}</li>`).join('')}</ul>`
}

function when(at: Instant): string {
  return `${formatDay(dayOf(at))} ${timeOf(at)}`
}

function toHtml(text: string): string {
  const safe: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replaceAll(/[&<>"']/g, (letter) => safe[letter] ?? letter)
}

/** No script, no address outside itself. */
function page(body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Subject access export</title><style>body{font:1rem/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}article{border-top:1px solid;padding:.5rem 0}.by{font-weight:bold}dl{margin:.25rem 0 .25rem 1rem}dt{float:left;clear:left;margin-inline-end:.5rem}dt::after{content:':'}</style><body>${body}</body></html>`
}
