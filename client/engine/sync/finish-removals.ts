/**
 * A phone was removed, and whoever did it was cut off before it was out of every
 * group: any device that may goes on, with a new key for each. The person's own
 * phone does so too, where she has a say. Losing a race is no failure: a
 * colleague did it. Rule GK301.
 */
import type { GroupId, PersonId } from '../../../shared/lib/ids.ts'
import type { Chains } from '../membership/chains.ts'
import type { GroupAdmin } from '../membership/group-admin.ts'
import type { Keyring } from '../membership/keyring.ts'
import { leftToRemove } from '../membership/lost-phones.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { postPlan } from './post-plan.ts'
import type { RelayClient } from './relay-client.ts'
import { boardDueWrite } from './rotate-board.ts'
import type { StepOutcome } from './sync-step.ts'

export interface FinishRemovalsDeps {
  readonly chains: Chains
  readonly keyring: Keyring
  readonly relay: RelayClient
  readonly store: DeviceStore
  readonly admin: GroupAdmin
  readonly mayRead: (group: GroupId) => boolean
  readonly onActed: (group: GroupId) => void
  readonly onLostRace: () => void
}

export interface FinishRemovals {
  readonly look: (groups: Iterable<GroupId>) => void
  readonly run: () => Promise<StepOutcome>
}

export function createFinishRemovals(deps: FinishRemovalsDeps): FinishRemovals {
  const { admin, chains, mayRead, store } = deps
  const people = new Set<PersonId>()
  let isFirst = true

  function look(groups: Iterable<GroupId>): void {
    for (const group of groups) {
      const chain = chains.state(group)
      if (chain?.about != null && (chain.kind === 'private' || chain.kind === 'circle')) people.add(chain.about)
    }
  }

  async function finish(person: PersonId): Promise<StepOutcome> {
    for (const { device, group } of leftToRemove(chains.publicAbout(person))) {
      if (!mayRead(group)) continue
      const plan = await admin.removeDevice(group, device)
      // Not this device's to do, or without the key that is on its way.
      if (!plan.ok) continue
      const due = await store.commit([boardDueWrite(device)])
      if (!due.ok) return { type: 'idle' }
      const posted = await postPlan(deps, plan.value)
      if (posted.type === 'lost-race') {
        deps.onLostRace()
        return { type: 'more' }
      }
      if (posted.type !== 'ok') return posted
      deps.onActed(group)
    }
    return { type: 'ok' }
  }

  return {
    look,
    run: async () => {
      if (isFirst) look(chains.byKind('private').map(({ group }) => group))
      isFirst = false
      for (const person of people) {
        const done = await finish(person)
        if (done.type !== 'ok') return done
        people.delete(person)
      }
      return { type: 'ok' }
    },
  }
}
