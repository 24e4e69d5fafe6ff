/** An open device: who is using it decides between the team's screens, the audit, and the public's plain ones. */
import { useMemo } from 'preact/hooks'
import type { Me } from '../engine-api/device-state.ts'
import { type App, AppProvider, useApp } from './app-context.ts'
import { lazyScreen } from './lazy-screen.tsx'
import { createPillModel } from './models/pill-model.ts'
import { useModel } from './models/use-model.ts'
import { ShellProvider } from './shell-context.ts'

export const StaffShell = lazyScreen(() =>
  import('./StaffShell.tsx').then((module) => {
    module.prepareStaff()
    return module.StaffShell
  }),
)
const GovernanceShell = lazyScreen(() => import('./GovernanceShell.tsx').then((module) => module.GovernanceShell))
const PublicShell = lazyScreen(() => import('./PublicShell.tsx').then((module) => module.PublicShell))

export function OpenShell({ me }: { readonly me: Me }) {
  const app = useApp()
  const { engine, clock } = app
  // The public are told of "this phone", whatever they hold: one word for one thing in all they read.
  const named = useMemo<App>(() => (me.audience === 'public' ? { ...app, deviceWord: 'phone' } : app), [app, me])
  const pill = useModel(() => createPillModel({ engine, clock, audience: me.audience }), [engine, me])
  const shell = useMemo(() => ({ me, pill }), [me, pill])
  return (
    <AppProvider value={named}>
      <ShellProvider value={shell}>
        {me.audience === 'public' ? <PublicShell /> : me.governance === true ? <GovernanceShell /> : <StaffShell />}
      </ShellProvider>
    </AppProvider>
  )
}
