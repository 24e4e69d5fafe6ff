/**
 * When access to everything about a person has ended, what lies here of her is
 * deleted and not only hidden: entries of others, rows, documents, what waited,
 * and with the rows the words of the search. In one commit, so that a kill
 * leaves all of it or nothing; a mark says which groups are to be fetched anew
 * when access comes back. Rules EV60-EV63.
 *
 * 1. Nobody who has something unsent about her is touched: nothing unsent is lost.
 * 2. Own entries stay in the log, sealed as they travelled: a relay restored
 *    from an older copy is filled again from them (SX8).
 * 3. Photos go like entries: those of others and what belongs to nothing any more,
 *    and never one that waits to be sent. Own ones stay, sealed, for rule 2.
 * 4. Chains, boxes and keys stay: without them no chain could be checked.
 */

import { docIdOf } from '../../../shared/lib/doc-id.ts'
import type { DeviceId, GroupId, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import {
  type Collection,
  collections,
  groupsPartition,
  homePartition,
  type StoredRow,
  tasksPartition,
  threadsPartition,
  visitStatesPartition,
} from '../../domain/projections/rows.ts'
import type { BlobMarks } from '../blobs/blob-marks.ts'
import { dropDoc } from '../documents/doc-rows.ts'
import type { Serial } from '../lib/serial.ts'
import type { Chains } from '../membership/chains.ts'
import type { PageWriter } from '../read-model/page-writer.ts'
import type { Partitions } from '../read-model/partitions.ts'
import type { LateGaps } from '../receive/late-gaps.ts'
import type { Parked, ParkedChange } from '../receive/parked.ts'
import { textsPlace, wordsPlace } from '../search/marked-pages.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { prefixEnd } from '../storage/key-range.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'
import type { AccessWatch } from './access-watch.ts'
import { backfillWrite, evictedWrite } from './cursor.ts'
import type { Frontiers } from './frontiers.ts'
import type { OwnFeeds } from './own-feeds.ts'

export interface EvictionDeps {
  readonly blobMarks: BlobMarks
  readonly access: Pick<AccessWatch, 'evicted' | 'keepBackfill' | 'keepEvicted' | 'returned'>
  readonly chains: Chains
  readonly commitLock: Serial
  readonly device: DeviceId
  readonly feeds: OwnFeeds
  readonly frontiers: Frontiers
  readonly gaps: LateGaps
  readonly mayRead: (group: GroupId) => boolean
  readonly pages: PageWriter
  readonly parked: Parked
  readonly partitions: Partitions
  readonly sealedStore: SealedStore
  readonly store: DeviceStore
  /** Readable again: its past is to be fetched. */
  readonly onReturned: (group: GroupId) => void
}

const sharedPartitions = [homePartition, threadsPartition, tasksPartition, groupsPartition, visitStatesPartition]
/** By the team's list, by the plan of the day, and by the chain itself: none of it comes from what was deleted. */
const stays: ReadonlySet<Collection> = new Set(['directory', 'corrections', 'staff', 'visits', 'visitsOff', 'openings'])
const ofPerson = ['person', 'medicines', 'tasks', 'care-plan', 'circle-tasks'] as const

export function createEviction(deps: EvictionDeps): () => Promise<void> {
  const { access, chains, feeds, frontiers } = deps

  /** Read off what is in memory: of people whose record was never here no chain is read. */
  function peopleGone(): ReadonlySet<PersonId> {
    const own = feeds.all().filter(({ group, next }) => next > (access.evicted(group) ?? 0))
    const here = [...frontiers.groups(), ...own.map(({ group }) => group)]
    return new Set(here.flatMap((group) => (deps.mayRead(group) ? [] : (chains.state(group)?.about ?? []))))
  }

  function mayGo(groups: readonly ChainState[]): boolean {
    return groups.every(({ group }) => {
      const { next, sentTo, stuck } = feeds.of(group)
      const waits = deps.blobMarks.unsent().some(({ key }) => key.startsWith(`${group}/`))
      return !deps.mayRead(group) && sentTo >= next && stuck === null && !waits
    })
  }

  return async () => {
    await frontiers.load()
    for (const group of access.returned()) deps.onReturned(group)
    for (const person of peopleGone()) {
      const groups = chains.about(person)
      if (mayGo(groups)) await deps.commitLock(() => evict(deps, person, groups))
    }
  }
}

/** A full or broken disk: nothing has changed, and the next quiet moment tries again. */
async function evict(deps: EvictionDeps, person: PersonId, chains: readonly ChainState[]): Promise<void> {
  const { access, feeds, frontiers, pages, parked, partitions, sealedStore, store } = deps
  const groups = chains.map(({ group }) => group)
  const plan = await pages.plan([], await rowsAbout(pages, person, new Set<string>(groups)))
  const left: ParkedChange = { wait: [], refuse: [], resolved: waitingIn(parked, groups) }
  const searched = [textsPlace, wordsPlace].map((place): SealedItem => ({ ...place, name: person, value: null }))
  const documents = await documentsOf(sealedStore, person, groups)
  const gaps = (await deps.gaps.load(false))?.begin()
  for (const group of groups) gaps?.forget(group)
  const saved = await store.commit([
    ...(await entriesOfOthers(deps, groups)),
    ...(await blobsOfOthers(deps, groups)),
    ...(gaps?.writes() ?? []),
    ...groups.flatMap(frontiers.planForget),
    ...groups.flatMap((group) => [backfillWrite(group, null), evictedWrite(group, feeds.of(group).next)]),
    ...plan.writes,
    ...(await sealedStore.seal([...documents, ...parked.plan(left), ...searched])),
  ])
  if (!saved.ok) return pages.forget()
  parked.keep(left)
  gaps?.keep()
  for (const group of groups) {
    frontiers.keepForgotten(group)
    access.keepBackfill(group, null)
    access.keepEvicted(group, feeds.of(group).next)
  }
  await partitions.show(plan)
}

async function rowsAbout(
  pages: PageWriter,
  person: PersonId,
  groups: ReadonlySet<string>,
): Promise<readonly StoredRow[]> {
  const shared = await pages.read(sharedPartitions, collections)
  const isAbout = ({ row }: StoredRow) =>
    ('personId' in row && row.personId === person) ||
    ('groupId' in row && groups.has(row.groupId)) ||
    ('key' in row && row.key === person)
  const own = (await pages.load(person)).rows
  return [...own, ...shared.filter(isAbout)].filter(({ collection }) => !stays.has(collection))
}

function waitingIn(parked: Parked, groups: readonly GroupId[]): ParkedChange['resolved'] {
  const isTheirs = new Set(groups)
  return parked
    .waiting()
    .filter(({ entry }) => entry.type === 'content' && isTheirs.has(entry.header.group))
    .map(({ entry }) => entry.id)
}

async function documentsOf(
  sealedStore: SealedStore,
  person: PersonId,
  groups: readonly GroupId[],
): Promise<readonly SealedItem[]> {
  const ids = [...ofPerson.map((kind) => docIdOf(kind, person)), ...groups.map((group) => docIdOf('thread', group))]
  return (await Promise.all(ids.map((doc) => dropDoc(sealedStore, doc)))).flat()
}

async function blobsOfOthers({ blobMarks, store }: EvictionDeps, groups: readonly GroupId[]) {
  const found = await Promise.all(groups.map((group) => store.scan('blobs', `${group}/`, prefixEnd(`${group}/`))))
  return found.flat().flatMap(({ key }): readonly Write[] => {
    return blobMarks.of(key) === undefined ? [{ store: 'blobs', key, value: null }] : []
  })
}

async function entriesOfOthers({ device, store }: EvictionDeps, groups: readonly GroupId[]): Promise<readonly Write[]> {
  const found = await Promise.all(groups.map((group) => store.scan('log', `${group}/`, prefixEnd(`${group}/`))))
  return found.flat().flatMap(({ key }): readonly Write[] => {
    return key.split('/')[1] === device ? [] : [{ store: 'log', key, value: null }]
  })
}
