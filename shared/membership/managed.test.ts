/** Which devices are managed: a model of the last word beside the reducer, and who has no word in it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DeviceId, GroupId } from '../lib/ids.ts'
import type { Control } from '../protocol/control.ts'
import type { TestDevice } from '../testing/test-device.ts'
import { createTestSpace } from '../testing/test-space.ts'
import { applyControl } from './chain.ts'
import { encodeChainState, parseChainState } from './chain-codec.ts'
import { isManaged, markOfManaged } from './managed.ts'

const mark = (device: DeviceId, managed = true): Control => ({ type: 'manage', device, managed })

const anyStep = fc.record({
  author: fc.nat({ max: 5 }),
  target: fc.nat({ max: 5 }),
  what: fc.constantFrom<'mark' | 'unmark' | 'remove'>('mark', 'mark', 'unmark', 'remove'),
})

test('MB190 MB191 whoever says what in whatever order, managed is what an administrator said last of a device that is in', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
      const made = createTestSpace()
      const { cast, team } = made
      const all = [cast.admin, cast.nurse, cast.linkWorker, cast.governance, cast.patient, cast.stranger]
      const inTeam = new Set<TestDevice>(all.slice(0, 4))
      const managed = new Set<TestDevice>()
      for (const { author: by, target: of, what } of steps) {
        const [author, target] = [all[by]!, all[of]!]
        if (what === 'remove' && (target === cast.admin || author !== cast.admin || !inTeam.has(target))) continue
        const control =
          what === 'remove' ? ({ type: 'remove', device: target.id } as const) : mark(target.id, what === 'mark')
        const next = applyControl(made.chain(team), undefined, made.draft(author, team, control))
        expect(next.ok).toBe(author === cast.admin && inTeam.has(target))
        if (!next.ok) continue
        made.post(author, team, control)
        if (what === 'mark') managed.add(target)
        else managed.delete(target)
        if (what === 'remove') inTeam.delete(target)
      }
      const chain = made.chain(team)
      for (const each of all) expect(isManaged(chain, each.id)).toBe(managed.has(each))
      expect(parseChainState(encodeChainState(chain))).toEqual({ ok: true, value: chain })
    }),
    { numRuns: 20 },
  )
})

test('MB190 staff, a stranger and the mark of a stranger are refused in words, and no other chain takes a mark', () => {
  const made = createTestSpace()
  const { board, care, cast, circle, draft, team } = made
  const say = (author: TestDevice, control: Control, group: GroupId = team) => {
    const next = applyControl(made.chain(group), made.teamOf(group), draft(author, group, control))
    return next.ok ? 'marked' : next.error.type
  }
  expect(say(cast.nurse, mark(cast.nurse.id))).toBe('role')
  expect(say(cast.governance, mark(cast.governance.id))).toBe('role')
  expect(say(cast.stranger, mark(cast.nurse.id))).toBe('author-not-active')
  expect(say(cast.admin, mark(cast.stranger.id))).toBe('not-a-member')
  expect(say(cast.admin, mark(cast.patient.id))).toBe('not-a-member')
  for (const group of [care, circle, made.private, board])
    expect(say(cast.admin, mark(cast.nurse.id), group)).toBe('wrong-kind')
  expect(say(cast.admin, mark(cast.nurse.id))).toBe('marked')
})

test('MB191 who marked it and when is kept; marked twice it stands once; a removed device is managed no more', () => {
  const made = createTestSpace()
  const { cast, team } = made
  expect(isManaged(undefined, cast.nurse.id)).toBe(false)
  made.post(cast.admin, team, mark(cast.nurse.id))
  made.post(cast.admin, team, mark(cast.nurse.id))
  expect(made.chain(team).managed).toHaveLength(1)
  expect(markOfManaged(made.chain(team), cast.nurse.id)).toMatchObject({ device: cast.nurse.id, by: cast.admin.id })
  made.post(cast.admin, team, { type: 'remove', device: cast.nurse.id })
  expect(isManaged(made.chain(team), cast.nurse.id)).toBe(false)
})
