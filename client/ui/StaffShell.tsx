/** The team's frame: skip link, content, main navigation; and which screen a route shows. */
import { prepareDates } from '../domain/dates.ts'
import { useApp } from './app-context.ts'
import { ForkBar } from './components/ForkBar.tsx'
import { LockBar } from './components/LockBar.tsx'
import { Rail, staffPlaces } from './components/Rail.tsx'
import { RollbackBar } from './components/RollbackBar.tsx'
import { lazyScreen } from './lazy-screen.tsx'
import { createOwnTasksModel } from './models/own-tasks-model.ts'
import { createUnreadModel } from './models/unread-model.ts'
import { useModel } from './models/use-model.ts'
import { UnknownPage } from './screens/DeviceScreens.tsx'
import { Today } from './screens/staff/Today.tsx'
import * as en from './text/en/shell.ts'
import { chooseText } from './text/text.ts'

const text = chooseText({ en })

const People = lazyScreen(() => import('./screens/staff/People.tsx').then((module) => module.People))
const AddPerson = lazyScreen(() => import('./screens/staff/AddPerson.tsx').then((module) => module.AddPerson))
const Person = lazyScreen(() => import('./screens/staff/Person.tsx').then((module) => module.Person))
const Details = lazyScreen(() => import('./screens/staff/Details.tsx').then((module) => module.Details))
const Decided = lazyScreen(() => import('./screens/staff/Decided.tsx').then((module) => module.Decided))
const Sharing = lazyScreen(() => import('./screens/staff/Sharing.tsx').then((module) => module.Sharing))
const ShowQr = lazyScreen(() => import('./screens/staff/ShowQr.tsx').then((module) => module.ShowQr))
const Team = lazyScreen(() => import('./screens/staff/Team.tsx').then((module) => module.Team))
const TeamSettings = lazyScreen(() => import('./screens/staff/TeamSettings.tsx').then((module) => module.TeamSettings))
const TeamDevices = lazyScreen(() => import('./screens/staff/TeamDevices.tsx').then((module) => module.TeamDevices))
const Handover = lazyScreen(() => import('./screens/staff/Handover.tsx').then((module) => module.Handover))
const Rounds = lazyScreen(() => import('./screens/staff/Rounds.tsx').then((module) => module.Rounds))
const LooksAfter = lazyScreen(() => import('./screens/staff/LooksAfter.tsx').then((module) => module.LooksAfter))
const HeldBack = lazyScreen(() => import('./screens/staff/HeldBack.tsx').then((module) => module.HeldBack))
const RecoveryKit = lazyScreen(() => import('./screens/staff/RecoveryKit.tsx').then((module) => module.RecoveryKit))
const Decisions = lazyScreen(() => import('./screens/staff/Decisions.tsx').then((module) => module.Decisions))
const Opened = lazyScreen(() => import('./screens/staff/Opened.tsx').then((module) => module.Opened))
const PlanVisit = lazyScreen(() => import('./screens/staff/PlanVisit.tsx').then((module) => module.PlanVisit))
const SyncPanel = lazyScreen(() => import('./screens/staff/SyncPanel.tsx').then((module) => module.SyncPanel))
const WriteVisit = lazyScreen(() => import('./screens/staff/WriteVisit.tsx').then((module) => module.WriteVisit))
const CarePlan = lazyScreen(() => import('./screens/staff/CarePlan.tsx').then((module) => module.CarePlan))
const Tasks = lazyScreen(() => import('./screens/staff/Tasks.tsx').then((module) => module.Tasks))
const Medicine = lazyScreen(() => import('./screens/staff/Medicine.tsx').then((module) => module.Medicine))
const Allergies = lazyScreen(() => import('./screens/staff/Allergies.tsx').then((module) => module.Allergies))
const Messages = lazyScreen(() => import('./screens/staff/Messages.tsx').then((module) => module.Messages))
const Thread = lazyScreen(() => import('./screens/staff/Thread.tsx').then((module) => module.Thread))

/** What drawing takes and needs nothing known: while somebody types a passphrase there is time for it. */
export function prepareStaff(): void {
  prepareDates()
}

export function StaffShell() {
  const { engine, router } = useApp()
  const unread = useModel(() => createUnreadModel(engine), [engine])
  const ownTasks = useModel(() => createOwnTasksModel(engine), [engine])
  return (
    <>
      <div class="staff shell">
        <a class="button skip" href="#content">
          {text.skipToContent}
        </a>
        <main id="content" tabIndex={-1}>
          <ForkBar />
          <RollbackBar />
          <StaffScreen />
        </main>
        <Rail
          places={staffPlaces}
          routeName={router.route.value.name}
          unread={unread.count.value}
          ownTasks={ownTasks.count.value}
        />
      </div>
      <LockBar />
    </>
  )
}

function StaffScreen() {
  const route = useApp().router.route.value
  switch (route.name) {
    case 'home':
    case 'today':
    case 'join':
      return <Today />
    case 'people':
      return <People />
    case 'add-person':
      return <AddPerson />
    case 'person':
      return <Person key={route.personId} personId={route.personId} />
    case 'details':
      return <Details key={route.personId} personId={route.personId} />
    case 'decided':
      return <Decided key={route.personId} personId={route.personId} />
    case 'sharing':
      return <Sharing key={route.personId} personId={route.personId} />
    case 'bring-in':
      return <ShowQr key={route.personId} personId={route.personId} />
    case 'team':
      return <Team key={route.date} date={route.date} />
    case 'team-settings':
      return <TeamSettings />
    case 'opened':
      return <Opened />
    case 'team-devices':
      return <TeamDevices />
    case 'handover':
      return <Handover key={route.memberId} memberId={route.memberId} />
    case 'rounds':
      return <Rounds />
    case 'looks-after':
      return <LooksAfter key={route.personId} personId={route.personId} />
    case 'held-back':
      return <HeldBack />
    case 'recovery-kit':
      return <RecoveryKit />
    case 'decisions':
      return <Decisions />
    case 'plan-visit':
      return <PlanVisit key={route.personId} personId={route.personId} />
    case 'visit':
      return <WriteVisit key={`${route.personId}/${route.visitId}`} personId={route.personId} visitId={route.visitId} />
    case 'plan':
      return <CarePlan key={route.personId} personId={route.personId} />
    case 'tasks':
      return <Tasks />
    case 'medicine':
      return (
        <Medicine
          key={`${route.personId}/${route.medicineId}`}
          personId={route.personId}
          medicineId={route.medicineId}
        />
      )
    case 'allergies':
      return <Allergies key={route.personId} personId={route.personId} />
    case 'messages':
      return <Messages />
    case 'thread':
      return <Thread key={route.threadId} threadId={route.threadId} />
    case 'sync':
      return <SyncPanel />
    case 'next':
    case 'worse':
    case 'medicines':
    case 'text-size':
    case 'team-card':
    case 'who':
    case 'looked':
    case 'see':
    case 'circle-tasks':
    case 'unknown':
      return <UnknownPage />
  }
}
