/** Conversations: the list of them, and one with its messages. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { homePartition, type MessageRow, type ThreadRow } from '../../domain/projections/rows.ts'
import type { ContactView } from '../../engine-api/contact.ts'
import type { ParamsOf, ThreadListRow, ThreadsView, ThreadView } from '../../engine-api/queries.ts'
import type { Session } from '../session.ts'
import type { Facts } from '../views/facts.ts'
import { readGroups } from '../views/group-facts.ts'
import { byThread, indexRows } from '../views/index-rows.ts'
import { countBy, threadListRow, threadsView, threadView } from '../views/threads.ts'
import { chainOfThread } from '../writing/chain-of-thread.ts'
import { readBack, type Window } from './read-timeline.ts'

export async function answerThreads(facts: Facts, { limit }: ParamsOf<'threads'>): Promise<ThreadsView> {
  const { chains, own } = facts.session.device
  // Of a team's hundreds of groups only those somebody wrote in are read, and only those that are shown.
  const written = own.audience === 'public' ? [] : newestFirst(await facts.rows.find('threads'))
  const shown = written.slice(0, limit).map(({ groupId }) => chains.state(groupId as GroupId))
  const known = own.audience === 'public' ? chains.all() : shown.filter((chain) => chain !== undefined)
  return threadsView(await listRows(facts, talkedIn(facts, known)), {
    unread: facts.unread.length,
    more: written.length > known.length,
  })
}

export async function answerThread(facts: Facts, { limit, threadId }: ParamsOf<'thread'>): Promise<ThreadView> {
  const { session } = facts
  const chain = chainOfThread(session.device.chains, threadId)
  if (chain === undefined) {
    return threadView({ row: null, complete: false, messages: [], unseenIds: new Set(), travelOfRow: () => null })
  }
  const { travelOfRow } = await readGroups(facts, [chain], { withReceipts: true })
  const [row] = await listRows(facts, [chain])
  const found = await messagesOf(facts, chain, limit)
  const unagreed = await unagreedTo(facts, chain)
  return threadView({
    row: row ?? null,
    complete: facts.isGroupComplete(chain.group),
    messages: found.rows,
    window: { limit, isWhole: found.isWhole },
    unseenIds: new Set(facts.unread.filter((unread) => unread.threadId === threadId).map(({ id }) => id)),
    travelOfRow,
    ...(unagreed !== null && { unagreed }),
  })
}

/** Loaded for conversations that somebody of the public reads. */
async function unagreedTo(facts: Facts, chain: ChainState): Promise<ContactView | null> {
  if (facts.session.device.own.audience !== 'staff' || chain.about === null || chain.kind === 'care') return null
  const { unagreedIn } = await import('./answer-contact.ts')
  return unagreedIn(facts, chain)
}

/** What is answered is looked for so many times as far back as is shown. */
const farthestAnswer = 4

/** The newest so many of a conversation, and what they answer; other conversations about the person lie between. */
export async function messagesOf(
  { rows }: Facts,
  { about, group }: ChainState,
  limit = Number.POSITIVE_INFINITY,
): Promise<Window<'messages'>> {
  const threadId = threadIdOf(group)
  const ofThread = (found: readonly MessageRow[]) => found.filter((row) => row.threadId === threadId)
  const window = await readBack(rows, 'messages', about ?? homePartition, (found) => {
    const own = ofThread(found)
    return own.length > limit && (areAnswersHere(own) || own.length > farthestAnswer * limit)
  })
  return { ...window, rows: ofThread(window.rows) }
}

function areAnswersHere(messages: readonly MessageRow[]): boolean {
  const ids = new Set(messages.map(({ id }) => id))
  return messages.every(({ answers }) => answers === null || ids.has(answers))
}

/** Of the public only where this device is still in. */
export function talkedIn({ session }: Facts, chains: readonly ChainState[]): readonly ChainState[] {
  const { device, own } = session.device
  const talked = chains.filter(({ kind }) => kind !== 'team' && kind !== 'board')
  return own.audience === 'staff' ? talked : talked.filter((chain) => chain.devices[device]?.removedAt === null)
}

export async function listRows(facts: Facts, chains: readonly ChainState[]): Promise<readonly ThreadListRow[]> {
  const [newestRows, careRows] = await Promise.all([facts.rows.find('threads'), facts.rows.find('threadFacts')])
  const newest = indexRows(newestRows, byThread)
  const care = new Map(careRows.map((each) => [each.groupId, each]))
  const unread = countBy(facts.unread, (row) => row.threadId)
  const newestOf = ({ group }: ChainState) => newest.get(threadIdOf(group))
  const unsent = chains.filter((chain) => mayBeUnsent(facts.session, newestOf(chain)))
  const [{ threadGroup }, { travelOfRow }] = await Promise.all([
    readGroups(facts, chains, { withReceipts: false }),
    readGroups(facts, unsent, { withReceipts: true }),
  ])
  return chains.map((chain) => {
    const group = threadGroup(chain)
    const row = newestOf(chain)
    const isUnsent = row !== undefined && unsent.includes(chain) && travelOfRow(row.last)?.type === 'not-sent'
    return threadListRow(group, {
      newest: row,
      unread: unread.get(group.threadId) ?? 0,
      notSent: isUnsent ? 1 : 0,
      care: care.get(chain.group),
      memberId: facts.session.device.own.member,
    })
  })
}

/** The relay has not said that it has it; a receipt may. */
function mayBeUnsent({ device: { device, feeds } }: Session, row: ThreadRow | undefined): boolean {
  if (row === undefined || !row.last.own || row.last.deviceId !== device) return false
  return row.last.seq - 1 >= feeds.of(row.groupId as GroupId).sentTo
}

function newestFirst(rows: readonly ThreadRow[]): readonly ThreadRow[] {
  return [...rows].sort((a, b) => b.last.at - a.last.at || (a.threadId < b.threadId ? -1 : 1))
}
