/**
 * Whether the recovery kit could open each group's newest key. Every holder of
 * the key makes the archive's box anew and compares (CR7): one that would open
 * nothing, or a public key nobody can seal to, is noticed and followed by a key
 * of its own, which by the back chain opens what came before. Rule KR285.
 */
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { Chains } from '../membership/chains.ts'
import type { GroupAdmin } from '../membership/group-admin.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { Notices } from '../notices.ts'
import { postPlan } from './post-plan.ts'
import type { RelayClient } from './relay-client.ts'
import type { StepOutcome } from './sync-step.ts'

export interface EscrowDeps {
  readonly relay: RelayClient
  readonly chains: Chains
  readonly keyring: Keyring
  readonly admin: GroupAdmin
  readonly notices: Notices
  readonly mayRead: (group: GroupId) => boolean
  readonly onActed: (group: GroupId) => void
  readonly onLostRace: () => void
}

export interface EscrowCheck {
  /** Their chains moved. */
  readonly look: (groups: Iterable<GroupId>) => void
  readonly run: () => Promise<StepOutcome>
}

/** A first catch-up moves hundreds of groups, and each costs a few milliseconds: the rest comes with the next steps. */
const atOnce = 16

export function createEscrowCheck(deps: EscrowDeps): EscrowCheck {
  const { admin, chains, keyring, notices } = deps
  const due = new Set<GroupId>()
  const checked = new Map<GroupId, number>()
  /** Once a session: whoever goes on making false ones is a matter for people, who are told. */
  const renewed = new Set<GroupId>()

  async function isFalse(group: GroupId, newest: number): Promise<boolean> {
    if (newest < 0 || checked.get(group) === newest) return false
    const found = await keyring.checkArchive(group, newest)
    // Without the key it is looked at again when something of the group comes.
    if (found !== 'no-key') checked.set(group, newest)
    return found === 'false-escrow'
  }

  async function renew(group: GroupId): Promise<StepOutcome> {
    renewed.add(group)
    const plan = await admin.newEpoch(group)
    if (!plan.ok) return { type: 'ok' }
    const posted = await postPlan(deps, plan.value)
    if (posted.type === 'ok') deps.onActed(group)
    if (posted.type === 'lost-race') deps.onLostRace()
    else if (posted.type !== 'ok') renewed.delete(group)
    return posted.type === 'lost-race' ? { type: 'ok' } : posted
  }

  return {
    look: (groups) => {
      for (const group of groups) due.add(group)
    },
    run: async () => {
      for (const group of [...due].slice(0, atOnce)) {
        const newest = (chains.state(group)?.epochs.length ?? 0) - 1
        if (deps.mayRead(group) && (await isFalse(group, newest))) {
          notices.add('false-escrow', `${group}/${newest}`)
          const done = renewed.has(group) ? ({ type: 'ok' } as const) : await renew(group)
          if (done.type !== 'ok') {
            checked.delete(group)
            return done
          }
        }
        due.delete(group)
      }
      return { type: 'ok' }
    },
  }
}
