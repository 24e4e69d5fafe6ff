/**
 * The rows as screens and commands ask for them: whatever is asked for is loaded
 * from its pages first, and nothing else is. Where a collection lies decides what
 * has to be said to find something in it.
 */
import {
  type Collection,
  dayPartition,
  groupsPartition,
  homePartition,
  peoplePartition,
  type RowByCollection,
  tasksPartition,
  threadsPartition,
  visitStatesPartition,
} from '../../domain/projections/rows.ts'
import type { Partitions } from './partitions.ts'
import type { ReadModel, Where } from './read-model.ts'

export interface Rows extends Pick<ReadModel, 'find' | 'findMany' | 'changed'> {
  /** What every screen needs, before anybody asks. */
  readonly openHome: (today: string) => Promise<void>
  /** All of some collections of some people at once: each look at the disk takes longer than what it brings. */
  readonly open: Partitions['open']
  /** Rows that are on some screen, by their ids; nothing is loaded for them. */
  readonly shown: <Name extends Collection>(
    collection: Name,
    ids: readonly string[],
  ) => Promise<readonly RowByCollection[Name][]>
  /** Of what lies by time: the newest so many, and whether there are older ones. */
  readonly newest: <Name extends Collection>(
    collection: Name,
    partition: string,
    count: number,
  ) => Promise<{ readonly rows: readonly RowByCollection[Name][]; readonly isWhole: boolean }>
}

/**
 * `own`: in the partition of the person it is about, which has to be named.
 * `byId`: in a long list of which only the asked rows are loaded; all of it when
 * no id is named. `day`: in the partition of the date, which has to be named.
 */
type Place = 'home' | 'own' | 'day' | { readonly whole: string } | { readonly byId: string }

const people: Place = { byId: peoplePartition }
const groups: Place = { byId: groupsPartition }

const places: Readonly<Record<Collection, Place>> = {
  directory: people,
  corrections: people,
  members: groups,
  personCards: groups,
  boardKeys: groups,
  visitStates: { byId: visitStatesPartition },
  threads: { whole: threadsPartition },
  threadFacts: { whole: threadsPartition },
  tasks: { whole: tasksPartition },
  staff: 'home',
  unread: 'home',
  teamCards: 'home',
  settings: 'home',
  openings: 'home',
  waiting: 'home',
  visits: 'day',
  visitsOff: 'day',
  clashes: 'day',
  story: 'own',
  latest: 'own',
  messages: 'own',
  receipts: 'own',
  nextSteps: 'own',
  contacts: 'own',
  givings: 'own',
  sharedLists: 'own',
  banners: 'own',
  alerts: 'own',
  details: 'own',
  medicines: 'own',
  listChanges: 'own',
  decisions: 'own',
  warnings: 'own',
  warningAnswers: 'own',
  doneTasks: 'own',
  planSections: 'own',
  agreements: 'own',
  contactAgreements: 'own',
  sharedVisits: 'own',
  sharedWith: 'own',
  views: 'own',
  circleTasks: 'own',
  decided: 'own',
  decidedBy: 'own',
}

const lists = [homePartition, peoplePartition, threadsPartition, tasksPartition, groupsPartition, visitStatesPartition]
const atHome = (Object.keys(places) as Collection[]).filter((name) => places[name] === 'home')

export function createRows(readModel: ReadModel, partitions: Partitions): Rows {
  async function prepare(collection: Collection, where: Where): Promise<void> {
    const place = places[collection]
    if (typeof place === 'object' && 'byId' in place) {
      const { byId } = place
      return where.id === undefined
        ? partitions.open([byId], [collection])
        : partitions.openIds(byId, collection, [where.id])
    }
    return partitions.open([partitionOf(place, collection, where)], [collection])
  }

  async function findMany<Name extends Collection>(collection: Name, ids: readonly string[]) {
    const place = places[collection]
    if (typeof place === 'object' && 'byId' in place) await partitions.openIds(place.byId, collection, ids)
    else if (place === 'own') await partitions.open([...new Set(ids.map(personOf))], [collection])
    else throw new Error(`rows: ${collection} has no ids to be found by`)
    return readModel.findMany(collection, ids)
  }

  return {
    openHome: async (today) => {
      await partitions.know([...lists, dayPartition(today)])
      await partitions.open([homePartition], atHome)
    },
    open: partitions.open,
    changed: readModel.changed,
    find: (collection, where = {}) =>
      partitions.whileKept(async () => {
        await prepare(collection, where)
        return readModel.find(collection, where)
      }),
    findMany: (collection, ids) => partitions.whileKept(() => findMany(collection, ids)),
    shown: readModel.findMany,
    newest: (collection, partition, count) =>
      partitions.whileKept(async () => {
        const { isWhole } = await partitions.openNewest(partition, collection, count)
        return { rows: await readModel.find(collection, { partition }), isWhole }
      }),
  }
}

/** Whether it lies with the person it is about. */
export function isOfOnePerson(collection: Collection): boolean {
  return places[collection] === 'own'
}

/** Where there are several of a person, their ids begin with hers. */
export function personOf(id: string): string {
  return id.split('/')[0]!
}

function partitionOf(place: Place, collection: Collection, { date, partition }: Where): string {
  if (place === 'home') return homePartition
  if (place === 'day' && date !== undefined) return dayPartition(date)
  if (place === 'own' && partition !== undefined) return partition
  if (typeof place === 'object' && 'whole' in place) return place.whole
  throw new Error(`rows: ${collection} is asked for without saying of whom or of which day`)
}
