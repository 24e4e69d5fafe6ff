/**
 * How often somebody may ask. A device in a session, or whose signature was
 * good, has a budget of its own; all others share that of their address. A call
 * is charged to the address first and given back once a known device is behind
 * it, because a whole clinic may sit behind one address. Numbers: RT10.
 */
import { RateLimiterMemory } from 'rate-limiter-flexible'

export interface Limits {
  /** False when the budget is used up. */
  readonly takeFromDevice: (device: string) => Promise<boolean>
  readonly takeFromAddress: (address: string) => Promise<boolean>
  readonly giveBackToAddress: (address: string, points: number) => Promise<void>
  readonly takeJoinFromAddress: (address: string) => Promise<boolean>
  readonly takeTryOfInvite: (invite: string) => Promise<boolean>
}

export interface LimitNumbers {
  readonly devicePerMinute: number
  readonly addressPerMinute: number
  readonly joinsPerHour: number
  readonly triesPerInvite: number
}

export const standardLimits = { devicePerMinute: 600, addressPerMinute: 60, triesPerInvite: 5 } as const

export function createLimits(numbers: LimitNumbers): Limits {
  const devices = new RateLimiterMemory({ keyPrefix: 'd', points: numbers.devicePerMinute, duration: 60 })
  const addresses = new RateLimiterMemory({ keyPrefix: 'a', points: numbers.addressPerMinute, duration: 60 })
  const joins = new RateLimiterMemory({ keyPrefix: 'j', points: numbers.joinsPerHour, duration: 3_600 })
  const invites = new RateLimiterMemory({ keyPrefix: 'i', points: numbers.triesPerInvite, duration: 3_600 })

  /** The library rejects when nothing is left: here that is an answer, not a failure. */
  async function take(limiter: RateLimiterMemory, key: string): Promise<boolean> {
    return limiter.consume(key).then(
      () => true,
      () => false,
    )
  }

  return {
    takeFromDevice: (device) => take(devices, device),
    takeFromAddress: (address) => take(addresses, address),
    giveBackToAddress: async (address, points) => {
      await addresses.reward(address, points)
    },
    takeJoinFromAddress: (address) => take(joins, address),
    takeTryOfInvite: (invite) => take(invites, invite),
  }
}
