/** Shows the whole app over the sample engine in one state of the gallery. */
import { signal } from '@preact/signals'
import { render } from 'preact'
import { App } from '../App.tsx'
import { createFormGuard } from '../models/form-guard.ts'
import { createUpdateModel } from '../models/update-model.ts'
import { createPage } from '../page.ts'
import { createRouter } from '../router.ts'
import type { GalleryState } from './gallery-states.ts'
import { sampleNow } from './sample-cast.ts'
import { createSampleEngine, type SampleEngine } from './sample-engine.ts'

/** Call the answer to take it away again. With an engine of one's own something can come in meanwhile. */
export function showState(
  state: GalleryState,
  root: HTMLElement,
  engine: SampleEngine = createSampleEngine(state),
): () => void {
  window.history.replaceState(null, '', state.path)
  const clock = signal(sampleNow)
  const formGuard = createFormGuard()
  const update = createUpdateModel({ formGuard, takeOver: () => {}, reload: () => {}, after: () => {} })
  if (state.hasUpdate === true) update.offer()
  const app = {
    engine,
    router: createRouter(window),
    page: createPage(window),
    clock,
    readNow: () => clock.value,
    newCommandId: () => crypto.randomUUID().replaceAll('-', ''),
    deviceWord: state.deviceWord ?? 'tablet',
    formGuard,
    lockDevice: async () => true,
    isLeaving: signal(false),
    switchPerson: async () => {},
    // The browser's own would ask the person in front of it.
    passkeys: { isSupported: true, make: async () => null, ask: async () => null },
    copyText: async () => true,
  } as const
  render(<App app={app} update={update} />, root)
  return () => render(null, root)
}
