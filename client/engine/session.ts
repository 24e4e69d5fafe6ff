/**
 * One session: from unlock to lock. Wires the open device to writing, receiving
 * and syncing, and says what changed.
 */

import { settingsKey } from '../../shared/lib/doc-id.ts'
import type { Arrival, GroupId } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import type { Command, Outcome } from '../engine-api/commands.ts'
import { readTodayAhead } from './answers/answer-today.ts'
import { createBlobsStep } from './blobs/blobs-step.ts'
import { createCommandHandler } from './command-handler.ts'
import type { EngineDeps } from './engine.ts'
import { createObservable, type Stop } from './lib/observable.ts'
import { type OpenDevice, type OpenWith, openDevice } from './open-device.ts'
import { pause } from './platform/pause.ts'
import { createLateFolding } from './read-model/late-folding.ts'
import type { Rows } from './read-model/rows.ts'
import { createReceiptIntake } from './receive/receipt-intake.ts'
import { createReceiver, type Receiver } from './receive/receiver.ts'
import { createLateSearch, type Search } from './search/late-search.ts'
import { whileWanted } from './storage/while-wanted.ts'
import { type AccessWatch, createAccessWatch } from './sync/access-watch.ts'
import { type CatchUp, createCatchUp } from './sync/catch-up.ts'
import { createFirstScreen, type FirstScreen } from './sync/first-screen.ts'
import type { HouseWork } from './sync/house-work.ts'
import { changesWarnings, changesWhatIsShown, groupsToLookAt, partOf } from './sync/house-work-wanted.ts'
import { createLateHouseWork } from './sync/late-house-work.ts'
import { createPushStep } from './sync/push-step.ts'
import { createRefill, readRefill } from './sync/refill.ts'
import type { Session as RelaySession } from './sync/relay-client.ts'
import { createRelaySession } from './sync/relay-session.ts'
import { createRenewing } from './sync/renewing.ts'
import { noFactsYet, type SyncFactsNow } from './sync/sync-facts.ts'
import { createSyncRunner, type SyncRunner } from './sync/sync-runner.ts'
import { isQuiet, type StepName, type StepOutcome } from './sync/sync-step.ts'
import { writeDueReceipts } from './sync/write-receipts.ts'
import { createDocuments, type Documents } from './writing/documents.ts'
import { createDrafts, type Drafts } from './writing/drafts.ts'
import { createLatePublisher } from './writing/late-publisher.ts'
import { createWriter, type Writer } from './writing/writer.ts'

export interface Session {
  readonly device: OpenDevice
  readonly rows: Rows
  readonly writer: Writer
  readonly drafts: Drafts
  readonly runner: SyncRunner
  readonly catchUp: CatchUp
  readonly receiver: Receiver
  readonly access: AccessWatch
  readonly documents: Documents
  readonly houseWork: HouseWork
  readonly search: Search
  readonly run: (command: Command) => Promise<Outcome>
  readonly syncFacts: () => SyncFactsNow
  /** A relay session that is open now, or a new one. */
  readonly relaySession: () => Promise<RelaySession | null>
  /** Something a view may depend on changed, beside the rows themselves. */
  readonly changed: (listener: () => void) => Stop
  readonly noted: () => void
  readonly firstScreen: FirstScreen
  /** The first screen is on: what it does without is loaded now. */
  readonly loadRest: () => void
  /** What the relay refused is offered again with the next push. */
  readonly retryRefused: () => void
  /** Resolves when no step runs, no document waits to be opened, and nothing is fetched ahead. */
  readonly settle: () => Promise<void>
  readonly stop: () => Promise<void>
}

export async function createSession(given: EngineDeps, openWith: OpenWith): Promise<Session> {
  let isOver = false
  const deps = { ...given, store: whileWanted(given.store, () => !isOver) }
  const { clock, options, random, relay, store, timer, verifier } = deps
  const device = await openDevice(deps, openWith)
  const { chains, feeds, own, rows } = device
  const ahead = options?.headless === true ? undefined : readTodayAhead(rows, own, clock.now())
  const changes = createObservable<void>()
  const drafts = createDrafts(device.sealedStore)
  let facts = noFactsYet
  let isRestLoaded = false

  function note(change: Partial<typeof facts>): void {
    facts = { ...facts, ...change }
    changes.emit()
  }

  const writer = createWriter({
    ...device,
    space: own.space,
    device: device.device,
    me: own.member,
    store,
    clock,
    drawn: options?.drawn ?? pause,
    renewing: (groups, forWhom) => renewing(groups, forWhom),
    onWritten: () => {
      changes.emit()
      wantBlobs()
      runner.wake('written')
    },
  })
  const documents = createDocuments({
    device,
    store,
    writer,
    clock,
    initAutomerge: deps.initAutomerge,
    isGone: (group) => access.evicted(group) !== null,
    onOpened: () => {
      changes.emit()
      publisher?.notice(documents.takeLists())
    },
  })
  const [keptRefill] = await Promise.all([readRefill(store), drafts.load(), documents.load(), device.findKeys()])
  const access = createAccessWatch({
    chains,
    device: device.device,
    now: clock.now,
    backfills: device.backfills,
    evicted: device.evicted,
    onBackfill: (group) => runner.wantBackfill(group),
  })
  const receiver = createReceiver({
    ...device,
    space: own.space,
    me: own.member,
    store,
    clock,
    verifier,
    access,
    receipts: createReceiptIntake({ book: device.book, sealedStore: device.sealedStore, chains, me: own.member }),
    takeChanges: documents.take,
  })
  // To publish by; screens are stricter (QV770). What somebody keeps back must not keep her list from her.
  const isWhole = ({ group }: ChainState) => {
    const { caughtUpAt } = catchUp.cursor()
    if (caughtUpAt === null || !mayRead(group) || access.backfillAfter(group) !== null) return false
    return !device.parked.waiting().some((item) => item.for === 'key' && item.entry.header.group === group)
  }
  const publisher =
    own.audience === 'staff' && options?.receipts !== false
      ? createLatePublisher({ ...device, writer, clock, timer, isWhole })
      : null
  const mayRead = (group: GroupId) => {
    const chain = chains.state(group)
    return chain !== undefined && access.mayRead(chain)
  }
  const readsCare = options?.readsCare !== false
  const part = partOf(own.audience, options)
  const houseWork = createLateHouseWork({
    ...device,
    space: own.space,
    member: own.member,
    relay,
    store,
    verifier,
    writer,
    clock,
    timer,
    random,
    mayRead,
    access,
    onReturned: (group) => runner.wantBackfill(group),
    isDayKnown,
    isWhole,
    initAutomerge: deps.initAutomerge,
    snapshotEvery: options?.snapshotEvery,
    showDocuments: documents.show,
    take: receiver.take,
    onLostRace: () => runner.wake('poke'),
    onTurn: () => runner.wake('timer'),
    isCaughtUp: () => catchUp.cursor().caughtUpAt !== null,
    onHanded: () => changes.emit(),
    isSettling: () => refill.isSettling(),
    part,
    readsCare,
  })
  const renewing = createRenewing({
    ...device,
    ...{ space: own.space, relay, clock, random, timer, part, isWhole },
    isSettling: () => refill.isSettling(),
    syncState: () => runner.state(),
    changed: (listener) => changes.subscribe(listener),
    onLostRace: () => runner.wake('poke'),
    onRenewed: (group) => {
      houseWork.look(groupsToLookAt(chains, new Set([group])))
      houseWork.claim([group])
    },
  })
  const refillDeps = { ...device, space: own.space, store, relay, clock, mayRead: access.mayRead, onOffered }
  const refill = createRefill(refillDeps, keptRefill)
  const catchUp = createCatchUp({
    relay,
    store,
    feeds,
    access,
    refill,
    clock,
    commitLock: device.commitLock,
    sealedStore: device.sealedStore,
    cursor: device.cursor,
    lastSeen: device.lastSeen,
    gaps: device.gaps,
    skipsFolded: own.audience === 'staff' && readsCare,
    onBackfill: (group) => runner.wantBackfill(group),
    isShown: (group) => (group as string) === own.space || mayRead(group),
    receiver: {
      ...receiver,
      take: async (items, alongside, isMoreComing) => {
        const taken = await receiver.take(readsCare ? items : await leftAtRelay(items), alongside, isMoreComing)
        publisher?.notice(documents.takeLists())
        if (taken.ok && taken.value.moved.size > 0) await device.findKeys()
        if (taken.ok) houseWork.look(groupsToLookAt(chains, taken.value.moved))
        if (taken.ok) houseWork.lookAtKeys(taken.value.withoutKey)
        return taken
      },
    },
    showDocuments: documents.showKept,
    onProgress: (done, total) => note({ fetched: { done, total } }),
    onServerTime: (serverTime) => note({ clockSkewMs: clock.now() - serverTime }),
  })

  /** Of robots and importers: no tablet or phone needs it. */
  async function leftAtRelay(items: Parameters<Receiver['take']>[0]) {
    const { withoutCare } = await import('./receive/leave-care.ts')
    return withoutCare(items, { space: own.space, chains, takesPublic: part === 'door' })
  }

  /** What a restored relay did not know when it was first sent may be taken now, and boxes may be wanting anywhere. */
  function onOffered(): void {
    pushing.retryRefused()
    houseWork.look(chains.all().flatMap((chain) => (access.mayRead(chain) ? [chain.group] : [])))
    wantBlobs()
    changes.emit()
    runner.wake('written')
  }

  function wantBlobs(): void {
    if (device.blobMarks.due().length > 0) runner.wantBlobs()
  }

  const pushing = createPushStep({ ...device, relay, store, clock, refill, onSending: (sending) => note({ sending }) })
  const blobs = createBlobsStep({ ...device, relay, store, clock, onSent: changes.emit })
  const door = createRelaySession({
    ...{ relay, space: own.space, identity: device.identity, refill, clock },
    shutOutAt: () => facts.shutOutAt,
    onShutOut: (shutOutAt) => note({ shutOutAt }),
    onOpened: () => houseWork.knocked(),
  })

  async function receiptsStep(): Promise<StepOutcome> {
    if (options?.receipts === false) return { type: 'ok' }
    const { baseOf, book, frontiers, storedIn } = device
    await frontiers.load()
    return writeDueReceipts({ chains, book, writer, storedIn, baseOf })
  }

  /** The plan of that day is here and open. */
  function isDayKnown(date: string): boolean {
    const isHere = catchUp.cursor().caughtUpAt !== null && access.backfillAfter(own.group) === null
    return isHere && !documents.isWaiting('diary', date) && !documents.isWaiting('team-settings', settingsKey)
  }

  function perform(step: StepName, group: GroupId | null): Promise<StepOutcome> {
    switch (step) {
      case 'session':
        return door.open()
      case 'push':
        return pushing.run()
      case 'pull':
        return door.within(catchUp.pull)
      case 'receipts':
        return receiptsStep()
      case 'backfill':
        return door.within((session) => catchUp.backfill(session, group ?? own.group))
      case 'blobs':
        return door.within(blobs.run)
      case 'chores':
        return houseWork.run(door.now())
    }
  }

  const runner = createSyncRunner({
    clock,
    timer,
    random,
    lastContactAt: catchUp.cursor().caughtUpAt,
    perform,
    connectLive: (onPoke, onState) => {
      const open = door.now()
      if (open === null) return () => onState('down')
      const onLivePoke = (arrival: Arrival) => {
        // Nothing new in the stream: somebody stands at the door.
        if (arrival <= catchUp.cursor().cursor) houseWork.knocked()
        note({ pokes: facts.pokes + 1 })
        onPoke()
      }
      return relay.live(open, onLivePoke, onState)
    },
    onState: () => changes.emit(),
  })
  const search = createLateSearch({
    ...device,
    store,
    // It would fold in each person it reads.
    isQuiet: () => isQuiet(runner.state()) && !device.pages.isBehind(),
    onProgress: () => changes.emit(),
  })
  changes.subscribe(search.kick)
  const folding = createLateFolding({
    ...device,
    store,
    timer,
    isQuiet: () => runner.state().started && isQuiet(runner.state()),
    onDone: () => changes.emit(),
  })
  changes.subscribe(folding.kick)
  const commands = createCommandHandler({
    ...device,
    store,
    writer,
    drafts,
    documents,
    audience: own.audience,
    renewing,
    groupAdmin: async () => (await import('./admin/group-admin-of.ts')).groupAdminOf(deps, device),
    onBegun: access.begun,
    onSeen: () => {
      changes.emit()
      runner.wake('seen')
    },
    onRan: (command) => {
      if (changesWarnings(command)) publisher?.notice([command.personId], true)
      if (own.audience !== 'staff' || !changesWhatIsShown(command)) return
      // What people are shown follows at once from what was written here, when there is signal.
      houseWork.claimShown(command)
      if (runner.state().offlineSince === null) runner.wake('poke')
    },
  })
  const stopDrafts = drafts.changed(() => changes.emit())
  if (options?.headless === true) {
    documents.start()
    await device.frontiers.load()
  }
  for (const group of new Set([...access.backfills(), ...access.returned()])) runner.wantBackfill(group)
  if (device.parked.waiting().length > 0) await receiver.retry()
  wantBlobs()

  const firstScreen = createFirstScreen(timer, options?.headless === true, runner.start)
  return {
    device,
    rows,
    writer,
    drafts,
    runner,
    firstScreen,
    catchUp,
    receiver,
    access,
    documents,
    houseWork,
    search,
    run: (command) => device.attention.whileAsked(() => commands.run(command)),
    syncFacts: () => ({ ...facts, refill: refill.view(), wentBack: refill.wasNeeded() }),
    relaySession: door.current,
    changed: (listener) => changes.subscribe(listener),
    noted: () => changes.emit(),
    loadRest: () => {
      documents.start()
      if (isRestLoaded) return
      isRestLoaded = true
      void device.frontiers.load().then(() => changes.emit())
    },
    retryRefused: () => {
      pushing.retryRefused()
      blobs.retryRefused()
      wantBlobs()
    },
    settle: async () => {
      await commands.settle()
      await runner.idle()
      await documents.settle()
      await publisher?.settle()
      await runner.idle()
      await folding.settle()
      await search.settle()
    },
    stop: async () => {
      firstScreen.stop()
      runner.stop()
      documents.stop()
      publisher?.stop()
      stopDrafts()
      await runner.idle()
      houseWork.stop()
      await Promise.all([writer.shown(), commands.settle(), ahead, folding.stop()])
      // What is still on its way may be answered when another session writes.
      isOver = true
    },
  }
}
