/** A person removes a lost phone of her own with the one in her hand. */
import { expect, test } from 'vitest'
import type { GroupId } from '../lib/ids.ts'
import type { Control } from '../protocol/control.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { createTestSpace, memberControl } from '../testing/test-space.ts'
import { applyControl } from './chain.ts'

test('MB300 a patient removes another phone of her own, where she has a say, and nobody else’s', () => {
  for (const kind of ['private', 'circle', 'board'] as const) {
    const made = createTestSpace()
    const { nurse, patient } = made.cast
    const group = made[kind]
    const mine = createTestDevice(`${kind} her old phone`, 'patient')
    const anothers = createTestDevice(`${kind} another person’s phone`, 'patient')
    made.post(nurse, group, { ...memberControl(mine), member: patient.member } as Control)
    made.post(nurse, group, memberControl(anothers))
    const hers = kind !== 'board'
    const removes = (by: TestDevice, device: TestDevice, from: GroupId) => {
      const control: Control = { type: 'remove', device: device.id }
      return applyControl(made.chain(from), made.teamOf(from), made.draft(by, from, control)).ok
    }
    expect(removes(patient, mine, group), kind).toBe(hers)
    expect(removes(patient, anothers, group), kind).toBe(false)
    // Which of the two is lost the chain cannot know.
    expect(removes(mine, patient, group), kind).toBe(hers)
  }
})
