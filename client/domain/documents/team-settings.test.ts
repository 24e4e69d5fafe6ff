/** What a team settles for itself: written apart nothing is lost, and what could reach the wrong person is asked. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { PartState } from '../projections/part-rows.ts'
import type { SettingPart, SettingRow } from '../projections/setting-rows.ts'
import type { Signature } from '../records/signature.ts'
import { useAutomerge } from '../testing/automerge.ts'
import { aisha, must, priya } from '../testing/medicines.ts'
import { nothingKnown } from './changes-apart.ts'
import { newDocument } from './genesis.ts'
import type { TeamSettingsDoc } from './setting-parts.ts'
import { mostOfAKind, resolveSetting, switchSetting, writeSetting } from './team-settings.ts'
import { readSettingRows } from './team-settings-rows.ts'

beforeAll(useAutomerge)

type Doc = A.Doc<TeamSettingsDoc>

const phone: SettingPart = { kind: 'phone', id: '' }
const hours: SettingPart = { kind: 'hours', id: '' }
const running: SettingPart = { kind: 'template', id: '01'.repeat(16) }
const hospice: SettingPart = { kind: 'number', id: '02'.repeat(16) }
const monday: SettingPart = { kind: 'duty', id: '03'.repeat(16) }
const late = { use: 'message', title: 'Running late', text: 'I am running late, about 30 minutes.' }
const duty = { day: '2026-11-30', from: '08:00', to: '18:00', memberId: aisha.memberId }

const by = (who: Signature, minute: number) => ({ by: who, at: minute * 60_000, reason: '' })
const fresh = (): Doc => newDocument('team-settings', aisha.memberId)
/** Loaded on another device, never cloned. */
const on = (doc: Doc, who: Signature): Doc => A.load(A.save(doc), { actor: who.memberId })
const set = (doc: Doc, part: SettingPart, fields: PartState, who = aisha, minute = 1): Doc =>
  must(writeSetting(doc, part, fields, by(who, minute)))

function meet(...docs: readonly Doc[]): Doc {
  const changes = docs.flatMap((doc) => A.getAllChanges(doc))
  return A.applyChanges(newDocument('team-settings', 'ff'.repeat(16)), changes)[0]
}

const rowsOf = (doc: Doc) => readSettingRows(doc, nothingKnown)
const rowOf = (doc: Doc, part: SettingPart) =>
  rowsOf(doc).find((row) => row.part.kind === part.kind && row.part.id === part.id) as SettingRow
const after = ({ conflict = [] }: SettingRow, field: string) => conflict.map((side) => side.after[field])

test('TS1 each part is settled by itself and says who did; parts and entries written apart go together', () => {
  const hers = set(set(fresh(), phone, { value: '01632 960001' }), running, late)
  const his = set(on(fresh(), priya), hours, { value: 'Monday to Friday, 8 to 6' }, priya, 2)
  const both = meet(hers, his)
  expect([rowOf(both, phone), rowOf(both, hours), rowOf(both, running)].map(({ state }) => state)).toEqual([
    { value: '01632 960001' },
    { value: 'Monday to Friday, 8 to 6' },
    late,
  ])
  expect(rowOf(both, hours).last).toMatchObject({ author: { name: 'Priya Patel' }, writtenAt: 120_000 })
  expect(set(both, phone, { value: ' 01632 960001 ' })).toBe(both)
})

test('TS2 numbers and a template’s words written apart are not picked from and not written over, until somebody decides', () => {
  const start = set(set(set(fresh(), phone, { value: '01632 960001' }), running, late), hospice, {
    label: 'Hospice advice',
    phone: '01632 960050',
  })
  const change = (who: Signature, digit: string, minute: number) => {
    const words = { ...late, text: `${late.text} ${digit}` }
    const one = set(on(start, who), phone, { value: `01632 96000${digit}` }, who, minute)
    return set(set(one, running, words, who, minute), hospice, { phone: `01632 96005${digit}` }, who, minute)
  }
  const both = meet(change(aisha, '2', 2), change(priya, '3', 3))
  for (const part of [phone, running, hospice]) {
    expect(rowOf(both, part).conflict, part.kind).toHaveLength(2)
    const again = writeSetting(both, part, { value: 'x', text: 'x', phone: '1' }, by(aisha, 4))
    expect(again).toEqual({ ok: false, error: { type: 'decide-first' } })
  }
  expect(after(rowOf(both, phone), 'value')).toEqual(['01632 960002', '01632 960003'])
  const sides = (rowOf(both, phone).conflict ?? []).map(({ key }) => key)
  const keep = { sides, choice: { type: 'keep', side: sides[1] ?? '' } } as const
  expect(resolveSetting(both, phone, { ...keep, sides: sides.slice(1) }, by(aisha, 5))).toMatchObject({
    error: { type: 'decided-on-other' },
  })
  const decided = must(resolveSetting(on(both, aisha), phone, keep, by(aisha, 5)))
  expect(rowOf(meet(decided, both), phone)).toMatchObject({ state: { value: '01632 960003' } })
  expect(rowOf(meet(decided, both), phone).conflict).toBeUndefined()
  const texts = (rowOf(both, running).conflict ?? []).map(({ key }) => key)
  const anew = { sides: texts, choice: { type: 'write', fields: { text: 'I will be late.' } } } as const
  expect(rowOf(must(resolveSetting(on(both, priya), running, anew, by(priya, 5))), running).state).toEqual({
    ...late,
    text: 'I will be late.',
  })
})

test('TS3 hours written apart both stand, two put on duty apart are both on duty, and what one still needs stays', () => {
  const start = set(set(set(fresh(), hours, { value: '8 to 6' }), monday, duty), running, late)
  const hers = set(set(on(start, aisha), hours, { value: '8 to 5' }, aisha, 2), monday, { memberId: priya.memberId })
  const ben = 'c3'.repeat(16)
  const his = set(set(on(start, priya), hours, { value: '9 to 6' }, priya, 3), monday, { memberId: ben }, priya, 3)
  const both = meet(
    must(switchSetting(hers, running, true, by(aisha, 4))),
    set(his, running, { title: 'Late' }, priya, 4),
  )
  expect(rowOf(both, hours).state).toEqual({ value: '8 to 5 / 9 to 6' })
  expect(rowOf(both, monday).apart).toEqual({ memberId: [priya.memberId, ben].sort() })
  expect(rowOf(both, running)).toMatchObject({ isOff: true, state: { title: 'Late' } })
  const kept = meet(
    must(switchSetting(on(start, aisha), running, true, by(aisha, 4))),
    must(
      switchSetting(must(switchSetting(on(start, priya), running, true, by(priya, 4))), running, false, by(priya, 5)),
    ),
  )
  expect(rowOf(kept, running).isOff).toBe(false)
})

test('TS4 what says nothing, is too long, no day, no time or one too many is refused, and what is there already is no change', () => {
  const refused = (part: SettingPart, fields: PartState) => writeSetting(fresh(), part, fields, by(aisha, 1))
  expect(refused(running, { ...late, text: ' ' })).toMatchObject({ error: { type: 'nothing-written' } })
  expect(refused(running, { ...late, text: 'x'.repeat(2_001) })).toMatchObject({ error: { limit: 2_000 } })
  expect(refused(running, { ...late, use: 'post' })).toMatchObject({ error: { field: 'use' } })
  expect(refused(monday, { ...duty, day: '2026-02-30' })).toMatchObject({ error: { field: 'day' } })
  expect(refused(monday, { ...duty, from: '8' })).toMatchObject({ error: { field: 'from' } })
  expect(refused(monday, { ...duty, to: '08:00' })).toMatchObject({ error: { field: 'to' } })
  expect(refused({ ...hospice, id: 'x' }, {})).toMatchObject({ error: { type: 'unknown-id' } })
  expect(switchSetting(fresh(), running, true, by(aisha, 1))).toMatchObject({ error: { type: 'unknown-id' } })
  let full = fresh()
  for (let index = 0; index < mostOfAKind; index++) {
    const id = index.toString(16).padStart(32, '0')
    full = set(full, { kind: 'number', id }, { label: `${index}`, phone: '1' })
  }
  expect(writeSetting(full, hospice, { label: 'One more', phone: '1' }, by(aisha, 2))).toMatchObject({
    error: { type: 'too-many', limit: mostOfAKind },
  })
  const off = must(switchSetting(on(full, aisha), { kind: 'number', id: '0'.repeat(32) }, true, by(aisha, 3)))
  const again = must(writeSetting(off, hospice, { label: 'One more', phone: '1' }, by(aisha, 4)))
  expect(switchSetting(again, { kind: 'number', id: '0'.repeat(32) }, false, by(aisha, 5))).toMatchObject({
    error: { type: 'too-many', limit: mostOfAKind },
  })
})

test('TS5 in any order, however often and wherever they meet, all devices end equal and no number is lost', () => {
  const act = fc.record({
    who: fc.constantFrom(aisha, priya),
    part: fc.constantFrom(phone, hours, running, monday),
    value: fc.constantFrom('01632 960001', '01632 960002', '01632 960003'),
    meets: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(act, { minLength: 2, maxLength: 7 }), (acts) => {
      const start = set(set(fresh(), running, late), monday, duty)
      const docs = new Map([aisha, priya].map((who) => [who.memberId, on(start, who)]))
      for (const [index, { meets, part, value, who }] of acts.entries()) {
        const mine = docs.get(who.memberId) as Doc
        const fields: PartState = part === monday ? { from: `0${value.at(-1)}:00` } : { value, text: value }
        const made = writeSetting(mine, part, fields, by(who, index + 2))
        docs.set(who.memberId, made.ok ? made.value : mine)
        if (meets) docs.set(who.memberId, on(meet(...docs.values()), who))
      }
      const [one, other] = [...docs.values()] as [Doc, Doc]
      const [here, there] = [meet(one, other), meet(other, one, other)]
      expect(rowsOf(here)).toEqual(rowsOf(there))
      const shown = (doc: Doc) => {
        const { conflict, state } = rowOf(doc, phone)
        return (conflict ?? [{ after: state }]).map(({ after }) => after.value)
      }
      const byBoth = shown(one).filter((value) => shown(other).includes(value))
      expect(shown(here)).toEqual(expect.arrayContaining(byBoth))
    }),
    { numRuns: 25 },
  )
})

test('TS6 what another device stored in another shape reads as nothing', () => {
  const odd = A.change(fresh(), (draft) => {
    const any = draft as unknown as Record<string, unknown>
    any.team = 7
    any.templates = { a: 'words' }
    any.duties = { ['03'.repeat(16)]: { day: 5, off: 'no', edit: '{"by":1}' } }
  })
  expect(rowsOf(odd).map(({ isOff, last, part, state }) => [part.kind, isOff, last, Object.values(state)])).toEqual([
    ['name', false, null, ['']],
    ['phone', false, null, ['']],
    ['hours', false, null, ['']],
    ['lock', false, null, ['']],
    ['duty', false, null, ['', '', '', '']],
  ])
})

test('TS235 a round is called what the team says; written apart both names stand, and an empty one is refused', () => {
  const round: SettingPart = { kind: 'round', id: '0a'.repeat(16) }
  const start = set(fresh(), round, { name: ' North ' })
  expect(rowOf(start, round)).toMatchObject({ state: { name: 'North' }, last: { author: { name: aisha.name } } })
  const both = meet(
    set(on(start, aisha), round, { name: 'North and Mill Lane' }, aisha, 2),
    set(on(start, priya), round, { name: 'North round' }, priya, 3),
  )
  expect(rowOf(both, round).apart).toEqual({ name: ['North and Mill Lane', 'North round'] })
  expect(rowOf(both, round).conflict).toBeUndefined()
  const refused = writeSetting(both, round, { name: ' ' }, by(aisha, 4))
  expect(refused).toMatchObject({ ok: false, error: { type: 'nothing-written' } })
})

test('TS11 minutes until a device locks are from 2 to 15, and settled apart the shorter holds', () => {
  const lock: SettingPart = { kind: 'lock', id: '' }
  const start = set(fresh(), lock, { value: '5' })
  for (const value of ['1', '16', '0', '', '5.5', 'ten', '-5']) {
    expect(writeSetting(start, lock, { value }, by(aisha, 2)), value).toMatchObject({ ok: false })
  }
  const both = meet(set(start, lock, { value: '10' }, aisha, 2), set(on(start, priya), lock, { value: '2' }, priya, 3))
  expect(rowOf(both, lock)).toMatchObject({ state: { value: '02' } })
  expect(rowOf(both, lock).conflict).toBeUndefined()
})
