/** What a person's circle has to do: to whoever is in it, and to staff. Nothing of staff's own list is among it. */
import type { PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { dayOf } from '../../domain/dates.ts'
import type { TaskRow } from '../../domain/projections/plan-rows.ts'
import type { TaskItem, TasksView } from '../../engine-api/plan-views.ts'
import { mayWordAll } from '../documents/circle-words.ts'
import { outboxKey } from '../sync/outbox.ts'
import type { Facts } from '../views/facts.ts'
import { allWithStanding } from '../views/outsiders.ts'
import { tasksView } from '../views/tasks.ts'
import { talkedIn } from './answer-threads.ts'

/** Of what is done the newest so many: the rest is nobody's to do. */
const doneShown = 20

export async function answerCircleTasks(facts: Facts, personId: string): Promise<TasksView> {
  const { now, rows, session } = facts
  const { chains, own } = session.device
  const circle = chains.circleOf(personId as PersonId)
  // Whoever was let out reads nothing of it any more, though this phone may hold what was read before.
  const [chain] = circle === undefined || (await isOut(facts, personId)) ? [] : talkedIn(facts, [circle])
  const found = chain === undefined ? [] : await rows.find('circleTasks', { partition: personId })
  const all = chain === undefined ? [] : found.map((row) => allWithStanding(chain, row))
  const view = tasksView({
    complete:
      chain !== undefined &&
      facts.isGroupComplete(chain.group) &&
      !session.documents.isWaiting('circle-tasks', personId),
    today: dayOf(now),
    memberId: own.member,
    open: all.filter(({ isDone }) => !isDone),
    who: 'person',
    personId,
    done: all.filter(({ isDone }: TaskRow) => isDone),
    directory: new Map(),
    colleagues: [],
  })
  const isForAll = mayWordAll(chains, personId as PersonId)
  const withRight = (item: TaskItem): TaskItem => ({
    ...item,
    mayWord: isForAll || item.task.created?.by.memberId === own.member,
  })
  return {
    ...view,
    open: view.open.map(withRight),
    done: view.done.slice(0, doneShown),
    unsent: chain === undefined ? 0 : unsentIn(facts, chain),
  }
}

/** Who was let out sees no end of the circle's chain: the team says so in their own group. */
async function isOut({ rows, session }: Facts, personId: string): Promise<boolean> {
  if (session.device.own.audience !== 'public') return false
  const told = await rows.find('sharedWith', { partition: personId })
  return told.some(({ ended }) => ended.includes('circle'))
}

function unsentIn({ session }: Facts, { group }: ChainState): number {
  const { feeds, labels } = session.device
  const isTask = (seq: number) => labels.of(outboxKey(group, seq)).kind === 'circle-tasks'
  return feeds.marks().filter((mark) => mark.group === group && isTask(mark.seq)).length
}
