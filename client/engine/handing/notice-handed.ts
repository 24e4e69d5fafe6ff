/**
 * Whom others gave to this member, and whom they took from her, found from the
 * log of the chains: row by row, so that what came while the app was killed is
 * found with its next quiet moment. Rules RN480 and RN481.
 *
 * 1. Before the first catch-up is over nothing is news: what she finds there she finds anyhow.
 * 2. What she did herself is no news to her.
 * 3. Given and taken back before she was told, or the other way round, is none either.
 */
import type { Instant, MemberId, PersonId, RoundId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { lookingAfter } from '../../../shared/membership/looking-after.ts'
import type { ControlEntry } from '../../../shared/protocol/entry.ts'
import type { Serial } from '../lib/serial.ts'
import type { Chains } from '../membership/chains.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import type { ControlLog } from '../sync/control-log.ts'
import { type HandedBook, type HandedNote, handedItem, readHandedBook } from './handed-book.ts'

export interface NoticeHandedDeps {
  readonly chains: Chains
  readonly controlLog: ControlLog
  readonly sealedStore: SealedStore
  readonly store: Pick<DeviceStore, 'commit'>
  readonly commitLock: Serial
  readonly member: MemberId
  readonly now: () => Instant
  readonly isCaughtUp: () => boolean
  readonly onHanded: () => void
}

/** By which entry it may have come. */
type Cause = Pick<HandedNote, 'by' | 'at' | 'round'>

export function createNoticeHanded(deps: NoticeHandedDeps): () => Promise<void> {
  const { chains, commitLock, controlLog, isCaughtUp, sealedStore, store } = deps
  let looked: number | undefined

  async function look(team: ChainState): Promise<void> {
    const rows = controlLog.rows()
    const book = await readHandedBook(sealedStore)
    const next = await nextBook(deps, team, book, rows)
    if (book?.rows !== next.rows) {
      const saved = await store.commit(await sealedStore.seal([handedItem(next)]))
      // The next quiet moment tries again.
      if (!saved.ok) return
    }
    looked = rows
    if (next.notes !== book?.notes) deps.onHanded()
  }

  return async () => {
    const team = chains.team()
    if (team === undefined || !isCaughtUp() || looked === controlLog.rows()) return
    await commitLock(() => look(team))
  }
}

async function nextBook(
  deps: NoticeHandedDeps,
  team: ChainState,
  book: HandedBook | undefined,
  rows: number,
): Promise<HandedBook> {
  const { chains, controlLog, member, now } = deps
  const isMine = (person: PersonId) => {
    const care = chains.careChainOf(person)
    return care !== undefined && lookingAfter(care, team).includes(member)
  }
  const everybody = () => [...new Set(chains.byKind('care').flatMap(({ about }) => about ?? []))]
  if (book === undefined) return { rows, mine: everybody().filter(isMine), notes: [] }
  // A log that was begun anew says nothing of who it was: what differs is told all the same.
  const isWhole = book.rows <= rows
  const causes = isWhole
    ? causesIn(chains, await controlLog.read(book.rows))
    : new Map(everybody().map((person): [PersonId, Cause] => [person, { by: null, at: now(), round: null }]))
  const mine = new Set(book.mine)
  let { notes } = book
  for (const [personId, cause] of causes) {
    const isGiven = isMine(personId)
    if (isGiven === mine.has(personId)) continue
    if (isGiven) mine.add(personId)
    else mine.delete(personId)
    const others = notes.filter((note) => note.personId !== personId)
    const isOwn = cause.by !== null && team.devices[cause.by]?.member === member
    notes = isOwn || others.length < notes.length ? others : [...notes, { personId, isGiven, ...cause }]
  }
  return { rows, mine: [...mine], notes }
}

/** Whose looking after may have changed by these entries, and by which of them last. */
function causesIn(chains: Chains, entries: readonly ControlEntry[]): ReadonlyMap<PersonId, Cause> {
  const causes = new Map<PersonId, Cause>()
  for (const { control, header } of entries) {
    const { author: by, writtenAt: at } = header
    if (control.type === 'access') {
      const about = chains.state(header.group)?.about
      if (about != null) causes.set(about, { by, at, round: null })
    }
    if (control.type === 'round')
      for (const person of peopleOf(chains, control.round)) causes.set(person, { by, at, round: control.round })
  }
  return causes
}

function peopleOf(chains: Chains, round: RoundId): readonly PersonId[] {
  const isOf = ({ access }: ChainState) => access.some(({ to }) => to.type === 'round' && to.round === round)
  return chains
    .byKind('care')
    .filter(isOf)
    .flatMap(({ about }) => about ?? [])
}
