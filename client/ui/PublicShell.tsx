/** The public's frame: one column, no navigation to learn; the first screen leads everywhere and back. */
import { useMemo } from 'preact/hooks'
import { useApp } from './app-context.ts'
import { ForkBar } from './components/ForkBar.tsx'
import { PublicSync } from './components/PublicSync.tsx'
import { lazyScreen } from './lazy-screen.tsx'
import { createTextSize } from './models/text-size.ts'
import { UnknownPage } from './screens/DeviceScreens.tsx'
import { Home } from './screens/public/Home.tsx'
import { PatientPage } from './screens/public/PatientPage.tsx'
import * as en from './text/en/shell.ts'
import { chooseText } from './text/text.ts'

const text = chooseText({ en })

const PublicMessages = lazyScreen(() =>
  import('./screens/public/PublicMessages.tsx').then((module) => module.PublicMessages),
)
const NextVisit = lazyScreen(() => import('./screens/public/NextVisit.tsx').then((module) => module.NextVisit))
const FeelWorse = lazyScreen(() => import('./screens/public/FeelWorse.tsx').then((module) => module.FeelWorse))
const Medicines = lazyScreen(() => import('./screens/public/Medicines.tsx').then((module) => module.Medicines))
const TextSize = lazyScreen(() => import('./screens/public/TextSize.tsx').then((module) => module.TextSize))
const TeamCard = lazyScreen(() => import('./screens/public/TeamCard.tsx').then((module) => module.TeamCard))
const WhoSees = lazyScreen(() => import('./screens/public/WhoSees.tsx').then((module) => module.WhoSees))
const WhoLooked = lazyScreen(() => import('./screens/public/WhoLooked.tsx').then((module) => module.WhoLooked))
const WhatISee = lazyScreen(() => import('./screens/public/WhatISee.tsx').then((module) => module.WhatISee))
const CircleTasks = lazyScreen(() => import('./screens/public/CircleTasks.tsx').then((module) => module.CircleTasks))
const SyncPanel = lazyScreen(() => import('./screens/staff/SyncPanel.tsx').then((module) => module.SyncPanel))

export function PublicShell() {
  const { page } = useApp()
  useMemo(() => createTextSize(page, document.documentElement), [page])
  return (
    <div class="public">
      <a class="button skip" href="#content">
        {text.skipToContent}
      </a>

      <ForkBar />
      <main id="content" class="phone" tabIndex={-1}>
        <PublicSync />
        <PublicScreen />
      </main>
    </div>
  )
}

function PublicScreen() {
  const route = useApp().router.route.value
  switch (route.name) {
    case 'messages':
      return <PublicMessages />
    case 'thread':
      return <PublicMessages key={route.threadId} threadId={route.threadId} />
    case 'team-card':
      return <TeamCard />
    case 'next':
      return (
        <PatientPage>
          <NextVisit />
        </PatientPage>
      )
    case 'worse':
      return <FeelWorse />
    case 'medicines':
      return (
        <PatientPage>
          <Medicines />
        </PatientPage>
      )
    case 'who':
      return (
        <PatientPage>
          <WhoSees />
        </PatientPage>
      )
    case 'looked':
      return (
        <PatientPage>
          <WhoLooked />
        </PatientPage>
      )
    case 'see':
      return <WhatISee />
    case 'circle-tasks':
      return <CircleTasks />
    case 'text-size':
      return <TextSize />
    case 'sync':
      return <SyncPanel />
    case 'home':
    case 'join':
    case 'today':
      return <Home />
    default:
      return <UnknownPage />
  }
}
