/** Views of a person's details, of the team's day and of what the team settles for itself. See queries.ts. */
import type { PersonPartRow } from '../domain/projections/part-rows.ts'
import type { BannerRow, DirectoryRow } from '../domain/projections/rows.ts'
import type { SettingRow } from '../domain/projections/setting-rows.ts'
import type { VisitRow } from '../domain/projections/visit-rows.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { EndedOpening } from './access-acts.ts'
import type { AccordingTo } from './according-to.ts'
import type { Heard } from './travel.ts'

export interface DetailsView {
  readonly person: DirectoryRow | null
  readonly banner: BannerRow | null
  /** False while the record is still on its way or being opened: say so, never "nothing recorded". */
  readonly complete: boolean
  readonly parts: readonly PersonPartRow[]
  /** The staff's own conversation about the person; null while it is not here. */
  readonly staffThreadId: string | null
  /** Absent where all of it is checked. */
  readonly accordingTo?: AccordingTo
}

export interface PlannedVisit {
  readonly visit: VisitRow
  readonly isOff: boolean
  /** Names of all who were given it; empty for nobody's. */
  readonly who: readonly string[]
}

/** Who to turn to about somebody on another round. */
export interface OutsideRounds {
  /** As the directory names her; empty when it names nobody. */
  readonly namedNurse: string
  readonly nursePhone: string | null
  readonly teamPhone: string | null
  /** In the last day another one ended what this member had opened here. */
  readonly ended: EndedOpening | null
}

export interface TeamView {
  readonly date: string
  /** False while the day's plan is still being fetched or opened. */
  readonly complete: boolean
  /** Nobody's yet, or for a person in doubt. */
  readonly unassigned: readonly TeamVisit[]
  /** Everybody of the team: those with visits first, each part by name. */
  readonly rounds: readonly TeamRound[]
  readonly off: readonly TeamVisit[]
}

export interface TeamRound {
  readonly memberId: string
  /** Null while the colleague's card is not on this device. */
  readonly who: Signature | null
  readonly isMe: boolean
  /** When the newest thing that is here was written on any of their devices. */
  readonly lastSeenAt: Heard
  readonly visits: readonly TeamVisit[]
}

export interface TeamVisit {
  readonly visit: VisitRow
  readonly person: DirectoryRow | null
  /** Of a visit whose person was changed apart. */
  readonly persons: readonly { readonly personId: string; readonly person: DirectoryRow | null }[]
  /** Names of all who were given it; one, but for a visit given away apart. */
  readonly members: readonly { readonly memberId: string; readonly name: string }[]
  /** Null where that record is not this member's to read. */
  readonly state: 'not-started' | 'started' | 'finished' | null
  /** Changed after the last word from whose it is: may not be known there. */
  readonly notReceived: boolean
}

export interface TeamSettingsView {
  /** False while it is still on its way or being opened: say so, never "none". */
  readonly complete: boolean
  /** As recorded here; null where nobody has. */
  readonly name: SettingRow | null
  readonly phone: SettingRow | null
  readonly hours: SettingRow | null
  readonly lock: SettingRow | null
  /** What the public is told while nothing is recorded here; null for nothing. */
  readonly told: { readonly phone: string | null; readonly hours: string | null }
  /** By title; what was taken away stands in `off`. */
  readonly templates: readonly SettingRow[]
  readonly numbers: readonly SettingRow[]
  readonly asks: readonly NamedSetting[]
  /** From today on, in their order. */
  readonly duties: readonly NamedSetting[]
  readonly off: readonly SettingRow[]
  /** Everybody of the team, by name. */
  readonly staff: readonly Signature[]
}

/** A setting that names colleagues. */
export interface NamedSetting {
  readonly row: SettingRow
  /** Null for somebody whose card is not here. */
  readonly who: readonly (Signature | null)[]
}
