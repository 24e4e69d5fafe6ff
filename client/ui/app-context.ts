/**
 * What every screen is given: the engine, the clock, ids, where we are, and what
 * this device is called in words. Made once by the page root (real) or by a test
 * (sample engine, a clock that stands still).
 */
import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Instant } from '../../shared/lib/ids.ts'
import type { EngineApi } from '../engine-api/engine-api.ts'
import type { FormGuard } from './models/form-guard.ts'
import type { Page } from './page.ts'
import type { Passkeys } from './passkeys.ts'
import type { Router } from './router.ts'

/** Said aloud as "this tablet", "this phone", "this computer". */
export type DeviceWord = 'tablet' | 'phone' | 'computer'

export interface App {
  readonly engine: EngineApi
  readonly router: Router
  /** Moves on by itself about twice a minute: for ages and "now 09:20". */
  readonly clock: ReadonlySignal<Instant>
  /** This very moment: for commands. */
  readonly readNow: () => Instant
  /** Random 16 bytes as hex: a command's own id. */
  readonly newCommandId: () => string
  readonly deviceWord: DeviceWord
  readonly formGuard: FormGuard
  /** Timers, visibility, display choices, speech: `createPage(window)`. */
  readonly page: Page
  /** Saves every draft, lets go of the keys, and loads the page anew; false while something typed is not on the disk. */
  readonly lockDevice: () => Promise<boolean>
  /** The page is about to go, with what could still be typed into it. */
  readonly isLeaving: ReadonlySignal<boolean>
  /** Opens another person's place on this device; null makes a new one. Everything here is locked by then. */
  readonly switchPerson: (place: string | null) => Promise<void>
  readonly passkeys: Passkeys
  readonly copyText: (text: string) => Promise<boolean>
}

const AppContext = createContext<App | undefined>(undefined)

export const AppProvider = AppContext.Provider

/** A screen outside AppProvider is a bug. */
export function useApp(): App {
  const app = useContext(AppContext)
  if (app === undefined) throw new Error('useApp: no AppProvider above')
  return app
}
