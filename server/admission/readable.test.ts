/** What a device may read, and what it costs to say so. */
import { expect, test } from 'vitest'
import type { GroupId, PersonId } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { seededId, type TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace, type TestSpace, testNow } from '../../shared/testing/test-space.ts'
import { createPeopledRelay, words } from '../testing/test-relay.ts'
import { createReadRights } from './readable.ts'
import type { SpaceState } from './spaces.ts'

/** The chains of a space as the relay holds them; `looked` counts how many were looked at. */
function stateOf(made: TestSpace, groups: readonly GroupId[]) {
  const chains = new Map(groups.map((group) => [group, made.chain(group)]))
  const groupsByDevice = new Map<string, Set<GroupId>>()
  for (const { devices, group } of chains.values())
    for (const device of Object.keys(devices))
      groupsByDevice.set(device, (groupsByDevice.get(device) ?? new Set<GroupId>()).add(group))
  const looked = { count: 0 }
  const counted = new Proxy(chains, {
    get: (target, name) => {
      if (name === 'get') return (group: GroupId) => look(target.get(group))
      if (name === 'values') return () => [...target.values()].map(look)
      return Reflect.get(target, name, target)
    },
  })
  function look(chain: ChainState | undefined) {
    looked.count++
    return chain
  }
  const { board, space, team } = made
  const state = { space, version: 1, team: made.chain(team), chains: counted, careByPerson: new Map(), board }
  return { looked, state: { ...state, groupsByDevice } as unknown as SpaceState }
}

function spaceOf(people: number): { readonly made: TestSpace; readonly groups: readonly GroupId[] } {
  const made = createTestSpace()
  const { board, care, cast, circle, team } = made
  const others = Array.from({ length: people }, (_, each) =>
    made.found(cast.nurse, 'private', `other ${each}`, seededId<PersonId>(`other ${each}`)),
  )
  return { made, groups: [team, care, made.private, circle, board, ...others] }
}

test('AD48 what the public and associates may read costs the same however many people there are', () => {
  const cost = (people: number, who: (made: TestSpace) => TestDevice) => {
    const { groups, made } = spaceOf(people)
    const { looked, state } = stateOf(made, groups)
    const readable = createReadRights(() => testNow).readableBy(state, who(made).id)
    expect(readable?.contents.has(made.board)).toBe(true)
    return looked.count
  }
  for (const who of ['patient', 'relative', 'linkWorker'] as const)
    expect(cost(30, ({ cast }) => cast[who])).toBe(cost(0, ({ cast }) => cast[who]))
})

test('AD4 boxes sealed to the team go to the team alone; everybody gets their own', () => {
  const { groups, made } = spaceOf(0)
  const { state } = stateOf(made, groups)
  const recipientsOf = (who: TestDevice) => [...createReadRights(() => testNow).readableBy(state, who.id)!.recipients]
  const { admin, governance, linkWorker, nurse, patient, relative } = made.cast
  for (const who of [nurse, admin]) expect(recipientsOf(who)).toEqual([who.id, made.team])
  for (const who of [patient, relative, linkWorker, governance]) expect(recipientsOf(who)).toEqual([who.id])
})

test('AD4 AD18 who left every group but may post on the board gets no session, and posts are set aside', async () => {
  const made = createTestSpace('leaver')
  const { board, cast, circle, space } = made
  const relay = await createPeopledRelay(made)
  const token = await relay.signIn(space, cast.patient)
  expect(words(await relay.push([made.write(cast.patient, board)]))).toEqual(['stored'])
  const late = made.write(cast.patient, board)
  const leaving = [made.private, circle].map((group) =>
    made.post(cast.nurse, group, { type: 'remove', device: cast.patient.id }),
  )
  expect(words(await relay.grow(space, leaving))).toEqual(['stored', 'stored'])
  await expect(relay.pull(space, token)).rejects.toThrow('no-session')
  await expect(relay.signIn(space, cast.patient)).rejects.toThrow('unknown-or-forbidden')
  expect(words(await relay.push([late]))).toEqual(['quarantined'])
})
