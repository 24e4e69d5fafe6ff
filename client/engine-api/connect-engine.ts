/**
 * The page's half of the boundary: an EngineApi over a port. `Stop` is
 * synchronous here although the worker hears of it later: from the moment it is
 * called no listener runs, whatever is still on its way.
 */
import { type Endpoint, proxy, releaseProxy, wrap } from 'comlink'
import type { EngineApi, Stop } from './engine-api.ts'
import type { ParamsOf, QueryName, ViewOf } from './queries.ts'
import type { AnyView, PortEngine } from './remote-engine.ts'

type RemoteStop = (() => Promise<void>) & { readonly [releaseProxy]: () => void }

export function connectEngine(endpoint: Endpoint): EngineApi {
  const remote = wrap<PortEngine>(endpoint)
  const inOrder = createWithinFirst()
  return {
    watchDevice: (listener) => {
      const gate = createGate(listener)
      return gate.stopWith(remote.watchDevice(proxy(gate.listener)) as Promise<RemoteStop>)
    },
    watch: <Name extends QueryName>(name: Name, params: ParamsOf<Name>, listener: (view: ViewOf<Name>) => void) => {
      // The port carries every view as one union; this query's listener gets this query's views.
      const gate = createGate<AnyView>((view) => listener(view as ViewOf<Name>))
      return gate.stopWith(inOrder(() => remote.watch(name, params, proxy(gate.listener)) as Promise<RemoteStop>))
    },
    run: (command) => remote.run(command),
    accessAct: (act) => remote.accessAct(act),
    circleAct: (act) => remote.circleAct(act),
    readSpoken: (typed) => remote.readSpoken(typed),
    inPersonAct: (act) => remote.inPersonAct(act),
    teamAct: (act) => remote.teamAct(act),
    heldAct: (act) => remote.heldAct(act),
    photoAct: (act) => remote.photoAct(act),
    anewAct: (act) => remote.anewAct(act),
    readInvite: (fragment) => remote.readInvite(fragment),
    join: (request) => remote.join(request),
    found: (request) => remote.found(request),
    recover: (request) => remote.recover(request),
    kitAct: (act) => remote.kitAct(act),
    readAuditLog: () => remote.readAuditLog(),
    unlock: (secret) => remote.unlock(secret),
    lock: () => remote.lock(),
    setPasskey: (passkey) => remote.setPasskey(passkey),
    hasPasskey: () => remote.hasPasskey(),
    pinAct: (act) => remote.pinAct(act),
    peopleHere: () => remote.peopleHere(),
    forkProof: (id) => remote.forkProof(id),
    takeOver: () => remote.takeOver(),
    syncNow: () => remote.syncNow(),
    notice: (notice) => {
      void remote.notice(notice)
    },
  }
}

/**
 * Of what is asked for in one go the last goes first: a screen is drawn from its
 * frame inwards, and what stands within the frame is what somebody waits for.
 */
function createWithinFirst(): <Value>(ask: () => Promise<Value>) => Promise<Value> {
  let waiting: (() => void)[] = []

  function askAll(): void {
    const asked = waiting.reverse()
    waiting = []
    for (const ask of asked) ask()
  }

  return (ask) =>
    new Promise((resolve) => {
      if (waiting.length === 0) queueMicrotask(askAll)
      waiting.push(() => resolve(ask()))
    })
}

interface Gate<Value> {
  readonly listener: (value: Value) => void
  readonly stopWith: (remoteStop: Promise<RemoteStop>) => Stop
}

function createGate<Value>(listener: (value: Value) => void): Gate<Value> {
  let isOpen = true

  function stopWith(remoteStop: Promise<RemoteStop>): Stop {
    return () => {
      if (!isOpen) return
      isOpen = false
      void remoteStop.then(async (stop) => {
        await stop()
        stop[releaseProxy]()
      })
    }
  }

  return {
    listener: (value) => {
      if (isOpen) listener(value)
    },
    stopWith,
  }
}
