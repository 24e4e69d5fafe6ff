/** What the chains allow, asked of a small neighbourhood. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupId, Instant, RoundId } from '../lib/ids.ts'
import { zeroHash } from '../lib/ids.ts'
import { seededId, type TestDevice } from '../testing/test-device.ts'
import {
  accessControl,
  createTestSpace,
  epochControl,
  headsOf,
  memberControl,
  type TestSpace,
  testNow,
} from '../testing/test-space.ts'
import { endingOf, openingsOf } from './break-glass.ts'
import { isGone } from './gone.ts'
import { checkHeads } from './heads.ts'
import {
  boxRecipients,
  canRead,
  canWrite,
  deviceIn,
  isActiveAt,
  isActiveNow,
  isInPublicGroup,
  isStale,
  looksAfter,
  readableChains,
} from './rights.ts'

const later = (ms: number) => (testNow + ms) as Instant

function reads(made: TestSpace, device: TestDevice, group: GroupId, now: Instant = testNow): boolean {
  const careChain = made.chain(made.care)
  const team = made.teamOf(group)
  const isNamed = () => isInPublicGroup([made.private, made.circle].map(made.chain), team, device.id)
  return canRead({ chain: made.chain(group), team, careChain, device: device.id, now, isInPublicGroup: isNamed })
}

function writes(made: TestSpace, device: TestDevice, group: GroupId): boolean {
  return canWrite(made.chain(group), made.teamOf(group), device.id)
}

/** Every device of the cast against every group, as one line each: who could read, who could write. */
function matrix(made: TestSpace, may: typeof reads | typeof writes): Record<string, string> {
  const { board, care, circle, team } = made
  const groups = { team, care, private: made.private, circle, board }
  const row = (device: TestDevice) =>
    Object.entries(groups)
      .filter(([, group]) => may(made, device, group))
      .map(([name]) => name)
      .join(' ')
  return Object.fromEntries(Object.entries(made.cast).map(([name, device]) => [name, row(device)]))
}

test('MB23 MB24 MB26 who reads what', () => {
  expect(matrix(createTestSpace(), reads)).toEqual({
    admin: 'team board',
    nurse: 'team care private circle board',
    pharmacist: 'team board',
    linkWorker: 'circle board',
    governance: 'board',
    patient: 'private circle board',
    relative: 'private circle board',
    stranger: '',
  })
})

test('MB26 MB27 who writes where: membership, not access', () => {
  expect(matrix(createTestSpace(), writes)).toEqual({
    admin: 'team care private circle board',
    nurse: 'team care private circle board',
    pharmacist: 'team care private circle board',
    linkWorker: 'circle',
    governance: '',
    patient: 'private circle board',
    relative: 'private circle',
    stranger: '',
  })
})

test('MB23 MB24 reading ends with removal, whatever access says', () => {
  const made = createTestSpace()
  for (const group of [made.private, made.circle])
    made.post(made.cast.patient, group, { type: 'remove', device: made.cast.relative.id })
  for (const { id } of [made.cast.nurse, made.cast.linkWorker])
    made.post(made.cast.admin, made.team, { type: 'remove', device: id })
  const left = { nurse: '', linkWorker: '', relative: '', patient: 'private circle board' }
  expect(matrix(made, reads)).toMatchObject(left)
  expect(matrix(made, writes)).toMatchObject(left)
})

test('MB34 who is in no private group and no circle any more reads no board, also when named on it', () => {
  const made = createTestSpace()
  const { nurse, patient } = made.cast
  made.post(nurse, made.private, { type: 'remove', device: patient.id })
  expect(matrix(made, reads)).toMatchObject({ patient: 'circle board' })
  made.post(nurse, made.circle, { type: 'remove', device: patient.id })
  expect(matrix(made, reads)).toMatchObject({ patient: '' })
})

test('MB34 who is named on the board and nowhere else is gone', () => {
  const made = createTestSpace()
  const { nurse, patient } = made.cast
  const gone = () =>
    isGone([made.team, made.private, made.circle, made.board].map(made.chain), made.chain(made.team), patient.id)
  made.post(nurse, made.private, { type: 'remove', device: patient.id })
  expect(gone()).toBe(false)
  made.post(nurse, made.circle, { type: 'remove', device: patient.id })
  expect(gone()).toBe(true)
})

test('MB24 access by member and by round covers care and private groups and the circle of that person only', () => {
  const made = createTestSpace()
  const { admin, pharmacist } = made.cast
  const round = seededId<RoundId>('north')
  made.post(admin, made.team, { type: 'round', round, staff: [pharmacist.member] })
  expect(reads(made, pharmacist, made.care)).toBe(false)
  made.post(admin, made.care, { type: 'access', to: { type: 'round', round }, reason: 'round', until: null })
  expect(matrix(made, reads)).toMatchObject({ pharmacist: 'team care private circle board', admin: 'team board' })
  made.post(admin, made.team, { type: 'round', round, staff: [admin.member] })
  expect(matrix(made, reads)).toMatchObject({ pharmacist: 'team board', admin: 'team care private circle board' })
  const other = made.found(made.cast.nurse, 'private', 'other private', seededId('somebody else'))
  expect(reads(made, admin, other)).toBe(false)
  expect(reads(made, admin, made.found(made.cast.nurse, 'circle', '', seededId('somebody else')))).toBe(false)
})

test('MB24 MB26 access in the name of who is not clinical opens nothing', () => {
  const made = createTestSpace()
  const { admin, governance, linkWorker } = made.cast
  for (const device of [governance, linkWorker]) made.post(admin, made.care, accessControl(device, null))
  expect(matrix(made, reads)).toMatchObject({ governance: 'board', linkWorker: 'circle board' })
})

test('MB24 a private group without its care chain is read by those named in it only', () => {
  const made = createTestSpace()
  const chain = made.chain(made.private)
  const ask = (device: TestDevice) =>
    canRead({
      chain,
      team: made.teamOf(made.private),
      careChain: undefined,
      device: device.id,
      now: testNow,
      isInPublicGroup: () => false,
    })
  expect([ask(made.cast.nurse), ask(made.cast.patient)]).toEqual([false, true])
})

test('MB25 access ends at its instant, not before and not after', () => {
  const made = createTestSpace()
  const { pharmacist } = made.cast
  made.post(pharmacist, made.care, accessControl(pharmacist, later(1_000)))
  expect(reads(made, pharmacist, made.care, later(999))).toBe(true)
  expect(reads(made, pharmacist, made.private, later(999))).toBe(true)
  expect(reads(made, pharmacist, made.care, later(1_000))).toBe(false)
  made.post(made.cast.admin, made.care, accessControl(pharmacist, null))
  expect(reads(made, pharmacist, made.care, later(1e12))).toBe(true)
})

test('MB40 of what a member granted herself the last counts, and nobody else’s access is touched by it', () => {
  const made = createTestSpace()
  const { cast, care, chain, post } = made
  const { admin, nurse, pharmacist } = cast
  const grants = fc.array(fc.tuple(fc.constantFrom(admin, nurse, pharmacist), fc.nat({ max: 9 })), { maxLength: 6 })
  post(admin, care, accessControl(pharmacist, later(3_000)))
  fc.assert(
    fc.property(grants, fc.nat({ max: 9 }), (some, asked) => {
      const fresh = createTestSpace()
      for (const [who, hours] of some) fresh.post(who, fresh.care, accessControl(who, later(hours * 1_000)))
      for (const who of [admin, nurse, pharmacist]) {
        const last = some.findLast(([author]) => author.id === who.id)?.[1]
        // The nurse has lasting access from the admin, whatever she grants herself beside it.
        const open = who.id === nurse.id || (last ?? 0) > asked
        expect(reads(fresh, who, fresh.care, later(asked * 1_000))).toBe(open)
      }
    }),
    { numRuns: 15 },
  )
  post(pharmacist, care, accessControl(pharmacist, later(9_000)))
  post(pharmacist, care, accessControl(pharmacist, later(1_000)))
  expect(reads(made, pharmacist, care, later(2_000))).toBe(true)
  expect(reads(made, pharmacist, care, later(3_000))).toBe(false)
  expect(openingsOf(chain(care)).map(({ to }) => to.member)).toEqual([pharmacist.member, pharmacist.member])
})

test('MB200 what another one ended counts no more, however it was to end; it gives nothing, touches nothing of others, and can be opened anew', () => {
  const minute = 60_000
  const step = fc.record({
    what: fc.constantFrom('open', 'end'),
    who: fc.constantFrom('pharmacist', 'admin'),
    /** Of an opening; null is for ever, which only an admin may. */
    hours: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
    /** How far the clock of who ends it is ahead. */
    ahead: fc.nat({ max: 10 * minute }),
  })
  const made = createTestSpace()
  const { care, cast, post } = made
  const end = (who: 'pharmacist' | 'admin', until: Instant) =>
    post(cast.nurse, care, accessControl(cast[who], until), { writtenAt: until })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 7 }), fc.nat({ max: 9 }), (steps, asked) => {
      for (const who of ['pharmacist', 'admin'] as const) end(who, testNow)
      const open = { pharmacist: 0, admin: 0 }
      for (const { ahead, hours, what, who } of steps) {
        if (what === 'end') {
          end(who, later(ahead))
          open[who] = 0
          continue
        }
        const isLasting = hours === null && who === 'admin'
        post(cast[who], care, accessControl(cast[who], isLasting ? null : later((hours ?? 1) * 3_600_000)))
        // What lasts is not replaced by a short one of her own.
        if (isLasting || open[who] !== Number.POSITIVE_INFINITY)
          open[who] = isLasting ? Number.POSITIVE_INFINITY : (hours ?? 1)
      }
      for (const who of ['pharmacist', 'admin'] as const)
        expect(reads(made, cast[who], care, later(asked * 3_600_000)), who).toBe(open[who] > asked)
      expect(reads(made, cast.nurse, care, later(asked * 3_600_000))).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('MB200 access that others gave is not ended by it; how one’s own was ended is told, unless it was over', () => {
  const made = createTestSpace()
  const { care, cast, chain, post } = made
  const { admin, nurse, pharmacist } = cast
  const ended = () => endingOf(chain(care), pharmacist.member)?.until
  post(admin, care, accessControl(pharmacist, null))
  post(nurse, care, accessControl(pharmacist, later(0)), { writtenAt: later(0) })
  expect(reads(made, pharmacist, care, later(1))).toBe(true)
  expect(looksAfter(chain(care), chain(made.team), pharmacist.member, later(1))).toBe(true)
  expect(ended()).toBeUndefined()
  post(pharmacist, care, accessControl(pharmacist, later(5_000)))
  expect(ended()).toBeUndefined()
  post(nurse, care, accessControl(pharmacist, later(2_000)), { writtenAt: later(2_000) })
  expect(ended()).toBe(later(2_000))
  post(pharmacist, care, accessControl(pharmacist, later(9_000)))
  expect(ended()).toBeUndefined()
  post(nurse, care, accessControl(pharmacist, later(9_001)), { writtenAt: later(9_001) })
  expect(ended()).toBeUndefined()
})

test('MB28 a right is judged as of the cited heads', () => {
  const made = createTestSpace()
  const { cast, team, care, private: own, post, chain, teamOf } = made
  const before = { groupSeq: chain(own).seq, teamSeq: chain(team).seq }
  post(cast.nurse, own, { type: 'remove', device: cast.relative.id })
  post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })
  const at = (device: TestDevice, group: GroupId, heads: typeof before) =>
    isActiveAt(chain(group), teamOf(group), device.id, heads)
  const now = { groupSeq: chain(own).seq, teamSeq: chain(team).seq }
  expect([at(cast.relative, own, before), at(cast.relative, own, now)]).toEqual([true, false])
  expect(at(cast.relative, own, { groupSeq: 0, teamSeq: before.teamSeq })).toBe(false)
  const seen = { ...before, groupSeq: chain(care).seq }
  expect([at(cast.pharmacist, care, seen), at(cast.pharmacist, care, { ...seen, teamSeq: now.teamSeq })]).toEqual([
    true,
    false,
  ])
  expect(at(cast.governance, care, seen)).toBe(false)
  expect(isActiveNow(chain(care), teamOf(care), cast.nurse.id)).toBe(true)
  expect(isActiveNow(chain(care), teamOf(care), cast.pharmacist.id)).toBe(false)
  expect(deviceIn(chain(care), teamOf(care), cast.pharmacist.id)?.member).toBe(cast.pharmacist.member)
  expect(deviceIn(chain(care), teamOf(care), cast.stranger.id)).toBeUndefined()
})

test('MB22 staleness: no epoch, a removal, a newer team epoch; an epoch cures it', () => {
  const made = createTestSpace()
  const { cast, team, care, private: own, post, chain, teamOf } = made
  const stale = (group: GroupId) => isStale(chain(group), teamOf(group))
  expect([team, care, own].map(stale)).toEqual([false, false, false])
  post(cast.patient, own, { type: 'remove', device: cast.relative.id })
  expect(stale(own)).toBe(true)
  post(cast.patient, own, epochControl(chain(own), teamOf(own)))
  expect(stale(own)).toBe(false)
  post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })
  expect([team, care].map(stale)).toEqual([true, false])
  post(cast.admin, team, epochControl(chain(team), undefined))
  expect([team, care, own].map(stale)).toEqual([false, true, true])
  post(cast.nurse, care, epochControl(chain(care), teamOf(care)))
  expect(stale(care)).toBe(false)
  expect(isStale({ ...chain(care), epochs: [] }, teamOf(care))).toBe(true)
})

test('MB29 who sees which chains', () => {
  const made = createTestSpace()
  const all = [made.team, made.care, made.private, made.circle, made.board]
  const names = (device: TestDevice) =>
    readableChains(all.map(made.chain), made.chain(made.team), device.id).map(({ kind }) => kind)
  expect(names(made.cast.pharmacist)).toEqual(['team', 'care', 'private', 'circle', 'board'])
  expect(names(made.cast.governance)).toEqual(['team', 'care', 'private', 'circle', 'board'])
  expect(names(made.cast.patient)).toEqual(['team', 'private', 'circle', 'board'])
  expect(names(made.cast.linkWorker)).toEqual(['team', 'circle', 'board'])
  expect(names(made.cast.stranger)).toEqual([])
  made.post(made.cast.admin, made.team, { type: 'remove', device: made.cast.pharmacist.id })
  expect(names(made.cast.pharmacist)).toEqual([])
  for (const group of [made.private, made.circle])
    made.post(made.cast.nurse, group, { type: 'remove', device: made.cast.patient.id })
  expect(names(made.cast.patient)).toEqual([])
})

test('MB30 a key is sealed to those who are in and may hold it, and to the team behind them', () => {
  const made = createTestSpace()
  const { cast, team, care, private: own, post, chain, teamOf } = made
  const recipients = (group: GroupId) =>
    boxRecipients(chain(group), teamOf(group), chain(group).epochs.at(-1)!).map(({ recipient }) => recipient)
  expect(recipients(team)).toEqual([cast.admin.id, cast.nurse.id, cast.pharmacist.id])
  expect(recipients(care)).toEqual([team])
  expect(recipients(own)).toEqual([cast.patient.id, cast.relative.id, team])
  expect(recipients(made.circle)).toEqual([cast.patient.id, cast.relative.id, cast.linkWorker.id, team])
  expect(recipients(made.board)).toEqual([cast.linkWorker.id, cast.governance.id, team])
  post(cast.patient, own, { type: 'remove', device: cast.relative.id })
  expect(recipients(own)).toEqual([cast.patient.id, team])
  post(cast.admin, team, { type: 'remove', device: cast.linkWorker.id })
  expect(recipients(made.circle)).toEqual([cast.patient.id, cast.relative.id, team])
  expect(recipients(made.board)).toEqual([cast.governance.id, team])
  post(cast.admin, team, epochControl(chain(team), undefined))
  const sealed = boxRecipients(chain(care), teamOf(care), chain(care).epochs[0]!)
  expect(sealed[0]?.kemKey).toEqual(chain(team).epochs[0]?.kemKey)
})

test('MB31 cited heads are known, ahead of us, forked or incoherent', () => {
  const made = createTestSpace()
  const { cast, team, care, post, chain, teamOf } = made
  const old = { care: chain(care), team: chain(team) }
  post(cast.admin, team, memberControl(cast.stranger))
  post(cast.nurse, care, accessControl(cast.nurse))
  const heads = headsOf(chain(care), teamOf(care))
  const check = (over: Partial<typeof heads>) => {
    const found = checkHeads(chain(care), teamOf(care), { ...heads, ...over })
    return found.ok ? 'ok' : found.error.type
  }
  expect(check({})).toBe('ok')
  expect(check({ groupSeq: old.care.seq, groupHash: old.care.head })).toBe('ok')
  expect(check({ groupHash: zeroHash })).toBe('control-fork')
  expect(check({ teamHash: zeroHash })).toBe('control-fork')
  expect(check({ teamSeq: old.team.seq, teamHash: old.team.head })).toBe('team-reference-went-back')
  expect(checkHeads(old.care, old.team, heads)).toEqual({ ok: false, error: { type: 'behind-chain' } })
  expect(checkHeads(chain(care), old.team, heads)).toEqual({ ok: false, error: { type: 'behind-team' } })
  expect(checkHeads(chain(team), undefined, headsOf(chain(team), undefined))).toEqual({ ok: true, value: undefined })
})
