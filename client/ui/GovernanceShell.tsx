/** The frame of information governance: the audit, and how this device stands with the relay. Nothing of any record. */
import { useApp } from './app-context.ts'
import { LockBar } from './components/LockBar.tsx'
import { governancePlaces, Rail } from './components/Rail.tsx'
import { RollbackBar } from './components/RollbackBar.tsx'
import { lazyScreen } from './lazy-screen.tsx'
import { UnknownPage } from './screens/DeviceScreens.tsx'
import { Audit } from './screens/governance/Audit.tsx'
import * as en from './text/en/shell.ts'
import { chooseText } from './text/text.ts'

const text = chooseText({ en })

const SyncPanel = lazyScreen(() => import('./screens/staff/SyncPanel.tsx').then((module) => module.SyncPanel))

export function GovernanceShell() {
  const { name } = useApp().router.route.value
  return (
    <>
      <div class="staff shell">
        <a class="button skip" href="#content">
          {text.skipToContent}
        </a>
        <main id="content" tabIndex={-1}>
          <RollbackBar />
          {name === 'sync' ? <SyncPanel /> : isHome(name) ? <Audit /> : <UnknownPage />}
        </main>
        <Rail places={governancePlaces} routeName={name} />
      </div>
      <LockBar />
    </>
  )
}

/** Where joining and unlocking lead. */
function isHome(name: string): boolean {
  return name === 'home' || name === 'today' || name === 'join'
}
