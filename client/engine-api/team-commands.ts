/** Commands on what a team settles for itself, and on who looks after a conversation. See commands.ts for what every command carries. */
import type { PartDecision } from '../domain/documents/part-decision.ts'
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

/** Ends a conflict. */
export interface ResolveSetting extends OnSetting, PartDecision {
  readonly type: 'resolve-setting'
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
