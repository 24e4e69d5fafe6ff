/** The call of a device without a key that asks whether it is in. Apart from the other calls, like the one that appends. */
import type { DeviceId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { type DeviceStatus, parseDeviceStatus } from '../../../shared/protocol/device-status.ts'
import { messageMediaType } from '../../../shared/protocol/version.ts'
import { type Exchange, readMessage } from './http-exchange.ts'
import type { RelayFailure } from './relay-client.ts'

export function createDeviceStatus(exchange: Exchange) {
  return (device: DeviceId, teamFrom: number): Promise<Result<DeviceStatus, RelayFailure>> => {
    const request = { method: 'GET', path: `/v1/device/${device}/status?team=${teamFrom}` } as const
    return exchange(request, messageMediaType, (response) => readMessage(response, parseDeviceStatus))
  }
}
