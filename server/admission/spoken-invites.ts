/** Sealed invites under a spoken code, in memory alone: after a restart another code is made. Rules AD93, AD94, AD860. */
import { bytesToHex } from '../../shared/lib/bytes.ts'
import type { DeviceId, Instant } from '../../shared/lib/ids.ts'
import { type SpokenDeposit, spokenHoldsMs } from '../../shared/protocol/spoken.ts'

export interface SpokenInvites {
  readonly leave: (device: DeviceId, deposit: SpokenDeposit) => void
  readonly find: (id: string) => SpokenDeposit | undefined
  /** Forgets those that have run out. */
  readonly sweep: () => void
}

interface Kept extends SpokenDeposit {
  readonly device: DeviceId
  readonly until: number
}

/** Of one device at a time: the oldest gives way. */
const perDevice = 4

export function createSpokenInvites(now: () => Instant): SpokenInvites {
  let kept: readonly Kept[] = []

  function sweep(): void {
    kept = kept.filter(({ until }) => until > now())
  }

  return {
    sweep,
    leave: (device, { id, sealed }) => {
      sweep()
      const [mine, others] = [[] as Kept[], [] as Kept[]]
      for (const each of kept) (each.device === device ? mine : others).push(each)
      const own = { id: new Uint8Array(id), sealed: new Uint8Array(sealed), device, until: now() + spokenHoldsMs }
      kept = [...others, ...mine.slice(1 - perDevice), own]
    },
    find: (wanted) => {
      sweep()
      return kept.find(({ id }) => bytesToHex(id) === wanted)
    },
  }
}
