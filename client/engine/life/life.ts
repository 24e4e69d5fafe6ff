/**
 * The life of a device: empty, waiting to be let in, fetching, open, locked,
 * removed. Every state is found again from the disk after a restart (JO2).
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { ownBytes } from '../../../shared/protocol/fields.ts'
import type { DeviceState, NewPasskey } from '../../engine-api/device-state.ts'
import type { UnlockOutcome } from '../../engine-api/engine-api.ts'
import type { PinTry } from '../../engine-api/pin-acts.ts'
import type { AnewProblem } from '../../engine-api/start-anew.ts'
import type { DoorRobot } from '../admin/door-robot.ts'
import { openDeviceIdentity } from '../crypto/device-identity.ts'
import type { EngineDeps } from '../engine.ts'
import { createObservable, type Stop } from '../lib/observable.ts'
import { RowsNotMade } from '../remake/rows-version.ts'
import { createSession, type Session } from '../session.ts'
import { createVault } from '../storage/vault.ts'
import type { OpenVault } from '../storage/vault-port.ts'
import { createSuccession } from '../succession/succession.ts'
import { createStandingWatch } from '../sync/late-standing.ts'
import { writeStaffCardOnce } from '../writing/write-staff-card.ts'
import { askingState, isAsking } from './asking-state.ts'
import { beforeSession } from './before-session.ts'
import type { BeginDeps, Kept } from './begin-life.ts'
import { createErasing } from './erasing.ts'
import { createHold } from './hold.ts'
import { type Asked, type AskingPhase, createJoining } from './joining.ts'
import type { Life, LifeListeners } from './life-port.ts'
import { createLockedLife } from './locked-life.ts'
import { type OwnDevice, phaseOf, readOwnDevice } from './own-device.ts'
import { isOver, type RemovedPhase, shutForGood } from './removal.ts'
import { isRemoved, stateOfSession } from './session-state.ts'
import { fromPage, leaseNotice } from './vault-notices.ts'

export function createLife(deps: EngineDeps, { onLocked, onSession }: LifeListeners): Life {
  const { bindKey, clock, random, readModel, store } = deps
  const cost = deps.options?.passphraseCost
  const vault = createVault({ store, clock, random, bindKey, ...(cost === undefined ? {} : { cost }) })
  const states = createObservable<DeviceState>()
  let state: DeviceState = { type: 'starting' }
  let session: Session | null = null
  let stopWatching: Stop = () => {}
  let contactAt: Instant | null = null
  let robot: DoorRobot | null = null
  let work: Promise<unknown> = Promise.resolve()
  const hold = createHold(deps, () => track(letGo()))
  const erasing = createErasing({
    ...deps,
    clearSite: deps.clearSite ?? (async () => 'cleared'),
    isWanted: hold.isHeld,
    onChange: tellRemoved,
  })
  const joining = createJoining({ ...deps, onAsked: (asked, phase) => track(afterAsked(asked, phase)) })
  const locked = createLockedLife(deps, {
    ...{ vault, isHeld: hold.isHeld, state: () => state, show, track, remove },
    openItself: () => open(null),
    onLocked,
  })
  const succession = createSuccession(deps, vault, track)
  const askWhetherRemoved = createStandingWatch<Session>(deps, {
    isCurrent: (asked) => session === asked,
    onRemoved: remove,
    onSucceeded: changeOver,
  })

  function show(next: DeviceState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return
    state = next
    states.emit(state)
  }

  function track<Value>(running: Promise<Value>): Promise<Value> {
    work = Promise.allSettled([work, running])
    return running
  }

  async function start(): Promise<void> {
    if (!(await hold.acquire())) return show({ type: 'elsewhere' })
    await begin()
  }

  async function begin(): Promise<void> {
    const [phase] = await Promise.all([phaseOf(store), store.claim(random.bytes(16))])
    if (!hold.isHeld()) return
    if (phase === undefined) return show({ type: 'empty' })
    if (phase.type === 'removed') return showRemoved(phase)
    if (phase.type === 'waiting' || phase.type === 'founding') return wait(phase)
    await locked.show()
  }

  function wait(phase: AskingPhase, offline = false): void {
    show(askingState(phase, { type: offline ? 'offline' : 'waiting' }))
    joining.keepAsking(phase)
  }

  async function afterAsked(asked: Asked, phase: AskingPhase): Promise<void> {
    if (!hold.isHeld()) return
    if (asked.type !== 'admitted') return show(askingState(phase, asked))
    if (pendingOpen === null) return locked.show()
    const { opened, own } = pendingOpen
    pendingOpen = null
    await openOwn(own, opened)
  }

  /** Joined in this run: the vault is open already and waits with us. */
  let pendingOpen: { readonly own: OwnDevice; readonly opened: OpenVault } | null = null

  async function open(secret: string | Uint8Array | PinTry | null): Promise<UnlockOutcome> {
    if (session !== null) return { ok: true }
    if (!hold.isHeld()) return { ok: false, problem: { type: 'broken', detail: 'elsewhere' } }
    if (state.type === 'removed') return { ok: false, problem: { type: 'broken', detail: 'removed' } }
    const opened = await vault.unlock(secret instanceof Uint8Array ? ownBytes(secret) : secret)
    if (!opened.ok) {
      if (opened.error.type !== 'broken') await locked.showAgain()
      return { ok: false, problem: opened.error }
    }
    const own = await readOwnDevice(opened.value.sealedStore)
    if (own === undefined) return { ok: false, problem: { type: 'broken', detail: 'own device' } }
    if (!hold.isHeld()) {
      vault.lock()
      return { ok: false, problem: { type: 'broken', detail: 'elsewhere' } }
    }
    const failed = await tryToOpen(own, opened.value)
    if (failed !== null) return failed.outcome()
    return hold.isHeld() ? { ok: true } : { ok: false, problem: { type: 'broken', detail: 'elsewhere' } }
  }

  /** What the disk does not take leaves the device closed: half of it would look like the whole. */
  async function tryToOpen(own: OwnDevice, opened: OpenVault): Promise<RowsNotMade | null> {
    try {
      await openOwn(own, opened)
      return null
    } catch (failure) {
      if (!(failure instanceof RowsNotMade)) throw failure
      vault.lock()
      return failure
    }
  }

  async function setPasskey(passkey: NewPasskey | null): Promise<boolean> {
    if (passkey !== null && session?.device.own.audience !== 'staff') return false
    if (!hold.isHeld()) return false
    return (await vault.setPasskey(passkey === null ? null : fromPage(passkey))).ok
  }

  async function openOwn(own: OwnDevice, opened: OpenVault): Promise<Session> {
    const [identity, isNamed] = await Promise.all([
      openDeviceIdentity(opened.identitySecret),
      locked.stop().then(succession.begin),
    ])
    if (!identity.ok) throw new Error('openOwn: the vault opened, its identity did not')
    const known = await beforeSession(store, own, identity.value)
    const { sealedStore } = opened
    const begun = await createSession(deps, { own, identity: identity.value, sealedStore, ...known })
    session = begun
    // Lost meanwhile: nothing of it is shown, and nothing runs on.
    if (!hold.isHeld()) {
      await endSession()
      return begun
    }
    stopWatching = begun.changed(() => showOpen(begun))
    onSession(begun)
    if (deps.options?.confirmsJoins === true)
      robot = (await import('../admin/door-robot.ts')).startDoorRobot(deps, begun)
    showOpen(begun)
    begun.firstScreen.start(state.type === 'open')
    // Cut off in the middle: what was asked for then is done now.
    if (isNamed && session === begun) void track(startAnew())
    return begun
  }

  function showOpen(current: Session): void {
    if (session !== current) return
    const { chains, device, own } = current.device
    if (isRemoved(chains.state(own.group), device))
      return void track(succession.isDue(current.device) ? changeOver(current) : remove(own.audience))
    void track(noteContact(current))
    const opened = stateOfSession(current)
    if (opened.type === 'removed') void track(askWhetherRemoved(opened.at, current))
    else succession.sealAgain(current, () => session === current)
    const next = opened.type === 'open' ? { ...opened, ...leaseNotice(vault) } : opened
    // The chain says that the device is managed no more: its PIN goes, and the unlock screen will say why (VA191).
    if (next.type === 'open' && next.me.managed !== true && vault.hasPin()) void track(vault.takePinAway('unmarked'))
    if (next.type === 'open' && state.type !== 'open') void track(writeStaffCardOnce(current, store))
    show(next)
  }

  /** A pull that reached the head: the relay let this device in and answered it. */
  async function noteContact(current: Session): Promise<void> {
    const { caughtUpAt } = current.runner.state()
    if (caughtUpAt === null || caughtUpAt === contactAt) return
    contactAt = caughtUpAt
    await vault.noteContact()
    if (session === current) showOpen(current)
  }

  async function startAnew(): Promise<Result<void, AnewProblem>> {
    const current = session
    const begun = await succession.startAnew(current)
    if (begun.ok && current !== null) await changeOver(current)
    return begun
  }

  /** The chain says that the new identity is in and this one is out: the device goes on as that. */
  async function changeOver(current: Session): Promise<void> {
    if (session !== current || !hold.isHeld()) return
    show({ type: 'fetching', done: 0, total: null })
    await stopSession()
    const { own, sealedStore } = current.device
    const secret = await succession.takeOver(current.device)
    const failed =
      secret === null || !hold.isHeld() || (await tryToOpen(own, { sealedStore, identitySecret: secret })) !== null
    if (!failed) return
    // Unlocked again, it goes on from where it was cut off.
    vault.lock()
    await locked.show()
  }

  /** Proven by the chain, and so final. */
  async function remove(audience: RemovedPhase['audience']): Promise<void> {
    if (!hold.isHeld() || (state.type === 'removed' && state.erased !== undefined)) return
    if (session !== null) await endSession()
    await locked.stop()
    vault.lock()
    showRemoved(await shutForGood(store, audience, clock.now()))
  }

  function showRemoved(phase: RemovedPhase): void {
    tellRemoved(phase)
    if (!isOver(phase)) void track(erasing.begin(phase))
  }

  function tellRemoved({ at, audience, erased, gone, left, lost, opens, type }: RemovedPhase): void {
    const counts = { ...(left > 0 && { left }), ...(lost > 0 && { lost }), ...(gone > 0 && { gone }) }
    show({ type, at, audience, erased, ...counts, ...(opens === true && { opens }) })
  }

  async function endSession(): Promise<void> {
    await stopSession()
    vault.lock()
  }

  async function stopSession(): Promise<void> {
    const ended = session
    session = null
    stopWatching()
    robot?.stop()
    onSession(null)
    await ended?.stop()
    await succession.idle()
    await readModel.clear()
  }

  /** Another window takes the device. The screens are told first: what they save on leaving is still taken. */
  async function letGo(): Promise<void> {
    stopWatching()
    joining.stop()
    pendingOpen = null
    show({ type: 'elsewhere' })
    await locked.stop()
    if (session === null) return
    await hold.lastWords()
    await endSession()
  }

  async function takeOver(): Promise<void> {
    await started
    if (state.type !== 'elsewhere') return
    show({ type: 'starting' })
    if (await hold.takeOver()) await begin()
  }

  /** Nothing was ever written with these keys: nobody had let them in. */
  async function forgetRequest(): Promise<void> {
    joining.stop()
    erasing.stop()
    pendingOpen = null
    vault.lock()
    await store.wipe()
    show({ type: 'empty' })
  }

  /** An empty device, one whose request the relay refused for good, and one that was removed and erased, may ask. */
  function mayBegin(): boolean {
    if (isAsking(state)) return state.problem !== undefined
    return state.type === 'empty' || (state.type === 'removed' && state.erased === true)
  }

  async function keepAndAsk(...made: Parameters<BeginDeps['keepAndAsk']>): ReturnType<BeginDeps['keepAndAsk']> {
    if (state.type !== 'empty') await forgetRequest()
    const { keepMade } = await begins()
    return keepMade({ vault, joining, forget: forgetRequest, onKept }, ...made)
  }

  async function onKept({ asked, opened, own, phase }: Kept): Promise<void> {
    pendingOpen = { own, opened }
    if (asked.type === 'admitted') await afterAsked(asked, phase)
    else wait(phase, asked.type === 'offline')
  }

  /** A device begins once. All of it is there before anything is kept: the signal may go in between. */
  const begins = () => Promise.all([import('./begin-life.ts'), import('./ask-relay.ts')]).then(([begin]) => begin)
  const beginDeps: BeginDeps = { ...deps, mayBegin, keepAndAsk }
  const started = start()

  return {
    started,
    watch: (listener) => {
      listener(state)
      return states.subscribe(listener)
    },
    state: () => state,
    session: () => session,
    join: (request) => track(started.then(begins).then(({ joinHere }) => joinHere(beginDeps, request))),
    found: (request) => track(started.then(begins).then(({ foundHere }) => foundHere(beginDeps, request))),
    recover: (request) => track(started.then(begins).then(({ recoverHere }) => recoverHere(beginDeps, request))),
    startAnew: () => track(startAnew()),
    setPasskey: (passkey) => track(setPasskey(passkey)),
    hasPasskey: async () => (await vault.passkey()) !== null,
    pinAct: (act) =>
      track(import('../acts/pin-acts.ts').then(({ pinAct }) => pinAct(vault, hold.isHeld() ? session : null, act))),
    unlock: async (secret) => {
      await started
      if (isAsking(state)) return { ok: false, problem: { type: 'broken', detail: state.type } }
      return track(open(secret))
    },
    lock: async () => {
      await started
      if (session === null) return
      await endSession()
      await locked.show()
    },
    takeOver: () => track(takeOver()),
    wake: (reason) => {
      joining.wake()
      void track(erasing.wake())
      locked.wake(reason === 'try-now')
      if (reason === 'try-now') session?.retryRefused()
      // A knock may have gone by while nobody looked, or where no poke comes through.
      session?.houseWork.knocked()
      session?.runner.wake(reason)
    },
    settle: async () => {
      await started
      for (let before: unknown; before !== work; ) {
        before = work
        await joining.idle()
        await locked.idle()
        await work
        await session?.settle()
        await robot?.settle()
      }
    },
    close: async () => {
      await started
      hold.giveUp()
      joining.stop()
      erasing.stop()
      await locked.stop()
      if (session !== null) await endSession()
      hold.release()
      await readModel.close()
      await store.close()
    },
    openOwn,
  }
}
