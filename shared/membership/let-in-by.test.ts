/** On whose word a device is in: kept with it, handed on to what it becomes, and nobody's where it was not kept yet. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCbor, encodeCbor } from '../lib/cbor.ts'
import type { DeviceId, GroupId } from '../lib/ids.ts'
import type { Control } from '../protocol/control.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { createTestSpace, memberControl } from '../testing/test-space.ts'
import { applyControl, type ChainState } from './chain.ts'
import { encodeChainState, parseChainState } from './chain-codec.ts'
import { isLetInByTeam, standsForMember } from './let-in-by.ts'
import { inPersonHoldsMs, mayComeInPerson } from './role-rules.ts'

const base = createTestSpace('let in by')
const { admin, nurse, patient, relative } = base.cast
const team = base.chain(base.team)
const clinical: readonly TestDevice[] = [admin, nurse]
/** Of the son, who is in no group yet, and of the daughter: what a person's app may let in, and what each of these may become. */
const son = createTestDevice('the son', 'family').member
const phones = Array.from({ length: 9 }, (_, at) => {
  if (at === 8) return createTestDevice('a patient’s', 'patient', patient.member)
  return createTestDevice(`phone ${at}`, 'family', at < 4 ? son : relative.member)
})
const everybody = [...clinical, patient, relative, ...phones]
const groups = [base.circle, base.private] as const

const anyStep = fc.record({
  what: fc.constantFrom<'member' | 'succeed' | 'remove'>('member', 'member', 'succeed', 'succeed', 'remove'),
  by: fc.nat({ max: everybody.length - 1 }),
  target: fc.nat({ max: phones.length - 1 }),
  group: fc.constantFrom<GroupId>(...groups),
})

function controlOf(what: 'member' | 'succeed' | 'remove', target: TestDevice): Control {
  if (what === 'member') return memberControl(target)
  return what === 'succeed' ? { type: 'succeed', keys: target.keys } : { type: 'remove', device: target.id }
}

test('MB1000 MB1001 MB1003 whoever lets in, hands over and removes what, it is kept on whose word each is in, and only the team’s counts as the team’s; who came first, and what it became, is whom it came in as', () => {
  const seen = { team: 0, person: 0, became: 0, first: 0, borrowed: 0 }
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 6, maxLength: 24 }), (steps) => {
      const chains = new Map<GroupId, ChainState>(groups.map((group) => [group, base.chain(group)]))
      /** Written down beside the chains, by who did it. */
      const word = new Map<string, DeviceId>()
      /** In the circle: who came first as a member, and what they became. */
      const first = new Set<DeviceId>([relative.id, patient.id])
      for (const { by, group, target: at, what } of steps) {
        const [author, target, chain] = [everybody[by]!, phones[at]!, chains.get(group)!]
        const place = { groupSeq: chain.seq + 1, prev: chain.head }
        const entry = base.draft({ ...author, sign: () => new Uint8Array(64) }, group, controlOf(what, target), place)
        const next = applyControl(chain, team, entry)
        if (!next.ok) continue
        chains.set(group, next.value)
        const before = word.get(`${group} ${author.id}`) ?? chain.devices[author.id]?.letInBy ?? author.id
        const isKnown = Object.values(chain.devices).some(({ member, role }) => {
          return member === target.member && role === target.role
        })
        if (group === base.circle && (what === 'member' ? !isKnown : what === 'succeed' && first.has(author.id)))
          first.add(target.id)
        if (what === 'member') word.set(`${group} ${target.id}`, author.id)
        if (what === 'succeed') word.set(`${group} ${target.id}`, before)
        if (what === 'succeed' && word.has(`${group} ${author.id}`)) seen.became++
      }
      for (const [group, chain] of chains) {
        expect(parseChainState(encodeChainState(chain))).toEqual({ ok: true, value: chain })
        for (const device of Object.values(chain.devices)) {
          const by = word.get(`${group} ${device.keys.device}`) ?? nurse.id
          expect(device.letInBy).toBe(by)
          const isTeams = clinical.some(({ id }) => id === by)
          expect(isLetInByTeam(chain, team, device)).toBe(isTeams)
          if (word.has(`${group} ${device.keys.device}`)) seen[isTeams ? 'team' : 'person']++
          const isFirst = first.has(device.keys.device)
          const stands = standsForMember(chain, team, device)
          expect(stands).toBe(group !== base.circle || isTeams || isFirst)
          if (!isTeams && group === base.circle) seen[isFirst ? 'first' : 'borrowed']++
        }
      }
    }),
    { numRuns: 150 },
  )
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(3)
})

test('MB1000 who founds a team, and whom its kit lets in, are in on their own word', () => {
  const root = createTestDevice('the kit', 'admin')
  const made = createTestSpace('kit', { peopled: false, root: root.keys.signKey })
  const [founder, back] = [made.cast.admin, createTestDevice('with the kit', 'admin')]
  made.post(back, made.team, { type: 'recover', keys: back.keys, member: back.member })
  made.post(founder, made.team, memberControl(made.cast.nurse))
  const word = ({ id }: TestDevice) => made.chain(made.team).devices[id]?.letInBy
  expect([founder, back, made.cast.nurse].map(word)).toEqual([founder.id, back.id, founder.id])
})

test('MB1001 a person whose device the team has as staff too lets nobody in for the team, and nobody’s word is the team’s', () => {
  const made = createTestSpace('both')
  const { cast, circle } = made
  const phone = createTestDevice('both phone', 'family', cast.relative.member)
  made.post(cast.admin, made.team, memberControl({ ...cast.patient, role: 'staff' }))
  made.post(cast.patient, circle, memberControl(phone))
  const now = made.chain(made.team)
  const device = made.chain(circle).devices[phone.id]!
  expect(now.devices[device.letInBy!]?.role).toBe('staff')
  expect(isLetInByTeam(made.chain(circle), now, device)).toBe(false)
  const byNurse = made.chain(circle).devices[cast.relative.id]!
  expect(isLetInByTeam(made.chain(circle), now, byNurse)).toBe(true)
  expect(isLetInByTeam(made.chain(circle), now, { ...byNurse, letInBy: null })).toBe(false)
  expect(isLetInByTeam(made.chain(circle), undefined, byNurse)).toBe(false)
  expect(isLetInByTeam(made.chain(circle), now, { ...byNurse, letInBy: phone.id })).toBe(false)
})

/** As an app from before it was kept wrote it, and one from before it was kept who puts herself on a round. */
function written(chain: ChainState, format: 5 | 4): Uint8Array {
  const decoded = decodeCbor(encodeChainState(chain))
  if (!decoded.ok || !Array.isArray(decoded.value)) throw new Error('not a row')
  const [, ...fields] = decoded.value
  const at = fields.findIndex((field) => Array.isArray(field) && Array.isArray(field[0]) && field[0].length === 2)
  const devices = (fields[at] as [Uint8Array, unknown[]][]).map(([id, device]) => [id, device.slice(0, -1)])
  const kept = format === 4 ? fields.slice(0, -1) : fields
  return encodeCbor([format, ...kept.with(at, devices)])
}

test('MB1002 states from before it was kept are read, on nobody’s word; what comes after is kept', () => {
  const chain = base.chain(base.circle)
  for (const format of [5, 4] as const) {
    const read = parseChainState(written(chain, format))
    if (!read.ok) throw new Error(read.error.detail)
    for (const device of Object.values(read.value.devices)) expect(device.letInBy).toBe(null)
    const filled = Object.entries(chain.devices).map(([id, device]) => [id, { ...device, letInBy: null }])
    expect(read.value).toEqual({ ...chain, devices: Object.fromEntries(filled) })
    expect(Object.values(read.value.devices).some((device) => isLetInByTeam(read.value, team, device))).toBe(false)
    const [first, second] = [phones[0]!, phones[1]!]
    const entry = base.draft(nurse, base.circle, memberControl(first))
    const next = applyControl(read.value, team, entry)
    if (!next.ok) throw new Error(next.error.type)
    expect(next.value.devices[first.id]?.letInBy).toBe(nurse.id)
    for (const device of Object.values(read.value.devices)) expect(standsForMember(read.value, team, device)).toBe(true)
    // What was on nobody's word becomes nothing better.
    const place = { groupSeq: next.value.seq + 1, prev: next.value.head }
    const handed = applyControl(
      next.value,
      team,
      base.draft(relative, base.circle, { type: 'succeed', keys: second.keys }, place),
    )
    if (!handed.ok) throw new Error(handed.error.type)
    expect(handed.value.devices[second.id]?.letInBy).toBe(null)
    expect(parseChainState(encodeChainState(handed.value))).toEqual({ ok: true, value: handed.value })
  }
})

test('MB1005 without a further word a patient and family come in, for a day at most, by clinical staff alone', () => {
  const roles = ['admin', 'staff', 'associate', 'patient', 'family', 'ig'] as const
  for (const inviter of roles)
    for (const role of roles)
      for (const left of [0, inPersonHoldsMs, inPersonHoldsMs + 1]) {
        const isTeams = inviter === 'admin' || inviter === 'staff'
        const isPublic = role === 'patient' || role === 'family'
        expect(mayComeInPerson(inviter, role, left)).toBe(isTeams && isPublic && left <= inPersonHoldsMs)
      }
})
