/** Edits of what a team settles for itself: its number and hours, templates, numbers, who is on duty. */
import fc from 'fast-check'
import { settingsKey } from '../../../../shared/lib/doc-id.ts'
import type { SettingKind, SettingPart, SettingRow } from '../../../domain/projections/setting-rows.ts'
import type { Engine } from '../../engine.ts'
import { viewOf } from '../neighbourhood.ts'
import { ask, edit, type KindOfEdits, nth, reason } from './edit.ts'

const phone = fc.constantFrom('01632 960001', '01632 960002', '01632 960003')
const template = fc.record({
  use: fc.constantFrom('message', 'note'),
  title: fc.constant('Running late'),
  text: fc.constantFrom('I am running late.', 'I will be late.'),
})

async function rowsAt(at: Engine): Promise<readonly SettingRow[]> {
  const {
    asks,
    duties,
    hours,
    lock,
    name,
    numbers,
    off,
    phone: number,
    templates,
  } = await viewOf(at, 'team-settings', {})
  const single = [name, number, hours, lock].filter((row) => row !== null)
  return [...single, ...templates, ...numbers, ...[...asks, ...duties].map(({ row }) => row), ...off]
}

async function partsAt(at: Engine, kind: SettingKind): Promise<readonly SettingPart[]> {
  return (await rowsAt(at)).filter(({ part }) => part.kind === kind).map(({ part }) => part)
}

const setPhone = edit('sets the number', fc.record({ phone, reason }), (at, place, drawn) => {
  const fields = { value: drawn.phone }
  return ask(at, place, { type: 'write-setting', part: { kind: 'phone', id: '' }, fields, reason: drawn.reason })
})

/** A new one to begin with, else the one that is there. */
const writeTemplate = (isNew: boolean) =>
  edit('writes a template', fc.record({ template, reason }), async (at, place, drawn, which) => {
    const known = nth(await partsAt(at, 'template'), which)?.id ?? ''
    const part = { kind: 'template', id: isNew ? '' : known } as const
    return ask(at, place, { type: 'write-setting', part, fields: drawn.template, reason: drawn.reason })
  })

const decide = edit('decides on a setting', fc.constant(null), async (at, place, _drawn, which) => {
  const open = (await rowsAt(at)).filter(({ conflict }) => conflict !== undefined)
  const row = nth(open, which)
  const sides = row?.conflict?.map(({ key }) => key) ?? []
  const side = nth(sides, which)
  if (row === undefined || side === undefined) return null
  const choice = { type: 'keep', side } as const
  return ask(at, place, { type: 'resolve-setting', part: row.part, sides, choice, reason: 'Rang it' })
})

export const settingEdits: KindOfEdits = {
  keyOf: () => settingsKey,
  shown: (at) => viewOf(at, 'team-settings', {}),
  begin: [setPhone, writeTemplate(true)],
  edits: [
    setPhone,
    writeTemplate(true),
    writeTemplate(false),
    edit('puts somebody on duty', fc.record({ who: fc.nat({ max: 2 }), reason }), async (at, place, drawn, which) => {
      const id = nth(await partsAt(at, 'duty'), which)?.id ?? ''
      const memberId = nth(place.members, drawn.who) ?? ''
      const fields = { day: place.date, from: '08:00', to: '18:00', memberId }
      return ask(at, place, { type: 'write-setting', part: { kind: 'duty', id }, fields, reason: drawn.reason })
    }),
    edit('takes away or puts back', fc.record({ off: fc.boolean(), reason }), async (at, place, drawn, which) => {
      const part = nth(await partsAt(at, 'template'), which)
      return part === undefined ? null : ask(at, place, { type: 'switch-setting', part, ...drawn })
    }),
    decide,
  ],
  asks: { disagree: fc.oneof(setPhone, writeTemplate(false)), decide },
}
