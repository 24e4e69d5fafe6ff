/** Renders a screen as the open app would: sample engine, a clock that stands still, the sync pill's model. */
import { type Signal, signal } from '@preact/signals'
import { type RenderResult, render } from '@testing-library/preact'
import type { ComponentChildren, JSX } from 'preact'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Me } from '../../engine-api/device-state.ts'
import { type App, AppProvider, type DeviceWord } from '../app-context.ts'
import { createFormGuard } from '../models/form-guard.ts'
import { createLockDevice } from '../models/lock-device.ts'
import { createPillModel } from '../models/pill-model.ts'
import { createPage } from '../page.ts'
import { createPasskeys } from '../passkeys.ts'
import { createRouter } from '../router.ts'
import { ShellProvider } from '../shell-context.ts'
import { meAisha, sampleNow } from './sample-cast.ts'
import { createSampleEngine, type SampleEngine } from './sample-engine.ts'

export interface RenderOptions {
  readonly engine?: SampleEngine
  readonly me?: Me
  readonly deviceWord?: DeviceWord
  readonly path?: string
}

export interface TestApp extends App {
  readonly clock: Signal<Instant>
  readonly engine: SampleEngine
  readonly copied: readonly string[]
  /** Names of what was saved. */
  readonly files: readonly string[]
}

export interface RenderedScreen extends RenderResult {
  readonly app: TestApp
  readonly engine: SampleEngine
}

export function createTestApp({ engine = createSampleEngine(), deviceWord = 'tablet' }: RenderOptions = {}): TestApp {
  const clock = signal(sampleNow)
  const copied: string[] = []
  const files: string[] = []
  const page = { ...createPage(window), saveFile: (name: string) => void files.push(name), print: () => {} }
  let ids = 0
  return {
    engine,
    router: createRouter(window),
    page,
    clock,
    readNow: () => clock.value,
    newCommandId: () => String(++ids).padStart(32, '0'),
    deviceWord,
    formGuard: createFormGuard(),
    ...createLockDevice({ engine, page, isKept: () => true, leave: () => {} }),
    switchPerson: async () => {},
    passkeys: createPasskeys(window, (length) => new Uint8Array(length)),
    copyText: async (words) => {
      copied.push(words)
      return true
    },
    copied,
    files,
  }
}

export function renderScreen(screen: JSX.Element, options: RenderOptions = {}): RenderedScreen {
  window.history.replaceState(null, '', options.path ?? '/')
  const app = createTestApp(options)
  const result = render(<InShell app={app} me={options.me ?? meAisha} screen={screen} />)
  return { ...result, app, engine: app.engine }
}

interface InShellProps {
  readonly app: App
  readonly me: Me
  readonly screen: ComponentChildren
}

export function InShell({ app, me, screen }: InShellProps) {
  const pill = createPillModel({ ...app, audience: me.audience })
  return (
    <AppProvider value={app}>
      <ShellProvider value={{ me, pill }}>{screen}</ShellProvider>
    </AppProvider>
  )
}
