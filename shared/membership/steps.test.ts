/** What each control may do: the role table written a second time, and every refusal on its own. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupId, Instant, MemberId, RoundId } from '../lib/ids.ts'
import { type Control, deviceIdOf, type GroupKind, type Role } from '../protocol/control.ts'
import { createTestDevice, seededId, type TestDevice } from '../testing/test-device.ts'
import {
  accessControl,
  createTestSpace,
  epochControl,
  memberControl,
  type TestSpace,
  testNow,
} from '../testing/test-space.ts'
import { applyControl } from './chain.ts'
import { missingCuts } from './cuts.ts'

const refused = (type: string) => ({ ok: false, error: expect.objectContaining({ type }) })
const kinds: readonly GroupKind[] = ['team', 'care', 'private', 'circle', 'board']
const roles: readonly Role[] = ['admin', 'staff', 'associate', 'patient', 'family', 'ig']

/** The cast, an associate named in the care group, all of the public on the board: one acting device for each role in each kind of group. */
function peopledSpace() {
  const made = createTestSpace()
  const carer = createTestDevice('carer', 'associate')
  made.post(made.cast.nurse, made.care, memberControl(carer))
  for (const each of [made.cast.relative, made.cast.linkWorker])
    made.post(made.cast.nurse, made.board, memberControl(each))
  const { board, care, circle, team } = made
  return { ...made, carer, groups: { team, care, private: made.private, circle, board } }
}

type Peopled = ReturnType<typeof peopledSpace>

function actors(made: Peopled, kind: GroupKind): Partial<Record<Role, TestDevice>> {
  const { admin, nurse, linkWorker, governance, patient, relative } = made.cast
  if (kind === 'team') return { admin, staff: nurse, associate: linkWorker, ig: governance }
  if (kind === 'care') return { admin, staff: nurse, associate: made.carer }
  const named = { admin, staff: nurse, patient, family: relative }
  return kind === 'private' ? named : { ...named, associate: linkWorker }
}

function attempt(made: TestSpace, author: TestDevice, group: GroupId, control: Control) {
  return applyControl(made.chain(group), made.teamOf(group), made.draft(author, group, control))
}

/** Who may let whom in where: `author: newcomers`. */
const admits: Readonly<Record<GroupKind, Partial<Record<Role, readonly Role[]>>>> = {
  team: { admin: ['admin', 'staff', 'associate', 'ig'] },
  care: { admin: ['associate'], staff: ['associate'] },
  private: { admin: ['patient', 'family'], staff: ['patient', 'family'] },
  circle: {
    admin: ['patient', 'family', 'associate'],
    staff: ['patient', 'family', 'associate'],
    patient: ['family'],
  },
  board: { admin: ['patient', 'family', 'associate'], staff: ['patient', 'family', 'associate'] },
}

test('MB10 MB11 who may let whom into which group', () => {
  const made = peopledSpace()
  const newcomer = createTestDevice('newcomer', 'staff')
  let allowed = 0
  for (const kind of kinds) {
    for (const [role, author] of Object.entries(actors(made, kind)) as [Role, TestDevice][]) {
      for (const wanted of roles) {
        const outcome = attempt(made, author, made.groups[kind], memberControl(newcomer, wanted))
        const expected = admits[kind][role]?.includes(wanted) ?? false
        // A stranger to the team is no associate of it.
        const isGuest = wanted === 'associate' && (kind === 'circle' || kind === 'board')
        const good = isGuest ? refused('not-of-the-team') : expect.objectContaining({ ok: true })
        expect(outcome, `${role} lets ${wanted} into ${kind}`).toEqual(expected ? good : refused('role'))
        if (expected) allowed++
      }
    }
  }
  expect(allowed).toBe(4 + 2 + 4 + 7 + 6)
})

test('MB37 a colleague lets a further device of their own into the team, as what they are, and nobody else', () => {
  const made = peopledSpace()
  const { admin, governance, linkWorker, nurse } = made.cast
  const letIn = (author: TestDevice, role: Role, member: MemberId) =>
    attempt(made, author, made.team, memberControl(createTestDevice(`${author.name} further ${role}`, role, member)))
  expect(letIn(nurse, 'staff', nurse.member)).toMatchObject({ ok: true })
  expect(letIn(nurse, 'staff', admin.member)).toEqual(refused('role'))
  expect(letIn(nurse, 'admin', nurse.member)).toEqual(refused('role'))
  expect(letIn(linkWorker, 'associate', linkWorker.member)).toEqual(refused('role'))
  expect(letIn(governance, 'ig', governance.member)).toEqual(refused('role'))
  made.post(admin, made.team, { type: 'remove', device: nurse.id })
  expect(letIn(nurse, 'staff', nurse.member)).toMatchObject({ ok: false })
})

test('MB10 MB15 who may begin epochs, grant access and set rounds', () => {
  const made = peopledSpace()
  const round: Control = { type: 'round', round: seededId<RoundId>('north'), staff: [made.cast.pharmacist.member] }
  const may: Readonly<Record<GroupKind, Readonly<Record<string, readonly Role[]>>>> = {
    team: { epoch: ['admin', 'staff'], access: [], round: ['admin'] },
    care: { epoch: ['admin', 'staff'], access: ['admin', 'staff'], round: [] },
    private: { epoch: ['admin', 'staff', 'patient'], access: [], round: [] },
    circle: { epoch: ['admin', 'staff', 'patient'], access: [], round: [] },
    board: { epoch: ['admin', 'staff'], access: [], round: [] },
  }
  for (const kind of kinds) {
    const group = made.groups[kind]
    const controls = [epochControl(made.chain(group), made.teamOf(group)), accessControl(made.cast.nurse), round]
    for (const [role, author] of Object.entries(actors(made, kind)) as [Role, TestDevice][]) {
      for (const control of controls) {
        const outcome = attempt(made, author, group, control)
        expect(outcome.ok, `${role} ${control.type} on ${kind}`).toBe(may[kind][control.type]?.includes(role))
      }
    }
  }
})

test('MB14 who may remove whom from which group', () => {
  const made = peopledSpace()
  const guests: Readonly<Record<GroupKind, readonly Role[]>> = {
    team: ['admin', 'staff', 'associate', 'ig'],
    care: ['associate'],
    private: ['patient', 'family'],
    circle: ['patient', 'family', 'associate'],
    board: ['patient', 'family', 'associate'],
  }
  const removes: Readonly<Record<GroupKind, Partial<Record<Role, readonly Role[]>>>> = {
    team: { admin: ['admin', 'staff', 'associate', 'ig'] },
    care: { admin: ['associate'], staff: ['associate'] },
    private: { admin: ['patient', 'family'], staff: ['patient', 'family'], patient: ['family'] },
    circle: {
      admin: ['patient', 'family', 'associate'],
      staff: ['patient', 'family', 'associate'],
      patient: ['family'],
    },
    board: { admin: ['patient', 'family', 'associate'], staff: ['patient', 'family', 'associate'] },
  }
  for (const kind of kinds) {
    for (const role of guests[kind]) {
      const by = made.cast[kind === 'team' ? 'admin' : 'nurse']
      const target = createTestDevice(`${kind} ${role} target`, role)
      if (role === 'associate' && kind !== 'team' && kind !== 'care')
        made.post(made.cast.admin, made.team, memberControl(target))
      made.post(by, made.groups[kind], memberControl(target))
      for (const [own, author] of Object.entries(actors(made, kind)) as [Role, TestDevice][]) {
        const outcome = attempt(made, author, made.groups[kind], { type: 'remove', device: target.id })
        expect(outcome.ok, `${own} removes ${role} from ${kind}`).toBe(removes[kind][own]?.includes(role) ?? false)
      }
    }
  }
})

test('MB14 everybody named may leave, and nobody who is not in can be removed', () => {
  const made = peopledSpace()
  const named = [
    [made.cast.nurse, made.team],
    [made.cast.linkWorker, made.circle],
    [made.cast.linkWorker, made.board],
    [made.cast.linkWorker, made.team],
    [made.cast.governance, made.team],
    [made.carer, made.care],
    [made.cast.patient, made.private],
    [made.cast.relative, made.private],
    [made.cast.relative, made.circle],
    [made.cast.patient, made.board],
  ] as const
  for (const [device, group] of named) {
    const leave: Control = { type: 'remove', device: device.id }
    expect(attempt(made, device, group, leave)).toMatchObject({ ok: true })
    made.post(device, group, leave)
    const admin = made.cast.admin
    expect(attempt(made, admin, group, leave)).toEqual(refused('not-a-member'))
  }
  expect(attempt(made, made.cast.admin, made.care, { type: 'remove', device: made.cast.patient.id })).toEqual(
    refused('not-a-member'),
  )
})

test('MB12 a device id that is not the hash of its keys, and unsound keys, are refused', () => {
  const { cast, team, draft, chain } = createTestSpace()
  const { keys } = cast.stranger
  const admit = (changed: typeof keys) =>
    applyControl(
      chain(team),
      undefined,
      draft(cast.admin, team, { ...memberControl(cast.stranger), keys: changed } as Control),
    )
  expect(admit({ ...keys, device: cast.patient.id })).toEqual(refused('bad-device-id'))
  expect(admit({ ...keys, signKey: cast.patient.keys.signKey })).toEqual(refused('bad-device-id'))
  const kemKey = new Uint8Array(32)
  const zeroKem = { ...keys, kemKey, device: deviceIdOf(keys.signKey, kemKey) }
  expect(admit(zeroKem)).toEqual(refused('bad-keys'))
  expect(admit(keys)).toMatchObject({ ok: true })
})

test('MB13 a device is let in once: not while in, not after leaving, not beside the team', () => {
  const made = peopledSpace()
  const { cast, team, care, private: own, post } = made
  expect(attempt(made, cast.admin, team, memberControl(cast.nurse))).toEqual(refused('already-member'))
  expect(attempt(made, cast.nurse, care, memberControl(cast.linkWorker))).toEqual(refused('already-member'))
  post(cast.patient, own, { type: 'remove', device: cast.relative.id })
  expect(attempt(made, cast.nurse, own, memberControl(cast.relative))).toEqual(refused('already-member'))
  post(cast.admin, team, { type: 'remove', device: cast.linkWorker.id })
  expect(attempt(made, cast.nurse, care, memberControl(cast.linkWorker))).toEqual(refused('already-member'))
})

test('MB15 access has no meaning on a team or private chain, nor a round on any but the team’s', () => {
  const made = peopledSpace()
  const { cast, team, care, private: own, chain, post } = made
  const round = seededId<RoundId>('north')
  const set = (staff: readonly MemberId[]): Control => ({ type: 'round', round, staff })
  expect(attempt(made, cast.admin, team, accessControl(cast.nurse))).toEqual(refused('wrong-kind'))
  expect(attempt(made, cast.admin, own, accessControl(cast.nurse))).toEqual(refused('wrong-kind'))
  expect(attempt(made, cast.admin, care, set([]))).toEqual(refused('wrong-kind'))
  post(cast.admin, team, set([cast.nurse.member]))
  post(cast.admin, team, set([cast.pharmacist.member]))
  expect(chain(team).rounds[round]).toEqual([cast.pharmacist.member])
})

test('MB15 access says whether the granter granted it to themselves', () => {
  const { cast, care, post, chain } = createTestSpace()
  post(cast.admin, care, accessControl(cast.admin))
  post(cast.admin, care, accessControl(cast.pharmacist))
  expect(chain(care).access.map(({ self }) => self)).toEqual([false, true, false])
})

test('MB40 who is no admin opens a record for herself for a day at most, whatever she asks for', () => {
  const made = createTestSpace()
  const { cast, care, draft, chain, teamOf } = made
  const day = 24 * 60 * 60_000
  const anyUntil = fc.oneof(fc.constant(null), fc.integer({ min: -day, max: 3 * day }))
  fc.assert(
    fc.property(anyUntil, fc.constantFrom('pharmacist', 'admin'), fc.boolean(), (after, who, forHerself) => {
      const author = cast[who]
      const until = after === null ? null : ((testNow + after) as Instant)
      const control = accessControl(forHerself ? author : cast.stranger, until)
      const entry = draft(author, care, control, { writtenAt: testNow })
      const isShort = after !== null && after <= day
      const allowed = who === 'admin' || !forHerself || isShort
      const outcome = applyControl(chain(care), teamOf(care), entry)
      expect(outcome).toEqual(allowed ? expect.objectContaining({ ok: true }) : refused('too-long'))
    }),
  )
})

test('MB160 whoever begins a record looks after it without an end, and nobody after her by her own word', () => {
  const made = createTestSpace()
  const { cast, care, found, post } = made
  const begun = found(cast.nurse, 'care', 'begun', seededId('somebody'))
  const forEver = (device: TestDevice) => accessControl(device, null)
  // Before she said so herself.
  expect(attempt(made, cast.pharmacist, begun, forEver(cast.pharmacist))).toEqual(refused('too-long'))
  post(cast.nurse, begun, forEver(cast.nurse))
  expect(attempt(made, cast.pharmacist, begun, forEver(cast.pharmacist))).toEqual(refused('too-long'))
  expect(attempt(made, cast.nurse, begun, forEver(cast.nurse))).toMatchObject({ ok: true })
  post(cast.nurse, begun, forEver(cast.pharmacist))
  expect(attempt(made, cast.nurse, begun, forEver(cast.nurse))).toEqual(refused('too-long'))
  expect(attempt(made, cast.nurse, care, forEver(cast.nurse))).toEqual(refused('too-long'))
})

test('MB16 MB17 MB18 an epoch with a wrong number, no archive box or another team epoch is refused', () => {
  const made = peopledSpace()
  const { cast, team, care, chain, teamOf, post } = made
  const next = () => epochControl(chain(care), teamOf(care))
  const rotate = (over: Partial<ReturnType<typeof next>>) => attempt(made, cast.nurse, care, { ...next(), ...over })
  expect(rotate({})).toMatchObject({ ok: true })
  expect(rotate({ epoch: next().epoch + 1 })).toEqual(refused('epoch-number'))
  expect(rotate({ epoch: 0, back: new Uint8Array(0) })).toEqual(refused('epoch-number'))
  expect(rotate({ archiveBox: new Uint8Array(0) })).toEqual(refused('archive-box-missing'))
  expect(rotate({ teamEpoch: next().teamEpoch + 1 })).toEqual(refused('team-epoch'))
  expect(rotate({ teamEpoch: -1 })).toEqual(refused('team-epoch'))
  const old = next()
  post(cast.admin, team, epochControl(chain(team), undefined))
  expect(attempt(made, cast.nurse, care, old)).toEqual(refused('team-epoch'))
  expect(attempt(made, cast.admin, team, { ...epochControl(chain(team), undefined), teamEpoch: 0 })).toEqual(
    refused('team-epoch'),
  )
})

test('MB19 MB20 MB21 an epoch cuts everybody who left, nobody who is in, and never again', () => {
  const made = peopledSpace()
  const { cast, carer, team, care, chain, teamOf, post } = made
  post(cast.nurse, care, { type: 'remove', device: carer.id })
  post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })
  const due = epochControl(chain(care), teamOf(care), { [carer.id]: 3, [cast.pharmacist.id]: 7 })
  expect(due.cuts.map(({ device }) => device).toSorted()).toEqual([carer.id, cast.pharmacist.id].toSorted())
  for (const left of due.cuts) {
    const short = { ...due, cuts: due.cuts.filter((cut) => cut !== left) }
    expect(attempt(made, cast.nurse, care, short)).toEqual(refused('cut-missing'))
  }
  for (const device of [cast.nurse.id, cast.patient.id]) {
    const wide = { ...due, cuts: [...due.cuts, { device, length: 0 }] }
    expect(attempt(made, cast.nurse, care, wide)).toEqual(refused('cut-of-active-device'))
  }
  post(cast.nurse, care, due)
  expect(chain(care).cuts).toEqual({ [carer.id]: 3, [cast.pharmacist.id]: 7 })
  const again = epochControl(chain(care), teamOf(care))
  expect(again.cuts).toEqual([])
  post(cast.nurse, care, { ...again, cuts: [{ device: carer.id, length: 99 }] })
  expect(chain(care).cuts[carer.id]).toBe(3)
})

test('MB19 a group begun after somebody left owes no cut for them', () => {
  const { cast, team, post, found, chain, teamOf } = createTestSpace()
  post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })
  post(cast.admin, team, epochControl(chain(team), undefined))
  const group = found(cast.nurse, 'care', 'later group')
  expect(chain(group).cuts).toEqual({})
  expect(missingCuts(chain(group), teamOf(group))).toEqual([])
  expect(chain(team).cuts).toEqual({ [cast.pharmacist.id]: 0 })
})

test('MB19 those who never could write here are not cut', () => {
  const { cast, team, care, post, chain, teamOf } = createTestSpace()
  for (const device of [cast.linkWorker.id, cast.governance.id]) post(cast.admin, team, { type: 'remove', device })
  expect(missingCuts(chain(care), teamOf(care))).toEqual([])
  expect(missingCuts(chain(team), undefined).toSorted()).toEqual([cast.linkWorker.id, cast.governance.id].toSorted())
})

test('MB20 whether somebody is in is judged as of the cited team head', () => {
  const { cast, team, care, draft, post, chain, teamOf } = createTestSpace()
  const old = chain(team)
  const next = epochControl(chain(care), old)
  post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })
  const cuts = [{ device: cast.pharmacist.id, length: 0 }]
  const rotate = (control: Control) => {
    const entry = draft(cast.nurse, care, control, { team: { seq: old.seq, hash: old.head } })
    return applyControl(chain(care), teamOf(care), entry)
  }
  expect(rotate({ ...next, cuts })).toEqual(refused('cut-of-active-device'))
  expect(rotate(next)).toMatchObject({ ok: true })
})

test('MB35 into a circle comes only an associate of the team, as the same member, once', () => {
  const made = createTestSpace()
  const { cast, circle, team, post } = made
  const other = createTestDevice('another link worker', 'associate')
  const admit = (control: Control) => attempt(made, cast.nurse, circle, control)
  expect(admit(memberControl(other))).toEqual(refused('not-of-the-team'))
  post(cast.admin, team, memberControl(other))
  expect(admit({ ...memberControl(other), member: cast.linkWorker.member } as Control)).toEqual(
    refused('not-of-the-team'),
  )
  expect(admit(memberControl(cast.governance, 'associate'))).toEqual(refused('not-of-the-team'))
  expect(admit(memberControl(cast.pharmacist, 'associate'))).toEqual(refused('not-of-the-team'))
  expect(admit(memberControl(other, 'family'))).toEqual(refused('already-member'))
  expect(admit(memberControl(other))).toMatchObject({ ok: true })
  expect(admit(memberControl(cast.linkWorker))).toEqual(refused('already-member'))
  post(cast.admin, team, { type: 'remove', device: other.id })
  expect(admit(memberControl(other))).toEqual(refused('not-of-the-team'))
})

test('MB35 MB19 an associate who left the team is out of the circle, and its next epoch cuts them', () => {
  const made = createTestSpace()
  const { cast, circle, team, chain, teamOf, post } = made
  post(cast.admin, team, { type: 'remove', device: cast.linkWorker.id })
  const leave: Control = { type: 'remove', device: cast.linkWorker.id }
  expect(attempt(made, cast.linkWorker, circle, leave)).toEqual(refused('author-not-active'))
  expect(missingCuts(chain(circle), teamOf(circle))).toEqual([cast.linkWorker.id])
  const due = epochControl(chain(circle), teamOf(circle), { [cast.linkWorker.id]: 2 })
  expect(attempt(made, cast.nurse, circle, { ...due, cuts: [] })).toEqual(refused('cut-missing'))
  post(cast.nurse, circle, due)
  expect(chain(circle).cuts).toEqual({ [cast.linkWorker.id]: 2 })
})

test('MB19 MB20 an associate let out of the circle alone is cut, and goes on in the team', () => {
  const made = createTestSpace()
  const { cast, circle, chain, teamOf, post } = made
  const cut = { device: cast.linkWorker.id, length: 0 }
  const early = { ...epochControl(chain(circle), teamOf(circle)), cuts: [cut] }
  expect(attempt(made, cast.nurse, circle, early)).toEqual(refused('cut-of-active-device'))
  post(cast.nurse, circle, { type: 'remove', device: cast.linkWorker.id })
  expect(epochControl(chain(circle), teamOf(circle)).cuts).toEqual([cut])
  post(cast.nurse, circle, epochControl(chain(circle), teamOf(circle)))
  expect(chain(circle).cuts).toEqual({ [cast.linkWorker.id]: 0 })
})
