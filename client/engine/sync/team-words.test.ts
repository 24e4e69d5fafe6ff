import { expect, test } from 'vitest'
import type { SettingRow } from '../../domain/projections/setting-rows.ts'
import { onDuty } from './team-words.ts'

const duty = (more: Partial<SettingRow> = {}): SettingRow => ({
  part: { kind: 'duty', id: 'a1' },
  state: { day: '2026-11-24', from: '08:00', to: '18:00', memberId: 'priya' },
  isOff: false,
  last: null,
  ...more,
})

test('TM890 whoever was put on two days apart is out on both until it is decided', () => {
  const apart = { day: ['2026-11-24', '2026-11-25'] }
  const state = { ...duty().state, day: '2026-11-24 / 2026-11-25' }
  const on = (date: string) => onDuty([duty({ apart, state })], date)
  expect([on('2026-11-24'), on('2026-11-25'), on('2026-11-26')]).toEqual([['priya'], ['priya'], []])
  expect(onDuty([duty(), duty({ isOff: true })], '2026-11-24')).toEqual(['priya'])
})
