/** Rows of what a team settles for itself: its name and numbers, templates, rota; and what it says of a conversation. */
import type { PartChange, PartState } from './part-rows.ts'
import type { TaskFact, TaskOwner, TaskPriority } from './plan-rows.ts'

/**
 * `name`, `phone` and `hours` of the team itself. `lock`: minutes without use until a
 * device locks. `template`: words to begin a
 * message or a note with. `number`: for staff only. `duty`: who is on duty, when.
 * `ask`: whom the public asks about what. `round`: what a round of the chain is called; its id is the chain's.
 */
export type SettingKind = 'name' | 'phone' | 'hours' | 'lock' | 'template' | 'number' | 'duty' | 'ask' | 'round'

/** One thing that is settled by itself. `id` is '' where there is one only. */
export interface SettingPart {
  readonly kind: SettingKind
  readonly id: string
}

export interface SettingRow {
  readonly part: SettingPart
  /** A disputed field names all its values. */
  readonly state: PartState
  /** Of a field two people wrote apart, all values; absent where there is one. */
  readonly apart?: Readonly<Record<string, readonly string[]>>
  /** Taken away; it can be put back. */
  readonly isOff: boolean
  readonly last: PartChange | null
  readonly conflict?: readonly PartChange[]
  readonly merged?: readonly PartChange[]
}

/** What staff say of a conversation; whoever is in it can read it. */
export interface ThreadFactsRow {
  readonly groupId: string
  /** Empty: none. */
  readonly title: string
  readonly priority: TaskPriority
  /** Two or more took it apart; in the order they did. */
  readonly owners: readonly TaskOwner[]
  /** Who said last what it is about and how soon. */
  readonly changed: TaskFact | null
  /** Its title was written apart and all of it is shown: by whom, as far as that still stands there. */
  readonly wordedApart?: readonly TaskFact[]
}
