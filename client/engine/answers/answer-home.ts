/** The public's screens: the first one, and the list of medicines. */

import type { ChainState } from '../../../shared/membership/chain.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { homePartition } from '../../domain/projections/rows.ts'
import type { SharedWithRow } from '../../domain/projections/sharing-rows.ts'
import type { HomeView } from '../../engine-api/home-views.ts'
import type { MyMedicinesView, ThreadListRow } from '../../engine-api/queries.ts'
import type { Session } from '../session.ts'
import type { Facts } from '../views/facts.ts'
import { homeView } from '../views/home.ts'
import { myMedicinesView } from '../views/my-medicines.ts'
import { teamCardView } from '../views/team-card.ts'
import { threadsView } from '../views/threads.ts'
import { listRows, messagesOf, talkedIn } from './answer-threads.ts'

export async function answerMyMedicines({ isGroupComplete, rows, session }: Facts): Promise<MyMedicinesView> {
  const chain = session.device.chains.byKind('private')[0]
  const lists = chain?.about == null ? [] : await rows.find('sharedLists', { partition: chain.about, id: chain.group })
  return myMedicinesView({
    list: lists[0],
    complete: chain !== undefined && isGroupComplete(chain.group),
    updatedAt: session.catchUp.cursor().caughtUpAt,
  })
}

/** Who of the team has written: the newest messages name them. */
const namedFrom = 50

export async function answerHome(facts: Facts): Promise<HomeView> {
  const { now, rows, session } = facts
  const { chains, own } = session.device
  const mine = talkedIn(facts, chains.all())
  const chain = mine.find(({ kind }) => kind === 'private')
  const threadId = chain === undefined ? null : threadIdOf(chain.group)
  const people = [...new Set(mine.flatMap(({ about }) => about ?? []))]
  const about = chain?.about ?? null
  const shared = { partition: about ?? '', groupId: chain?.group ?? '' }
  const [steps, contacts, messages, cards, threads, visits, told] = await Promise.all([
    Promise.all(people.map((partition) => rows.find('nextSteps', { partition }))),
    Promise.all([...people, homePartition].map((partition) => rows.find('contacts', { partition }))),
    chain === undefined ? { rows: [] } : messagesOf(facts, chain, namedFrom),
    rows.find('teamCards'),
    listRows(facts, mine),
    about === null ? [] : rows.find('sharedVisits', shared),
    about === null ? [] : rows.find('sharedWith', shared),
  ])
  const numbers = contacts.flat()
  return homeView({
    now,
    name: own.signature.name,
    nextSteps: steps.flat(),
    messages: messages.rows,
    contact: numbers.find((row) => row.groupId === chain?.group) ?? numbers[0] ?? null,
    threadId,
    unread: facts.unread.filter((row) => row.threadId === threadId).length,
    about: threads.find((row) => row.threadId === threadId)?.about ?? null,
    visits: visits[0] ?? null,
    told: told[0] ?? null,
    threads: threadsView(
      threads.filter((row) => !isOver(row, told[0])),
      { unread: facts.unread.length, more: false },
    ).rows,
    card: teamCardView(cards, now),
    role: ownRole(session),
    complete: isTold(facts, mine),
    updatedAt: session.catchUp.cursor().caughtUpAt,
  })
}

/** Who was let out of a circle sees no end of its chain: the team says so in their own group. */
function isOver({ kind }: ThreadListRow, told: SharedWithRow | undefined): boolean {
  return kind === 'circle' && told?.ended.includes('circle') === true
}

/** An associate may be in no circle yet: then there is nothing to wait for but the team's chain. */
function isTold(facts: Facts, chains: readonly ChainState[]): boolean {
  const isCaughtUp = facts.session.catchUp.cursor().caughtUpAt !== null
  return isCaughtUp && chains.every(({ group }) => facts.isGroupComplete(group))
}

function ownRole({ device: { chains, device, own } }: Session): 'patient' | 'family' | 'associate' {
  const role = chains.state(own.group)?.devices[device]?.role
  return role === 'family' || role === 'associate' ? role : 'patient'
}
