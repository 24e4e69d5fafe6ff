/** Brings a circle to what `membership/circle-plan.ts` says it asks for. Losing a race is no failure: a colleague did it. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { Chains } from '../membership/chains.ts'
import { inNow, toLetIn } from '../membership/circle-plan.ts'
import { devicesOf, ownDevicesOf } from '../membership/devices-of.ts'
import type { GroupAdmin } from '../membership/group-admin.ts'
import type { Keyring } from '../membership/keyring.ts'
import { postAct } from './post-plan.ts'
import type { RelayClient, Session } from './relay-client.ts'
import type { StepOutcome } from './sync-step.ts'

export interface CircleCareDeps {
  readonly chains: Chains
  readonly keyring: Keyring
  readonly relay: RelayClient
  readonly admin: GroupAdmin
  readonly mayRead: (group: GroupId) => boolean
  /** Of groups this device let somebody into. */
  readonly onLetIn: (group: GroupId) => void
}

export async function careForCircle(deps: CircleCareDeps, session: Session, circle: ChainState): Promise<StepOutcome> {
  const { chains, mayRead } = deps
  const person = circle.about
  if (person === null || !mayRead(circle.group)) return { type: 'ok' }
  const about = chains.publicAbout(person)
  const own = chains.privateOf(person, null)
  const herself = own === undefined ? [] : inNow(own).filter(({ role }) => role === 'patient')
  const wanted = new Map([...herself, ...inNow(circle)].map((each) => [`${each.role}/${each.member}`, each]))
  const newcomers = [...wanted.values()].flatMap((who) => devicesOf(chains, about, who))
  const entered = await letIn(deps, session, circle, newcomers)
  return entered.type === 'ok' ? careForFamily(deps, session, circle) : entered
}

async function careForFamily(deps: CircleCareDeps, session: Session, circle: ChainState): Promise<StepOutcome> {
  const { admin, chains } = deps
  const person = circle.about!
  const family = inNow(circle).filter(({ role }) => role === 'family')
  for (const { member, role } of new Map(family.map((each) => [each.member, each])).values()) {
    if (chains.privateOf(person, member) === undefined) {
      const made = await postAct(
        deps,
        session,
        await admin.createGroup({ kind: 'private', about: person, owner: member }),
      )
      if (made.type !== 'ok') return made
    }
    const own = chains.privateOf(person, member)
    if (own === undefined) continue
    const devices = ownDevicesOf(chains, chains.publicAbout(person), own, { member, role })
    const done = await letIn(deps, session, own, devices)
    if (done.type !== 'ok') return done
  }
  return { type: 'ok' }
}

async function letIn(
  deps: CircleCareDeps,
  session: Session,
  chain: ChainState,
  members: Parameters<typeof toLetIn>[1],
): Promise<StepOutcome> {
  for (const member of toLetIn(chain, members)) {
    const done = await postAct(deps, session, await deps.admin.addMember(chain.group, member))
    if (done.type !== 'ok') return done
    deps.onLetIn(chain.group)
  }
  return { type: 'ok' }
}
