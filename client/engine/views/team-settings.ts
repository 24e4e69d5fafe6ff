/** The team's settings, grouped as they are read: what holds now, who is on duty from today on, what was taken away. */
import type { ContactRow } from '../../domain/projections/group-rows.ts'
import type { StaffRow } from '../../domain/projections/rows.ts'
import type { SettingKind, SettingRow } from '../../domain/projections/setting-rows.ts'
import type { NamedSetting, TeamSettingsView } from '../../engine-api/team-views.ts'
import { membersIn } from '../sync/team-words.ts'

export interface SettingsFacts {
  readonly complete: boolean
  readonly today: string
  readonly rows: readonly SettingRow[]
  readonly contact: ContactRow | null
  readonly staff: ReadonlyMap<string, StaffRow>
}

export function teamSettingsView({ complete, contact, rows, staff, today }: SettingsFacts): TeamSettingsView {
  const of = (kind: SettingKind) => rows.filter((row) => row.part.kind === kind)
  const held = (kind: SettingKind, field: string) => of(kind).filter(isHeld).sort(by(field))
  const single = (kind: SettingKind) => of(kind).find((row) => row.last !== null || isSaid(row)) ?? null
  const named = (row: SettingRow): NamedSetting => ({
    row,
    who: membersIn(row).map((memberId) => staff.get(memberId)?.signature ?? null),
  })
  return {
    complete,
    name: single('name'),
    phone: single('phone'),
    hours: single('hours'),
    lock: single('lock'),
    told: { phone: contact?.phone || null, hours: contact?.hours || null },
    templates: held('template', 'title'),
    numbers: held('number', 'label'),
    asks: held('ask', 'about').map(named),
    duties: of('duty')
      .filter(isHeld)
      .filter(({ state }) => (state.day ?? '') >= today)
      .sort((a, b) => (dutyKey(a) < dutyKey(b) ? -1 : 1))
      .map(named),
    off: rows
      .filter(
        ({ isOff, part, state }) =>
          isOff && part.kind !== 'round' && (part.kind !== 'duty' || (state.day ?? '') >= today),
      )
      .sort((a, b) => (a.part.id < b.part.id ? -1 : 1)),
    staff: [...staff.values()].map(({ signature }) => signature).sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** A question about it is never put away. */
function isHeld({ conflict, isOff }: SettingRow): boolean {
  return !isOff || conflict !== undefined
}

function isSaid({ conflict, state }: SettingRow): boolean {
  return conflict !== undefined || (state.value ?? '') !== ''
}

function dutyKey({ part, state }: SettingRow): string {
  return `${state.day ?? ''} ${state.from ?? ''} ${part.id}`
}

function by(field: string) {
  return (a: SettingRow, b: SettingRow) =>
    (a.state[field] ?? '') === (b.state[field] ?? '')
      ? a.part.id < b.part.id
        ? -1
        : 1
      : (a.state[field] ?? '') < (b.state[field] ?? '')
        ? -1
        : 1
}
