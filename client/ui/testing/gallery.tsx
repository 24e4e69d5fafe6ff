/**
 * The gallery: the whole app over the sample engine, in the state named by
 * `?state=`. `&text=200` doubles the text, `&dir=rtl` turns the page round.
 * Served by gallery.config.ts only; never part of the build.
 */
import { signal } from '@preact/signals'
import { render } from 'preact'
import { App } from '../App.tsx'
import { createFormGuard } from '../models/form-guard.ts'
import { createUpdateModel } from '../models/update-model.ts'
import { createPage } from '../page.ts'
import { createPasskeys } from '../passkeys.ts'
import { createRouter } from '../router.ts'
import { galleryStates } from './gallery-states.ts'
import { sampleNow } from './sample-cast.ts'
import { createSampleEngine } from './sample-engine.ts'
import '../styles/styles.css'

const query = new URLSearchParams(window.location.search)
const state = galleryStates[query.get('state') ?? 'today']
if (state === undefined) throw new Error(`gallery: no state of that name, try ${Object.keys(galleryStates).join(', ')}`)

document.documentElement.style.fontSize = `${query.get('text') ?? '100'}%`
document.documentElement.dir = query.get('dir') ?? 'ltr'
window.history.replaceState(null, '', state.path)

const clock = signal(sampleNow)
const formGuard = createFormGuard()
const update = createUpdateModel({ formGuard, takeOver: () => {}, reload: () => {}, after: () => {} })
if (state.hasUpdate === true) update.offer()

render(
  <App
    app={{
      engine: createSampleEngine(state),
      router: createRouter(window),
      page: createPage(window),
      clock,
      readNow: () => clock.value,
      newCommandId: () => crypto.randomUUID().replaceAll('-', ''),
      deviceWord: state.deviceWord ?? 'tablet',
      formGuard,
      lockDevice: async () => true,
      switchPerson: async () => {},
      passkeys: createPasskeys(window, (length) => new Uint8Array(length)),
      copyText: async () => true,
    }}
    update={update}
  />,
  document.getElementById('app') ?? document.body,
)
