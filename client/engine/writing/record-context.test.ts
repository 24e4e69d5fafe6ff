import { expect, test } from 'vitest'
import type { MemberId } from '../../../shared/lib/ids.ts'
import { createTestDevice, type TestDevice } from '../../../shared/testing/test-device.ts'
import { createTestSpace, memberControl } from '../../../shared/testing/test-space.ts'
import { contextOf } from './record-context.ts'

test('EN890 a phone that came into a circle under a nurse’s member id writes as family, and not as herself on her tablet', () => {
  const made = createTestSpace('own words')
  const { nurse, relative } = made.cast
  const { circle } = made
  const liar = { ...createTestDevice('own words liar', 'family'), member: nurse.member }
  made.post(nurse, circle, memberControl(liar))
  const [chain, team] = [made.chain(circle), made.chain(made.team)]
  const read = (device: TestDevice, me: MemberId) => {
    const author = chain.devices[device.id] ?? team.devices[device.id]!
    return contextOf({ entry: made.draftContent(device, circle), chain, team, author, me, arrivedAt: null })
  }
  expect(read(liar, nurse.member)).toMatchObject({ own: false, byStaff: false, as: 'family' })
  expect(read(nurse, nurse.member)).toMatchObject({ own: true, byStaff: true })
  expect(read(relative, relative.member)).toMatchObject({ own: true, as: 'family' })
  expect(read(relative, nurse.member).own).toBe(false)
})
