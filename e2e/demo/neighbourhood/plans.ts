/**
 * What the team agreed with some people, and what is to do for them: care plans
 * and tasks, in words only. Nothing here names a dose, a target or a threshold:
 * those stand where a prescriber recorded them.
 */
import { instantAt } from '../../../client/domain/clock-times.ts'
import { addDays } from '../../../client/domain/dates.ts'
import type { Day } from '../../../client/domain/ids.ts'
import type { TaskPriority } from '../../../client/domain/projections/plan-rows.ts'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { idOf } from './seed.ts'
import type { MemberKey, PlanWords, TaskToDo } from './types.ts'

interface Words {
  readonly key: string
  readonly section: string
  readonly by: MemberKey
  readonly daysAgo: number
  readonly text: string
}

const words: readonly Words[] = [
  {
    key: 'doreen',
    section: 'matters',
    by: 'aisha',
    daysAgo: 40,
    text: 'My own kitchen, the radio on, and nobody fussing.\nSeeing Karen and the boys on Sundays.\nI want to be asked before anything is moved in the house.',
  },
  {
    key: 'doreen',
    section: 'goals',
    by: 'aisha',
    daysAgo: 39,
    text: 'Walk to the garden gate and back with her stick.\nSleep in bed again, not in the chair.',
  },
  {
    key: 'doreen',
    section: 'breathing',
    by: 'ben',
    daysAgo: 12,
    text: 'When she is short of breath she sits forward with her arms on the table. Give her time to answer.\nSpacer and inhalers stand on the dresser, beside the radio.\nHome oxygen: no smoking and no naked flame in the room.',
  },
  {
    key: 'doreen',
    section: 'medicines',
    by: 'priya',
    daysAgo: 20,
    text: 'She takes her tablets from the weekly box that Karen fills on Sunday.\nLarge print on every label, please.',
  },
  {
    key: 'doreen',
    section: 'worse',
    by: 'reid',
    daysAgo: 30,
    text: 'She would rather stay at home if that is safe. Her ReSPECT form is in the blue folder in the hall: read it with her.\nKaren is to be told the same day.',
  },
  {
    key: 'harold',
    section: 'matters',
    by: 'aisha',
    daysAgo: 25,
    text: 'The football on Saturday, and his sister Jean ringing in the evening.',
  },
  {
    key: 'harold',
    section: 'skin',
    by: 'ben',
    daysAgo: 9,
    text: 'Look at both feet at every visit, also between the toes. He cannot see them himself.',
  },
  {
    key: 'winston',
    section: 'goals',
    by: 'aisha',
    daysAgo: 15,
    text: 'Go to church with Gloria on Sundays.\nWeigh himself before breakfast and write it in the green book.',
  },
]

interface ToDo {
  readonly key: string
  readonly title: string
  readonly details: string
  readonly by: MemberKey
  readonly daysAgo: number
  /** From the day it is read; null for any day. */
  readonly dueIn: number | null
  readonly priority: TaskPriority
  readonly take: boolean
}

const toDo: readonly ToDo[] = [
  {
    key: 'doreen',
    title: 'Ask Karen about the stair rail',
    details: 'Karen wanted to measure the wall first.',
    by: 'ben',
    daysAgo: 3,
    dueIn: 4,
    priority: 'whenever',
    take: false,
  },
  {
    key: 'doreen',
    title: 'Look at her inhaler technique again',
    details: 'Ask her to show it with the spacer.',
    by: 'aisha',
    daysAgo: 2,
    dueIn: 0,
    priority: 'today',
    take: true,
  },
  {
    key: 'harold',
    title: 'Order dressings',
    details: '',
    by: 'aisha',
    daysAgo: 4,
    dueIn: -1,
    priority: 'today',
    take: true,
  },
  {
    key: 'winston',
    title: 'Ring the surgery about his blood test',
    details: 'The result was expected by the end of the week.',
    by: 'priya',
    daysAgo: 1,
    dueIn: 0,
    priority: 'urgent',
    take: false,
  },
]

interface Known {
  readonly key: string
  readonly personId: PersonId
}

export function planWords(people: readonly Known[], today: Day): readonly PlanWords[] {
  return words.flatMap(({ by, daysAgo, key, section, text }) =>
    idsOf(people, key).map((personId) => {
      return { id: idOf(`plan/${key}/${section}`), by, at: at(today, daysAgo), personId, sectionId: section, text }
    }),
  )
}

export function tasksToDo(people: readonly Known[], today: Day): readonly TaskToDo[] {
  return toDo.flatMap(({ by, daysAgo, details, dueIn, key, priority, take, title }) =>
    idsOf(people, key).map((personId) => {
      const due = dueIn === null ? null : addDays(today, dueIn)
      const task = { title, details, due, priority }
      return { id: idOf(`task/${key}/${title}`), by, at: at(today, daysAgo), personId, task, take }
    }),
  )
}

function idsOf(people: readonly Known[], key: string): readonly PersonId[] {
  return people.filter((person) => person.key === key).map(({ personId }) => personId)
}

function at(today: Day, daysAgo: number): Instant {
  return instantAt(addDays(today, -daysAgo), '11:30')
}
