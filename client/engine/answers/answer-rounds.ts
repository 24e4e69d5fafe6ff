/** The rounds of the team, and who looks after one person: ids and rights from the chains, names from what the team wrote. Rules RN239, RN240 and RN483. */

import { settingsKey } from '../../../shared/lib/doc-id.ts'
import type { GroupId, MemberId, PersonId, RoundId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import {
  isClinicalMember,
  isForGood,
  leavesNobody,
  lookingAfter,
  maySayWhoLooksAfter,
} from '../../../shared/membership/looking-after.ts'
import { isAdmin } from '../../../shared/membership/standing.ts'
import { isSameTarget } from '../../../shared/membership/taking-back.ts'
import type { AccessTarget } from '../../../shared/protocol/control.ts'
import type { SettingRow } from '../../domain/projections/setting-rows.ts'
import type {
  LeavingRound,
  LookingAfterView,
  LookingRound,
  RoundItem,
  RoundMember,
  RoundPerson,
  RoundsView,
} from '../../engine-api/rounds.ts'
import type { Facts } from '../views/facts.ts'
import { readEverybody, readPeople } from '../views/facts.ts'

const nothing = { complete: false, mayManage: false, rounds: [] } as const

export async function answerRounds(facts: Facts): Promise<RoundsView> {
  const { rows, session } = facts
  const { chains, device, own } = session.device
  const team = chains.team()
  if (team === undefined) return { ...nothing, nobodys: [], colleagues: [] }
  const named = await namedRounds(facts)
  const { directory } = await readEverybody(rows)
  const care = chains.byKind('care').filter(({ about }) => about !== null && isOneEntry(directory.get(about)))
  const personIn = (chain: ChainState, isOnlyHere: boolean): RoundPerson => {
    const personId = chain.about ?? ''
    return { personId, person: directory.get(personId) ?? null, isOnlyHere }
  }
  const peopleOf = (roundId: string) => {
    const to: AccessTarget = { type: 'round', round: roundId as RoundId }
    return care
      .filter((chain) => isGiven(chain, to))
      .map((chain) => personIn(chain, lookingAfter(without(chain, to), team).length === 0))
      .sort(byPerson)
  }
  const leavingOf = (round: RoundId): LeavingRound | null => {
    const on = team.rounds[round] ?? []
    const me = own.member
    if (!on.includes(me) || !isClinicalMember(team, me)) return null
    const then = { ...team, rounds: { ...team.rounds, [round]: on.filter((member) => member !== me) } }
    const after = care
      .filter((chain) => isGiven(chain, { type: 'round', round }))
      .map((chain) => ({ chain, left: lookingAfter(chain, then) }))
    const those = (isIt: (left: readonly MemberId[]) => boolean) =>
      after
        .filter(({ left }) => isIt(left))
        .map(({ chain }) => personIn(chain, false))
        .sort(byPerson)
    const others = after.map(({ left }) => left).filter((left) => left.length > 0 && !left.includes(me))
    const sets = new Map(others.map((left) => [keyOf(left), left]))
    return {
      nobodys: those((left) => left.length === 0),
      kept: those((left) => left.includes(me)),
      gone: [...sets].map(([key, left]) => ({
        members: left.map((member) => memberIn(facts, member)),
        people: those((each) => keyOf(each) === key),
      })),
    }
  }
  const used = care.flatMap(({ access }) => access.flatMap(({ to }) => (to.type === 'round' ? [to.round] : [])))
  const ids = new Set<string>([...named.keys(), ...Object.keys(team.rounds), ...used])
  const rounds = [...ids].map((roundId): RoundItem => {
    const row = named.get(roundId) ?? null
    const members = membersOf(facts, team, roundId)
    const called = { roundId, name: nameOf(row), named: row }
    return { ...called, members, people: peopleOf(roundId), leaving: leavingOf(roundId as RoundId) }
  })
  return {
    mayManage: isAdmin(team, device),
    complete: isComplete(facts),
    rounds: rounds.filter(isAnything).sort(byName),
    nobodys: care
      .filter((chain) => lookingAfter(chain, team).length === 0)
      .map((chain) => personIn(chain, true))
      .sort(byPerson),
    colleagues: colleaguesOf(facts, team),
  }
}

export async function answerLookingAfter(facts: Facts, personId: string): Promise<LookingAfterView> {
  const { now, rows, session } = facts
  const { chains, device, own } = session.device
  const team = chains.team()
  const care = chains.careChainOf(personId as PersonId)
  const { directory } = await readPeople(rows, [personId])
  const person = directory.get(personId) ?? null
  const about = { person, complete: isComplete(facts) }
  if (team === undefined || care === undefined)
    return { ...nothing, ...about, maySay: false, members: [], otherMembers: [], otherRounds: [] }
  const named = await namedRounds(facts)
  const isLast = (to: AccessTarget) => leavesNobody(care, team, { care: without(care, to) })
  const round = (roundId: string): LookingRound => {
    const members = membersOf(facts, team, roundId)
    const to = { type: 'round', round: roundId as RoundId } as const
    const isMine = members.some(({ isMe }) => isMe)
    return { roundId, name: nameOf(named.get(roundId) ?? null), members, isLast: isLast(to), isMine }
  }
  const given = care.access.filter((access) => isForGood(care, access)).map(({ to }) => to)
  const memberIds = new Set(given.flatMap((to) => (to.type === 'member' ? [to.member] : [])))
  const roundIds = new Set<string>(given.flatMap((to) => (to.type === 'round' ? [to.round] : [])))
  const rounds = [...roundIds].map(round).sort(byName)
  const others = new Set([...named.keys(), ...Object.keys(team.rounds)].filter((id) => !roundIds.has(id)))
  return {
    ...about,
    maySay: maySayWhoLooksAfter(care, team, device, now),
    mayManage: isAdmin(team, device),
    members: [...memberIds]
      .filter((member) => isClinicalMember(team, member))
      .map((member) => ({
        ...memberIn(facts, member),
        isLast: isLast({ type: 'member', member }),
        alsoBy: rounds
          .filter(({ members }) => members.some((each) => each.memberId === member))
          .map(({ name }) => name),
      })),
    rounds,
    otherMembers: colleaguesOf(facts, team).filter(
      ({ memberId }) => memberId !== own.member && !memberIds.has(memberId as MemberId),
    ),
    otherRounds: [...others]
      .map(round)
      .filter(({ members }) => members.length > 0)
      .sort(byName),
  }
}

export async function namedRounds({ rows }: Facts): Promise<ReadonlyMap<string, SettingRow>> {
  const settings = await rows.find('settings')
  return new Map(settings.filter(({ part }) => part.kind === 'round').map((row) => [row.part.id, row]))
}

export function nameOf(row: SettingRow | null): string {
  return row?.state.name ?? ''
}

function membersOf(facts: Facts, team: ChainState, roundId: string): readonly RoundMember[] {
  const members = team.rounds[roundId as RoundId] ?? []
  return members
    .filter((member) => isClinicalMember(team, member))
    .map((member) => {
      const own = team.ownRounds.findLast((each) => each.round === roundId && each.member === member)
      return { ...memberIn(facts, member), ...(own !== undefined && { ownSince: own.writtenAt }) }
    })
}

export function memberIn({ session, staff }: Facts, memberId: MemberId): RoundMember {
  const isMe = memberId === session.device.own.member
  return { memberId, who: staff.get(memberId)?.signature ?? null, isMe }
}

function colleaguesOf({ staff }: Facts, team: ChainState): RoundsView['colleagues'] {
  return [...staff.values()]
    .filter(({ memberId }) => isClinicalMember(team, memberId as MemberId))
    .map(({ signature }) => signature)
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

function isComplete({ isGroupComplete, session }: Facts): boolean {
  const team = session.device.own.space as string as GroupId
  return isGroupComplete(team) && !session.documents.isWaiting('team-settings', settingsKey)
}

const keyOf = (members: readonly MemberId[]) => [...members].sort().join()

function isGiven(care: ChainState, to: AccessTarget): boolean {
  return care.access.some((access) => isForGood(care, access) && isSameTarget(access.to, to))
}

function without(care: ChainState, to: AccessTarget): ChainState {
  return { ...care, access: care.access.filter((access) => !isSameTarget(access.to, to)) }
}

/** Entered twice, she is looked after by the entry that goes on. */
function isOneEntry(row: { readonly sameAs?: unknown } | undefined): boolean {
  return row?.sameAs === undefined
}

/** A round that was named, has somebody on it, or looks after somebody. */
function isAnything({ members, name, people }: RoundItem): boolean {
  return name !== '' || members.length > 0 || people.length > 0
}

function byName(a: Pick<RoundItem, 'name' | 'roundId'>, b: Pick<RoundItem, 'name' | 'roundId'>): number {
  if ((a.name === '') !== (b.name === '')) return a.name === '' ? 1 : -1
  return a.name.localeCompare(b.name, 'en-GB') || (a.roundId < b.roundId ? -1 : 1)
}

type WithPerson = Pick<RoundPerson, 'person'>

export function byPerson({ person: a }: WithPerson, { person: b }: WithPerson): number {
  const key = (person: WithPerson['person']) => `${person?.name.family ?? '~'} ${person?.name.given ?? ''}`
  return key(a).localeCompare(key(b), 'en-GB')
}
