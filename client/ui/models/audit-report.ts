/**
 * The audit in sentences, by section: what the screen shows and what the saved
 * copy holds are one text. Filters narrow it to one person, one member of the
 * team, or the last days.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import { type AuditLogOutcome, type AuditView, auditCode } from '../../engine-api/audit.ts'
import type { Sentence } from '../text/en/audit.ts'
import * as en from '../text/en/audit.ts'
import { capitalised, chooseText } from '../text/text.ts'

const text = chooseText({ en })
const { auditText: words } = text
const dayMs = 24 * 60 * 60_000

export interface AuditFilter {
  /** Empty: everybody. */
  readonly personId: string
  readonly memberId: string
  readonly days: number
}

export interface AuditLine {
  readonly key: string
  readonly title: string
  readonly detail: string
}

export interface AuditSection {
  readonly name: 'openings' | 'accesses' | 'own-rounds' | 'looks' | 'fetches' | 'went-back'
  readonly title: string
  readonly hint: string | null
  /** What stands there when there are no lines. */
  readonly empty: string
  readonly lines: readonly AuditLine[]
}

interface ReportParts {
  readonly view: AuditView
  /** Undefined while it is being read. */
  readonly outcome: AuditLogOutcome | undefined
  readonly filter: AuditFilter
  readonly now: Instant
}

export function auditSections({ filter, now, outcome, view }: ReportParts): readonly AuditSection[] {
  const since = now - filter.days * dayMs
  const byId = new Map(view.staff.map((member) => [member.memberId, member]))
  const nameOf = (memberId: string) => text.memberName(byId.get(memberId))
  const personOf = (personId: string) => text.personCode(auditCode(personId))
  const isOf = (personId: string | null, members: readonly (string | null)[]) =>
    (filter.personId === '' || personId === filter.personId) &&
    (filter.memberId === '' || members.includes(filter.memberId))
  const openings = view.openings
    .filter(({ at, memberId, personId, until }) => isOf(personId, [memberId]) && (at >= since || (until ?? now) > now))
    .map((opening) => ({
      key: `${opening.personId} ${opening.memberId} ${opening.at}`,
      title: capitalised(text.openedBy(nameOf(opening.memberId), personOf(opening.personId))),
      detail: text.openingLine(opening, opening.endedBy === undefined ? null : nameOf(opening.endedBy), now),
    }))
  const accesses = view.accesses
    .filter(({ at, memberId, personId, to }) => {
      const letIn = 'memberId' in to ? [to.memberId] : to.memberIds
      return at >= since && isOf(personId, [memberId, ...letIn])
    })
    .map((access, at) => ({
      key: `${access.personId} ${access.at} ${at}`,
      title: capitalised(text.accessTitle(access, nameOf, personOf(access.personId))),
      detail: text.accessLine(access, nameOf, now),
    }))
  const ownRounds = view.ownRounds
    .filter(({ at, memberId, personIds }) => {
      const isOfPerson = filter.personId === '' || personIds.includes(filter.personId)
      return at >= since && isOfPerson && isOf(filter.personId, [memberId])
    })
    .map((own) => ({
      key: `${own.round} ${own.memberId} ${own.at}`,
      title: capitalised(text.ownRoundTitle(own, nameOf(own.memberId))),
      detail: text.ownRoundLine(own, own.personIds.map(personOf), now),
    }))
  const log = outcome?.type === 'read' ? outcome.log : undefined
  const looks = (log?.looks ?? [])
    .filter(({ at, memberId, personId }) => at >= since && isOf(personId, [memberId]))
    .map((look) => ({
      key: `${look.day} ${look.memberId} ${look.personId}`,
      title: capitalised(text.lookTitle(nameOf(look.memberId), personOf(look.personId))),
      detail: text.lookLine(look),
    }))
  const unproven = log === undefined || log.unproven === 0 ? '' : ` ${text.unprovenLooks(log.unproven)}`
  const fetches = (log?.fetches ?? [])
    .filter(({ memberId, personId, until }) => until >= since && isOf(personId, [memberId]))
    .map((fetch) => ({
      key: `${fetch.day} ${fetch.memberId} ${fetch.personId}`,
      title: capitalised(
        text.fetchTitle(fetch, nameOf(fetch.memberId ?? ''), fetch.personId === null ? null : personOf(fetch.personId)),
      ),
      detail: text.fetchLine(fetch),
    }))
  /** What may be on its way is never called nothing. */
  const none = (nothing: string) => (view.complete ? nothing : words.onItsWay)
  return [
    { name: 'openings', title: words.openings, hint: null, empty: none(words.noOpenings), lines: openings },
    { name: 'accesses', title: words.accesses, hint: null, empty: none(words.noAccesses), lines: accesses },
    {
      name: 'own-rounds',
      title: words.ownRounds,
      hint: words.ownRoundsHint,
      empty: none(words.noOwnRounds),
      lines: ownRounds,
    },
    {
      name: 'looks',
      title: words.looks,
      hint: `${words.looksHint}${unproven}`,
      empty: log === undefined ? words.looksUnread : `${words.noLooks}${unproven}`,
      lines: looks,
    },
    {
      name: 'fetches',
      title: words.fetches,
      hint: words.fetchesHint,
      empty: log === undefined ? words.fetchesUnread : words.noFetches,
      lines: fetches,
    },
    {
      name: 'went-back',
      title: words.wentBack,
      hint: words.wentBackHint,
      empty: words.neverWentBack,
      // Few, and evidence: of nobody and of whatever time.
      lines: view.wentBack.map((each) => ({
        key: `went-back ${each.at}`,
        title: text.wentBackTitle(each),
        detail: text.wentBackLine(each, now),
      })),
    },
  ]
}

/** Whether the relay's log can be believed, in one sentence and what follows from it. */
export function logInWords(outcome: AuditLogOutcome | undefined, now: Instant): Sentence {
  if (outcome === undefined) return { title: words.reading, words: '' }
  return outcome.type === 'read'
    ? text.agreementInWords(outcome.log.agreement, now)
    : text.unreadInWords(outcome.problem)
}

interface CopyParts extends ReportParts {
  readonly spaceName: string
  readonly by: string
}

/** A page that stands by itself: no script, no link, nothing to fetch. */
export function auditCopy(parts: CopyParts): string {
  const { by, now, outcome, spaceName, view } = parts
  const check = logInWords(outcome, now)
  const title = escaped(words.copyTitle(spaceName))
  const person = view.people.find(({ personId }) => personId === parts.filter.personId)
  const member = view.staff.find(({ memberId }) => memberId === parts.filter.memberId)
  const [, time] = words.dayChoices.find(([days]) => days === parts.filter.days) ?? words.dayChoices[2]
  const only = [
    time,
    person === undefined ? words.anyPerson : text.personCode(person.code),
    member === undefined ? words.anyMember : text.memberName(member),
  ]
  const sections = auditSections(parts).map(({ empty, lines, title: heading }) => {
    const items = lines.map(({ detail, title: what }) => `<li><b>${escaped(what)}</b><br>${escaped(detail)}</li>`)
    return `<h2>${escaped(heading)}</h2>${items.length === 0 ? `<p>${escaped(empty)}</p>` : `<ul>${items.join('\n')}</ul>`}`
  })
  const notes = words.what.map((each) => `<p>${escaped(each)}</p>`)
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}li{margin:0 0 .6rem}</style>
</head><body><h1>${title}</h1>
<p>${escaped(words.copyMade(now, by))} ${escaped(only.join(' · '))}.</p>
<p><b>${escaped(check.title)}</b> ${escaped(check.words)}</p>
${sections.join('\n')}
<h2>${escaped(words.whatTitle)}</h2>
${notes.join('\n')}
</body></html>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(plain: string): string {
  return plain.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
