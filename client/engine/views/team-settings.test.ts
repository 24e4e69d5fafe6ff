/** TS582: the team's settings read the same on every device. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SettingRow } from '../../domain/projections/setting-rows.ts'
import { teamSettingsView } from './team-settings.ts'

const rows = ['c', 'a', 'd', 'b'].map((id, index) => {
  const part = { kind: 'template', id }
  return { part, isOff: index !== 1, state: { title: 'Running late' } } as unknown as SettingRow
})

test('TS582 whatever order they came in, what was taken away stands in one order', () => {
  const viewOf = (some: readonly SettingRow[]) =>
    teamSettingsView({ complete: true, today: '2026-05-28', rows: some, contact: null, staff: new Map() })
  fc.assert(
    fc.property(fc.shuffledSubarray([...rows], { minLength: rows.length }), (shuffled) => {
      expect(viewOf(shuffled)).toEqual(viewOf(rows))
    }),
  )
})
