/**
 * Rows of what was decided, and what the chain of the record says -> one list,
 * newest first. Who decided stands by the name and role of that day, and whether
 * they are in the team still. Rules DL330 to DL333 and DL480.
 */
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import { isEnding, isOpening } from '../../../shared/membership/break-glass.ts'
import type { ChainAccess, ChainState } from '../../../shared/membership/chain.ts'
import { takesBack } from '../../../shared/membership/taking-back.ts'
import type { DecidedRow } from '../../domain/projections/decided-rows.ts'
import type { ContactAgreementRow } from '../../domain/projections/sharing-rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { DecidedItem, DecidedOnChain } from '../../engine-api/decided-views.ts'

export interface DecidedFacts {
  readonly me: string
  /** Newest last or in any order; `since`: older ones are left out of the window. */
  readonly rows: readonly DecidedRow[]
  /** Every word on being sent messages. */
  readonly contacts: readonly ContactAgreementRow[]
  readonly isWhole: boolean
  readonly care: ChainState | undefined
  readonly team: ChainState | undefined
  readonly nameOf: (memberId: string) => Signature | undefined
  readonly roundName: (roundId: string) => string
}

export function decidedItems(facts: DecidedFacts): readonly DecidedItem[] {
  const rows = withoutSaidAgain(facts.rows)
  const from = facts.isWhole ? 0 : Math.min(...rows.map(({ at }) => at))
  const onChain = chainItems(facts).filter(({ times }) => times.writtenAt >= from)
  const written = rows.map((row) => ({ order: row.hlc, item: rowItem(row, facts) }))
  const contacts = facts.contacts.filter(({ at }) => at >= from)
  const words = contacts.map((row) => ({ order: row.hlc, item: contactItem(row, facts) }))
  // By the clock alone: the chain keeps no hybrid time.
  const order = (at: Instant) => `${at.toString(16).padStart(12, '0')}0000`
  return [...written, ...words, ...onChain.map((item) => ({ order: order(item.times.writtenAt), item }))]
    .sort((a, b) => (a.order === b.order ? (a.item.id < b.item.id ? 1 : -1) : a.order < b.order ? 1 : -1))
    .map(({ item }) => item)
}

/** In the team no more: every device of theirs that was in it has gone. */
export function hasLeft(team: ChainState | undefined, memberId: string): boolean {
  const devices = Object.values(team?.devices ?? {}).filter(({ member }) => member === memberId)
  return devices.length > 0 && devices.every(({ removedAt }) => removedAt !== null)
}

/** An opening is said again when it ends; a section written in several times a day is one decision, the last. */
function withoutSaidAgain(rows: readonly DecidedRow[]): readonly DecidedRow[] {
  const newest = new Map<string, DecidedRow>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = newest.get(key)
    if (known === undefined || known.hlc < row.hlc) newest.set(key, row)
  }
  return [...newest.values()]
}

function keyOf({ at, author: { memberId }, id, said }: DecidedRow): string {
  if (said.type === 'opening') return `opening/${memberId}/${at}`
  if (said.type === 'plan') return `plan/${memberId}/${said.sectionId}/${new Date(at).toISOString().slice(0, 10)}`
  return id
}

function rowItem({ arrivedAt, at, author, id, said }: DecidedRow, facts: DecidedFacts): DecidedItem {
  const mine = author.memberId === facts.me
  const subject = said.type === 'agreement' ? (facts.nameOf(said.with)?.name ?? '') : ''
  return {
    id,
    said,
    subject,
    author,
    mine,
    hasLeft: hasLeft(facts.team, author.memberId),
    times: { writtenAt: at, arrivedAt: mine ? null : arrivedAt },
    replaced: replacedBy(id, facts.rows),
  }
}

function contactItem(
  { agreed, at, author, channel, id, said, scope }: ContactAgreementRow,
  facts: DecidedFacts,
): DecidedItem {
  return {
    id: `contact/${id}`,
    said: { type: 'contact', channel, scope, agreed, how: said },
    subject: '',
    author,
    mine: author.memberId === facts.me,
    hasLeft: hasLeft(facts.team, author.memberId),
    // Not known of these.
    times: { writtenAt: at, arrivedAt: null },
    replaced: null,
  }
}

/** The first that was decided in its place; another later one names that one, or this one again. */
function replacedBy(id: string, rows: readonly DecidedRow[]): DecidedItem['replaced'] {
  const later = rows.filter(({ said }) => said.type === 'decision' && said.instead === id)
  const [first] = later.sort((a, b) => (a.hlc < b.hlc ? -1 : 1))
  return first === undefined ? null : { by: first.author, at: first.at }
}

/** What was opened says so itself, with its reason, by a record. */
function chainItems(facts: DecidedFacts): readonly DecidedItem[] {
  const access = facts.care?.access ?? []
  return access.filter((each) => isEnding(each) || !isOpening(each)).map((each) => accessItem(each, facts))
}

function accessItem(access: ChainAccess, facts: DecidedFacts): DecidedItem {
  const { at, by, to, writtenAt } = access
  const memberId = facts.team?.devices[by]?.member ?? ''
  const said: DecidedOnChain = isEnding(access)
    ? { type: 'opening-ended' }
    : { type: 'looks-after', to: to.type, isTakenBack: takesBack(access) }
  return {
    id: `chain/${at}`,
    said,
    subject: to.type === 'member' ? (facts.nameOf(to.member as MemberId)?.name ?? '') : facts.roundName(to.round),
    author: facts.nameOf(memberId) ?? null,
    mine: memberId === facts.me,
    hasLeft: hasLeft(facts.team, memberId),
    times: { writtenAt, arrivedAt: null },
    replaced: null,
  }
}
