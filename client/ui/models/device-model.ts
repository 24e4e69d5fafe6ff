/** What this device is, as a signal; `starting` until the engine has said something. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Disposable } from './use-model.ts'

export interface DeviceModel extends Disposable {
  readonly state: ReadonlySignal<DeviceState>
}

export function createDeviceModel(engine: Pick<EngineApi, 'watchDevice'>): DeviceModel {
  const state = signal<DeviceState>({ type: 'starting' })
  const dispose = engine.watchDevice((next) => {
    state.value = next
  })
  return { state, dispose }
}
