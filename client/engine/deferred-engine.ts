/**
 * The engine before it is there: a worker must listen from its first moment, and
 * its disk takes a little longer to open. What is asked meanwhile waits; a disk
 * that does not open at all is a state of the device like any other.
 */
import type { DeviceState } from '../engine-api/device-state.ts'
import type { EngineApi, Stop } from '../engine-api/engine-api.ts'

export function deferredEngine(ready: Promise<EngineApi>): EngineApi {
  function watchWhenReady(begin: (engine: EngineApi) => Stop, onBroken: (detail: string) => void): Stop {
    let isStopped = false
    let stop: Stop = () => {}
    ready.then(
      (engine) => {
        if (!isStopped) stop = begin(engine)
      },
      (failure: unknown) => onBroken(failure instanceof Error ? failure.name : 'unknown'),
    )
    return () => {
      isStopped = true
      stop()
    }
  }

  return {
    watchDevice: (listener) => {
      const starting: DeviceState = { type: 'starting' }
      listener(starting)
      return watchWhenReady(
        (engine) => engine.watchDevice(listener),
        (detail) => listener({ type: 'broken', detail }),
      )
    },
    watch: (name, params, listener) =>
      watchWhenReady(
        (engine) => engine.watch(name, params, listener),
        () => {},
      ),
    run: async (command) => (await ready).run(command),
    accessAct: async (act) => (await ready).accessAct(act),
    circleAct: async (act) => (await ready).circleAct(act),
    readSpoken: async (typed) => (await ready).readSpoken(typed),
    inPersonAct: async (act) => (await ready).inPersonAct(act),
    teamAct: async (act) => (await ready).teamAct(act),
    heldAct: async (act) => (await ready).heldAct(act),
    photoAct: async (act) => (await ready).photoAct(act),
    anewAct: async (act) => (await ready).anewAct(act),
    readInvite: async (fragment) => (await ready).readInvite(fragment),
    join: async (request) => (await ready).join(request),
    found: async (request) => (await ready).found(request),
    recover: async (request) => (await ready).recover(request),
    kitAct: async (act) => (await ready).kitAct(act),
    readAuditLog: async () => (await ready).readAuditLog(),
    unlock: async (secret) => (await ready).unlock(secret),
    lock: async () => (await ready).lock(),
    setPasskey: async (passkey) => (await ready).setPasskey(passkey),
    hasPasskey: async () => (await ready).hasPasskey(),
    pinAct: async (act) => (await ready).pinAct(act),
    peopleHere: async () => (await ready).peopleHere(),
    forkProof: async (id) => (await ready).forkProof(id),
    takeOver: async () => (await ready).takeOver(),
    syncNow: async () => (await ready).syncNow(),
    notice: (notice) => void ready.then((engine) => engine.notice(notice)),
  }
}
