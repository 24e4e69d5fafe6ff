/**
 * The whole page. It watches what this device is (not joined, locked, open …)
 * and shows one screen for it; everything else hangs below an open device.
 */
import { useEffect, useLayoutEffect, useMemo } from 'preact/hooks'
import type { DeviceState } from '../engine-api/device-state.ts'
import { type App as AppDeps, AppProvider, useApp } from './app-context.ts'
import { AlreadyJoined } from './components/AlreadyJoined.tsx'
import { LeaseBar } from './components/LeaseBar.tsx'
import { UpdateBar } from './components/UpdateBar.tsx'
import { keepFocus } from './keep-focus.ts'
import { lazyScreen } from './lazy-screen.tsx'
import { createDeviceModel } from './models/device-model.ts'
import type { UpdateModel } from './models/update-model.ts'
import { useModel } from './models/use-model.ts'
import { OpenShell, StaffShell } from './OpenShell.tsx'
import { Broken, Elsewhere, Fetching, NotJoined, Removed, Starting, WaitingToJoin } from './screens/DeviceScreens.tsx'

const Join = lazyScreen(() => import('./screens/Join.tsx').then((module) => module.Join))
const CreateSpace = lazyScreen(() => import('./screens/CreateSpace.tsx').then((module) => module.CreateSpace))
const RecoverSpace = lazyScreen(() => import('./screens/RecoverSpace.tsx').then((module) => module.RecoverSpace))
const Founding = lazyScreen(() => import('./screens/CreateSpace.tsx').then((module) => module.Founding))
const Unlock = lazyScreen(() => import('./screens/Unlock.tsx').then((module) => module.Unlock))

interface AppProps {
  readonly app: AppDeps
  readonly update: UpdateModel
}

export function App({ app, update }: AppProps) {
  const device = useModel(() => createDeviceModel(app.engine), [app.engine])
  const state = device.state.value
  const isToUnlock = state.type === 'locked' && state.opensWith === 'passphrase'
  // What the engine is about to ask for, fetched while it opens, before the first frame and not after it, and while
  // somebody types a passphrase.
  useLayoutEffect(() => {
    if (state.type === 'starting' && app.router.fragment.value === '') Unlock.prepare()
    if (isToUnlock) StaffShell.prepare()
  }, [app, state.type, isToUnlock])
  useEffect(() => keepFocus(document, app.page.after), [app.page])
  return (
    <AppProvider value={app}>
      <UpdateBar model={update} />
      <AlreadyJoined state={state} />
      <DeviceScreen state={state} />
    </AppProvider>
  )
}

/** By whichever link this device was opened with. */
function Begin({ fragment }: { readonly fragment: string }) {
  if (fragment.startsWith('f=')) return <CreateSpace fragment={fragment} />
  return fragment.startsWith('r=') ? <RecoverSpace fragment={fragment} /> : <Join fragment={fragment} />
}

function DeviceScreen({ state }: { readonly state: DeviceState }) {
  const { isLeaving, router } = useApp()
  const fragment = router.fragment.value
  switch (state.type) {
    case 'starting':
      return <Starting />
    case 'empty':
      return fragment === '' ? <NotJoined /> : <Begin fragment={fragment} />
    case 'elsewhere':
      return <Elsewhere />
    case 'waiting-to-join':
      return state.problem !== undefined && fragment !== '' ? (
        <Join fragment={fragment} />
      ) : (
        <WaitingToJoin state={state} />
      )
    case 'founding':
      return state.problem !== undefined && /^[fr]=/.test(fragment) ? (
        <Begin fragment={fragment} />
      ) : (
        <Founding state={state} />
      )
    case 'fetching':
      return <Fetching state={state} />
    case 'locked':
      return isLeaving.value ? <Starting /> : <Unlock state={state} />
    case 'open':
      return (
        <>
          <LeaseBar state={state} />
          <OpenDevice state={state} />
        </>
      )
    case 'removed':
      return <Removed state={state} />
    case 'broken':
      return <Broken state={state} />
  }
}

/** The engine sends a new state object now and then; the shell hears only of another member, or another standing of this device. */
function OpenDevice({ state }: { readonly state: DeviceState & { readonly type: 'open' } }) {
  const { me } = state
  const kept = useMemo(() => me, [me.memberId, me.deviceId, me.managed])
  return <OpenShell me={kept} />
}
