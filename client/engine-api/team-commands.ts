/** Commands on what a team settles for itself, and on who looks after a conversation. See commands.ts for what every command carries. */
import type { PartState } from '../domain/projections/part-rows.ts'
import type { TaskPriority } from '../domain/projections/plan-rows.ts'
import type { SettingPart } from '../domain/projections/setting-rows.ts'
import type { Intent } from './intent.ts'

interface OnSetting extends Intent {
  /** Of something new in a list the id is '': it is then the command's. */
  readonly part: SettingPart
  /** May be empty. */
  readonly reason: string
}

/** Fields left out stay. */
export interface WriteSetting extends OnSetting {
  readonly type: 'write-setting'
  readonly fields: PartState
}

/** Taken away, or put back. */
export interface SwitchSetting extends OnSetting {
  readonly type: 'switch-setting'
  readonly off: boolean
}

/** Ends a conflict. `sides` are the keys of all changes that were in view. */
export interface ResolveSetting extends OnSetting {
  readonly type: 'resolve-setting'
  readonly sides: readonly string[]
  readonly choice:
    | { readonly type: 'keep'; readonly side: string }
    | { readonly type: 'write'; readonly fields: PartState }
}

export type SettingCommand = WriteSetting | SwitchSetting | ResolveSetting

interface OnThread extends Intent {
  /** Of a conversation the public is in. */
  readonly threadId: string
}

/** What it is about, and how soon it needs an answer. */
export interface NameThread extends OnThread {
  readonly type: 'name-thread'
  readonly title: string
  readonly priority: TaskPriority
}

/** Also says yes to what a colleague handed over. */
export interface TakeThread extends OnThread {
  readonly type: 'take-thread'
}

/** Handed to the colleague `to`; given back when null. */
export interface GiveThread extends OnThread {
  readonly type: 'give-thread'
  readonly to: string | null
}

export type ThreadCommand = NameThread | TakeThread | GiveThread
