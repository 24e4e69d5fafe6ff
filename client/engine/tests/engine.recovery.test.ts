/** Elm Street has lost all its administrators: two sheets of the kit and the keeper's link bring a device in; through the real relay in memory. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import {
  encodeRecoveryFragment,
  encodeTeamChain,
  parseTeamChain,
  recoveryHash,
} from '../../../shared/protocol/recovery-link.ts'
import { seededBytes } from '../../../shared/testing/test-device.ts'
import type { RecoverRequest } from '../../engine-api/founding.ts'
import { joinShares, readShare, splitSeed } from '../archive/shares.ts'
import type { Engine } from '../engine.ts'
import { createFoundedPlace, type FoundedPlace, sheetsOf, teamOf } from '../testing/founded-team.ts'
import { postHarmedEpoch } from '../testing/harmed-epoch.ts'
import type { Wire } from '../testing/memory-relay.ts'
import { doreen, intent, must, openState, passphrase, stateOf, sync, viewOf } from '../testing/neighbourhood.ts'
import { watchWhatIsSealed } from '../testing/what-was-sealed.ts'

let place: FoundedPlace
let lena: Engine
let ben: Engine
let sheets: readonly [string, string, string]
let fragment: string

beforeEach(async () => {
  place = await createFoundedPlace()
  lena = await place.found()
  sheets = await sheetsOf(lena)
  await lena.kitAct({ type: 'give-back', sheets: [sheets[0], sheets[1]] })
  ben = await place.letIn(lena, 'admin', 'Ben Okoro')
  await lena.admin.ensurePeople([doreen])
  await sync(lena, ben, lena)
  fragment = await recoveryLink('recovery')
})
afterEach(() => place.close())

async function recoveryLink(name: string): Promise<string> {
  const { space } = teamOf(lena)
  const secret = seededBytes(name, 16)
  const expiresAt = (place.memory.clock.now() + 3_600_000) as Instant
  await place.memory.relay.store.allowFounding(recoveryHash(space, secret), expiresAt)
  return encodeRecoveryFragment({ space, secret, expiresAt })
}

const asked = (over: Partial<RecoverRequest> = {}): RecoverRequest => ({
  ...{ fragment, sheets: [sheets[2], sheets[0]], passphrase },
  ...{ spaceName: 'Elm Street', name: 'Ines Cole', title: 'Team lead' },
  ...over,
})

test('FD130 FD131 two sheets and the link bring a device in as administrator, which everybody is told; it has the team’s key and makes the next', async () => {
  const before = teamOf(lena).epochs.length
  const sealed = watchWhatIsSealed()
  const { engine: ines, store } = place.device()
  expect(await ines.recover(asked())).toEqual({ ok: true })
  await openState(ines)
  await sync(ines, ines, lena, ben, ines)
  const seen = await viewOf(ben, 'team-devices', {}, ({ recoveries }) => recoveries[0]?.who != null)
  expect(seen.recoveries).toMatchObject([{ who: { name: 'Ines Cole' } }])
  expect(seen.adminCount).toBe(3)
  expect((await viewOf(ines, 'team-devices', {})).may).toBe('manage')
  expect(teamOf(ines).epochs.length).toBeGreaterThan(before)
  const keyring = ines.admin.session()!.device.keyring
  for (const { epoch } of teamOf(ines).epochs)
    expect(await keyring.groupKey(teamOf(ines).group, epoch), `epoch ${epoch}`).toBeDefined()
  for (const sheet of sheets) {
    const { share } = must(readShare(sheet))
    expect([await sealed.has(store, sheet), await sealed.has(store, share)]).toEqual([false, false])
  }
  expect(await sealed.has(store, must(await joinShares(must(readShare(sheets[0])), must(readShare(sheets[1])))))).toBe(
    false,
  )
  // What is kept sealed is found.
  expect(await sealed.has(store, (await keyring.groupKey(teamOf(ines).group, before - 1))!)).toBe(true)
  const lenas = lena.admin.session()!.device.device
  expect(await ines.teamAct({ type: 'remove-device', deviceId: lenas })).toEqual({ type: 'done' })
})

test('FD131 she reads what was written before she came, in a record she opens with a reason', async () => {
  const { personId } = doreen
  const note = { words: '', found: 'Crackles at both bases', did: '', next: '' }
  const meant = { ...intent(), at: place.memory.clock.now() }
  const visit = { type: 'write-visit', personId, visitId: null, note, observations: null } as const
  expect(await lena.run({ ...visit, startedAt: meant.at, ...meant })).toEqual({ ok: true })
  await sync(lena)
  const { engine: ines } = place.device()
  expect(await ines.recover(asked())).toEqual({ ok: true })
  await openState(ines)
  await sync(ines, ines)
  const open = { type: 'open-record', personId, reason: 'urgent', words: 'All tablets were lost', hours: 2 } as const
  expect(await ines.accessAct(open)).toMatchObject({ type: 'done' })
  const view = await viewOf(ines, 'person', { personId }, ({ complete }) => complete)
  expect(view.story.flatMap(({ lines }) => lines)).toContain('Crackles at both bases')
})

test('FD132 what is amiss is said, nothing is made, and the link is good for the next try', async () => {
  const { engine: ines, store } = place.device()
  const problemOf = async (over: Partial<RecoverRequest>) => {
    const outcome = await ines.recover(asked(over))
    return outcome.ok ? 'ok' : outcome.problem.type
  }
  const [alien, alien2] = (await splitSeed(seededBytes('alien', 32))) as [string, string]
  expect(await problemOf({ fragment: '#r=nonsense' })).toBe('link-broken')
  expect(await problemOf({ sheets: [sheets[0], sheets[0]] })).toBe('same-sheet')
  expect(await problemOf({ sheets: [sheets[0], 'abc'] })).toBe('misread')
  expect(await problemOf({ sheets: [sheets[0], alien] })).toBe('different-kits')
  expect(await problemOf({ sheets: [alien, alien2] })).toBe('other-kit')
  expect(await problemOf({ name: ' ' })).toBe('nothing-written')
  expect(await problemOf({ passphrase: 'short' })).toBe('passphrase-too-short')
  const over = { space: teamOf(lena).space, secret: seededBytes('recovery', 16), expiresAt: 1 as Instant }
  expect(await problemOf({ fragment: encodeRecoveryFragment(over) })).toBe('link-over')
  const unknown = encodeRecoveryFragment({
    ...{ space: teamOf(lena).space, secret: seededBytes('never given', 16) },
    expiresAt: (place.memory.clock.now() + 1_000) as Instant,
  })
  expect(await problemOf({ fragment: unknown })).toBe('link-used')
  expect(await store.scan('meta', '', '~')).toEqual([])
  expect(await problemOf({})).toBe('ok')
  const { engine: other } = place.device()
  const again = await other.recover(asked())
  expect(again.ok ? 'ok' : again.problem.type).toBe('link-used')
})

test('FD132 a chain of the team that the relay altered brings nobody in, and leaves nothing on the device', async () => {
  const wire = place.memory.wire()
  const altered: Wire = {
    ...wire,
    fetch: async (url, init) => {
      const answer = await wire.fetch(url, init)
      if (!url.endsWith('/recovery')) return answer
      const controls = must(parseTeamChain(new Uint8Array(await answer.arrayBuffer())))
      const last = controls.at(-1)!
      const spoilt = Uint8Array.from(last).with(-1, last.at(-1)! ^ 1)
      return new Response(encodeTeamChain([...controls.slice(0, -1), spoilt]), { headers: answer.headers })
    },
  }
  const { engine: ines, store } = place.device(altered)
  expect(await ines.recover(asked())).toEqual({ ok: false, problem: { type: 'not-the-team' } })
  expect(await store.scan('meta', '', '~')).toEqual([])
})

test('FD860 a newest key that the sheets do not open is said; once a colleague’s device was awake the same sheets and link bring in', async () => {
  const { group } = teamOf(lena)
  await postHarmedEpoch(lena, group, 'false-escrow', place.memory.clock)
  const { engine: ines, store } = place.device()
  expect(await ines.recover(asked())).toEqual({ ok: false, problem: { type: 'no-key' } })
  expect(await store.scan('meta', '', '~')).toEqual([])
  await sync(ben, ben)
  expect(await ines.recover(asked())).toEqual({ ok: true })
  await openState(ines)
  await sync(ines, ines)
  const { keyring } = ines.admin.session()!.device
  for (const { epoch } of teamOf(ines).epochs)
    expect(await keyring.groupKey(group, epoch), `epoch ${epoch}`).toBeDefined()
})

for (const fate of ['request-lost', 'reply-lost'] as const) {
  test(`FD133 a recovery whose request is ${fate} is finished by the device started anew, without the sheets`, async () => {
    const { engine, network, store } = place.device()
    network.setFate(fate, '/control')
    expect(await engine.recover(asked())).toEqual({ ok: true })
    expect(engine.admin.session()).toBeNull()
    await engine.close()
    const { engine: ines } = place.device(place.memory.wire(), store.reopen())
    await stateOf(ines, ({ type }) => type === 'locked')
    expect(await ines.unlock(passphrase)).toEqual({ ok: true })
    await openState(ines)
    await sync(ines)
    expect((await viewOf(ines, 'team-devices', {})).recoveries).toHaveLength(1)
  })
}

/** Somebody is let in just before what she made arrives: so many times. */
function wireWithRival(times: number): Wire {
  const wire = place.memory.wire()
  let left = times
  return {
    ...wire,
    fetch: async (url, init) => {
      if (left > 0 && init?.method === 'POST' && url.endsWith('/control')) {
        left -= 1
        await place.letIn(lena, 'staff', `Rival ${left}`)
      }
      return wire.fetch(url, init)
    },
  }
}

test('FD133 where a colleague changes the team in the same moment it is made anew by itself; changed every time, that is said and nothing is made', async () => {
  const { engine: often, store } = place.device(wireWithRival(4))
  expect(await often.recover(asked())).toEqual({ ok: false, problem: { type: 'moved-on' } })
  expect(await store.scan('meta', '', '\uffff')).toEqual([])
  const { engine: ines } = place.device(wireWithRival(3))
  expect(await ines.recover(asked())).toEqual({ ok: true })
  await openState(ines)
  await sync(ines)
  expect((await viewOf(ines, 'team-devices', {})).recoveries).toHaveLength(1)
})
