/** What was written about a person, by the day, as HTML; what programs write for themselves is counted. Rules AV5, AV600 to AV603. */
import { dayAndTime, dayOf, formatDay, formatLongDayWithWeekday, timeOf } from '../../domain/dates.ts'
import type { AgreementRecord } from '../../domain/records/agreement.ts'
import { summariseContactAgreement } from '../../domain/records/contact-agreement.ts'
import { openingReasonWords } from '../../domain/records/opening.ts'
import { summariseRecord } from '../../domain/records/record-summary.ts'
import type { SharedVisitsRecord } from '../../domain/records/shared-visits.ts'
import type { SharedWithRecord, ToldKind } from '../../domain/records/shared-with.ts'
import type { RecordSummary } from '../../domain/records/summary.ts'
import { whoWrote } from '../../domain/records/who-wrote.ts'
import { isFamilyPrivate } from '../membership/private-owner.ts'
import { withStanding } from '../views/outsiders.ts'
import { fieldsHtml } from './export-fields.ts'
import { paragraphs, toHtml } from './export-html.ts'
import type { ExportedPhotos } from './export-photos.ts'
import { sharedWords, typeWords } from './export-words.ts'
import type { ArchivedRecord } from './open-archive.ts'

const placeWords = {
  team: 'the team’s list',
  care: 'the record',
  private: 'the person’s own conversation with the team',
  circle: 'the circle',
  board: 'the board',
}

const shown: ReadonlySet<string> = new Set([
  'shared-visits',
  'shared-medicines',
  'shared-with',
  'person-card',
  'team-contact',
  'team-card',
  'member-card',
  'staff-card',
  'invited-card',
])
const counted: ReadonlySet<string> = new Set(['receipt', 'board-key', 'view'])

export type Kind = 'written' | 'shown' | 'counted'

export function kindOf({ record: { type } }: ArchivedRecord): Kind {
  if (counted.has(type)) return 'counted'
  return shown.has(type) ? 'shown' : 'written'
}

/** Between one of the family and the team: the person cannot read it in Doorstep, and others may be spoken of. */
export function isOfOthers({ chain }: ArchivedRecord): boolean {
  return isFamilyPrivate(chain)
}

export interface Wording {
  readonly photos: ExportedPhotos
  readonly members: ReadonlyMap<string, string>
}

export function authorOf({ chain, record: { author } }: Pick<ArchivedRecord, 'chain' | 'record'>): string {
  return whoWrote(withStanding(chain, author))
}

/** A heading a day, oldest first. */
export function writtenHtml(records: readonly ArchivedRecord[], wording: Wording): string {
  return byDayHtml(records.map((each) => [each, recordHtml(each, wording)]))
}

function byDayHtml(items: readonly (readonly [ArchivedRecord, string])[]): string {
  if (items.length === 0) return '<p>Nothing.</p>'
  let day = ''
  const html = items.map(([{ record }, said]) => {
    const on = dayOf(record.at)
    const head = on === day ? '' : `<h3>${toHtml(formatLongDayWithWeekday(on))}</h3>`
    day = on
    return head + said
  })
  return html.join('')
}

function recordHtml({ chain, record }: ArchivedRecord, { members, photos }: Wording, more = ''): string {
  const summary = summaryOf(record, members)
  const lines = [...summary.lines, ...(summary.next === null ? [] : [`Next: ${summary.next}`])]
  const { about: _about, at, author: _author, hlc: _hlc, id: _id, type: _type, v: _v, ...rest } = record
  const where = isFamilyPrivate(chain) ? 'a conversation of family with the team' : placeWords[chain.kind]
  const by = `${timeOf(at)}, ${authorOf({ chain, record })}, in ${where}`
  const said = lines.length > 0 ? paragraphs(lines) : summary.isWhole ? '' : fieldsHtml(rest)
  return `<article><h4>${toHtml(summary.title)}</h4><p class="by">${toHtml(by)}</p>${said}${photoHtml(record, photos)}${more}</article>`
}

function summaryOf(
  record: ArchivedRecord['record'],
  members: Wording['members'],
): RecordSummary & { readonly isWhole: boolean } {
  const whole = wholeSummaryOf(record, members)
  return whole === null
    ? { title: typeWords[record.type] ?? record.type, lines: [], next: null, isWhole: false }
    : { ...whole, isWhole: true }
}

function wholeSummaryOf(record: ArchivedRecord['record'], members: Wording['members']): RecordSummary | null {
  if (record.type === 'contact-agreement') return summariseContactAgreement(record)
  if (record.type === 'agreement') return agreementSummary(record, members)
  if (record.type === 'opening') {
    const lines = [`${openingReasonWords[record.reason]}: ${record.words}`, `Until ${dayAndTime(record.until)}.`]
    return { title: typeWords.opening!, lines, next: null }
  }
  if (record.type === 'shared-visits')
    return { title: typeWords['shared-visits']!, lines: visitsLines(record), next: null }
  if (record.type === 'shared-with') return { title: typeWords['shared-with']!, lines: toldLines(record), next: null }
  return summariseRecord(record)
}

function visitsLines({ last, next }: SharedVisitsRecord): readonly string[] {
  const time = (call: NonNullable<typeof next>) =>
    call.anyTime ? `${formatDay(dayOf(call.from))}, at some time` : `${dayAndTime(call.from)} to ${timeOf(call.to)}`
  return [
    next === null ? 'No next visit.' : `Next: ${next.who.name}, ${next.who.role}, ${time(next)}.`,
    ...(last === null ? [] : [`Came last: ${last.who.name}, ${last.who.role}, ${dayAndTime(last.at)}.`]),
  ]
}

function toldLines({ ended, on }: SharedWithRecord): readonly string[] {
  const words = (kinds: readonly ToldKind[]) => kinds.map((kind) => sharedWords[kind]).join('; ')
  return [
    on.length === 0 ? 'Nothing.' : `They are shown: ${words(on)}.`,
    ...(ended.length === 0 ? [] : [`It has ended: ${words(ended)}.`]),
  ]
}

function agreementSummary({ kind, on, with: member }: AgreementRecord, members: Wording['members']): RecordSummary {
  const who = members.get(member) ?? 'one of the family'
  return {
    title: on ? `Shared with ${who}` : `Not shared with ${who} any more`,
    lines: [`It is ${sharedWords[kind]}.`],
    next: null,
  }
}

function photoHtml(record: ArchivedRecord['record'], { fileByRecord }: ExportedPhotos): string {
  const file = fileByRecord.get(record.id)
  if (file === undefined || record.type !== 'photo') return ''
  const consent =
    record.consent === 'agreed'
      ? 'Kept with the person’s agreement.'
      : 'Kept in the person’s best interests: they could not decide.'
  return `<figure><a href="${file}"><img src="${file}" alt="${toHtml(record.words)}"></a><figcaption>${toHtml(`${file}. ${consent}`)}</figcaption></figure>`
}

/** As phones of the person and the family were shown it; told again without a change it stands once. */
export function shownHtml(records: readonly ArchivedRecord[], wording: Wording): string {
  const runs: { readonly first: ArchivedRecord; readonly said: string; again: number }[] = []
  const newest = new Map<string, (typeof runs)[number]>()
  for (const each of records) {
    const { chain, record } = each
    const { at: _at, author: _author, hlc: _hlc, id: _id, ...said } = record
    const place = `${chain.group} ${record.type}`
    const before = newest.get(place)
    if (before?.said === JSON.stringify(said)) before.again += 1
    else {
      const run = { first: each, said: JSON.stringify(said), again: 0 }
      runs.push(run)
      newest.set(place, run)
    }
  }
  const more = (again: number) =>
    again === 0 ? '' : paragraphs([`Sent again unchanged, ${again === 1 ? 'once' : `${again} times`}.`])
  return byDayHtml(runs.map(({ again, first }) => [first, recordHtml(first, wording, more(again))]))
}

/** Of what has no words for a reader: how many, of whom, from when until when. All of it is in entries.json. */
export function countedLines(records: readonly ArchivedRecord[]): readonly string[] {
  const groups = new Map<string, ArchivedRecord[]>()
  for (const each of records) {
    const { type } = each.record
    const key = `${typeWords[type] ?? type}: ${authorOf(each)}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups].map(([said, of]) => {
    const [first, last] = [of[0]!.record.at, of.at(-1)!.record.at]
    return `${said}, ${of.length}, ${first === last ? dayAndTime(first) : `from ${dayAndTime(first)} to ${dayAndTime(last)}`}.`
  })
}
