/**
 * What is kept of one person, as she may ask for it: how things stand and all
 * that was written in her groups, in plain words with who wrote it and when, who
 * could open her record, who did though they did not look after her, and who
 * looked; and every entry as it was signed. What could not be read is said on the
 * first page, and what others wrote where she cannot read it stands apart, to be
 * looked at before the page is handed over. Rules AV5, AV600 to AV603, AV861 to AV863.
 */
import { bytesToBase64Url } from '../../../shared/lib/bytes.ts'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { dayAndTime } from '../../domain/dates.ts'
import { formatPlainName } from '../../domain/names.ts'
import type { InitAutomerge } from '../platform/automerge.ts'
import { decisionLines } from './decision-lines.ts'
import { accessLines, lookedLines } from './export-access.ts'
import { documentsHtml, readDocuments } from './export-documents.ts'
import { list, page, paragraphs, type Section, toHtml } from './export-html.ts'
import { type ExportedPhotos, noPhotos } from './export-photos.ts'
import { authorOf, countedLines, isOfOthers, type Kind, kindOf, shownHtml, writtenHtml } from './export-records.ts'
import { wordFault } from './fault-words.ts'
import type { ArchivedChange, ArchivedRecord, ArchiveFault, OpenedArchive } from './open-archive.ts'

export interface PersonExport {
  /** A page that needs nothing else but the photos beside it. */
  readonly html: string
  /** Every entry as it was signed, and the record in it. */
  readonly raw: string
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
  const documents = await readDocuments(archive, person, initAutomerge)
  const { members, people } = namesOf(archive)
  const wording = { photos, members }
  const plain = records.map(({ record }) => record)
  const others = records.filter((each) => isOfOthers(each) && kindOf(each) === 'written')
  const of = (kind: Kind) => records.filter((each) => kindOf(each) === kind && !others.includes(each))
  const othersCount = others.length + documents.others.length
  const faults = faultLines(archive, person, documents.faults, photos.faults)
  const access = accessLines(archive, archive.chains.careChainOf(person), members)
  const sections: readonly Section[] = [
    { id: 'now', title: 'How it stands now', html: documentsHtml(documents.rows, members) },
    { id: 'decided', title: 'What was decided, newest first', html: list(decisionLines(plain, dayAndTime)) },
    { id: 'written', title: 'Everything that was written, oldest first', html: writtenHtml(of('written'), wording) },
    { id: 'access', title: 'Who could open the record', html: list(access) },
    { id: 'looked', title: 'Who looked at the record', html: list(lookedLines(plain)) },
    {
      id: 'shown',
      title: 'What phones of the person and the family were shown',
      html: shownHtml(of('shown'), wording),
    },
    ...(othersCount === 0
      ? []
      : [
          {
            id: 'others',
            title: othersTitle,
            html: writtenHtml(others, wording) + documentsHtml(documents.others, members, ''),
          },
        ]),
    { id: 'programs', title: 'What programs wrote for themselves', html: programsHtml(of('counted')) },
    { id: 'unread', title: 'What could not be read', html: list(faults) },
  ]
  const intro = introHtml(faults, { now, count: [records.length, changes.length], others: othersCount })
  const html = page(`What is kept of ${people.get(person) ?? 'this person'}`, intro, sections)
  return { html, raw: JSON.stringify([...records, ...changes].map(rawOf), null, 1) }
}

const othersTitle = 'What family and the team wrote to each other'

interface IntroFacts {
  readonly now: Instant
  /** Entries, and changes of documents. */
  readonly count: readonly [entries: number, changes: number]
  readonly others: number
}

function introHtml(faults: readonly string[], { count, now, others }: IntroFacts): string {
  const [first = ''] = faults
  const unread =
    faults.length === 1 && first === nothingUnread
      ? 'All of it could be read.'
      : `${faults.length} things could not be read: see the end.`
  const lines = [
    `Made ${dayAndTime(now)}. ${count[0]} entries and ${count[1]} changes of documents, each checked against the signed chains. ${unread}`,
    'First how things stand now, then everything that was written, in the words of whoever wrote it. The same entries, as they were signed, are in entries.json beside this page, for a program to read; those of the planned visits are not, since the team’s diary tells of others too.',
  ]
  const look =
    others === 0
      ? ''
      : `<p class="look">${toHtml(`Before this is handed over: ${others} entries at the end are from conversations of family with the team, which the person cannot read in Doorstep. They may tell of others: whoever answers for the record looks at them first. They are in entries.json too.`)}</p>`
  return paragraphs(lines) + look
}

function namesOf({ records }: OpenedArchive) {
  const members = new Map<string, string>()
  const people = new Map<string, string>()
  for (const { chain, record } of records) {
    members.set(record.author.memberId, authorOf({ chain, record }))
    if (record.type === 'directory-entry') people.set(record.about, formatPlainName(record.name))
  }
  return { members, people }
}

const nothingUnread = 'Nothing: all of it could be read.'

/** Of her groups and of the team's, where the list of people and the diary are. */
function faultLines(
  { chains, faults }: OpenedArchive,
  person: PersonId,
  ofDocuments: readonly ArchiveFault[],
  ofPhotos: readonly string[],
) {
  const hers = new Set(chains.about(person).map(({ group }) => group))
  const team = chains.team()?.group
  const concerned = faults.filter(({ group }) => group === null || group === team || hers.has(group))
  const all = [...concerned, ...ofDocuments].map(wordFault).concat(ofPhotos)
  return all.length === 0 ? [nothingUnread] : all
}

function programsHtml(records: readonly ArchivedRecord[]): string {
  const lines = countedLines(records)
  return lines.length === 0
    ? '<p>Nothing.</p>'
    : `${paragraphs(['It has no words for a reader. Each of them is in entries.json.'])}${list(lines)}`
}

function rawOf(item: ArchivedRecord | ArchivedChange): object {
  const { chain, entry } = item
  const what = 'record' in item ? { record: item.record } : { change: bytesToBase64Url(item.payload) }
  return { group: chain.group, kind: chain.kind, id: entry.id, envelope: bytesToBase64Url(entry.bytes), ...what }
}
