/** What the open app gives its screens beside `App`: who is using it, and the one sync pill. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Me } from '../engine-api/device-state.ts'
import type { PillModel } from './models/pill-model.ts'
import { type TimeWords, timeWords } from './text/en/time-words.ts'

export interface Shell {
  readonly me: Me
  readonly pill: PillModel
}

const ShellContext = createContext<Shell | undefined>(undefined)

export const ShellProvider = ShellContext.Provider

/** The form in which whoever uses this device reads times. */
export function useTimes(): TimeWords {
  return timeWords(useShell().me.audience)
}

/** A screen outside ShellProvider is a bug. */
export function useShell(): Shell {
  const shell = useContext(ShellContext)
  if (shell === undefined) throw new Error('useShell: no ShellProvider above')
  return shell
}
