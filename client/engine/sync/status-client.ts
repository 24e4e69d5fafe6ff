/** The calls of a device without a key: whether it is in, and its last word. Apart from the other calls, like the one that appends. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
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

export function createSayErased(exchange: Exchange) {
  return (body: Bytes): Promise<Result<void, RelayFailure>> =>
    exchange({ method: 'POST', path: '/v1/erased', body }, null, async () => ok(undefined))
}
