/**
 * Another recovery kit in place of the one that holds: its seed is drawn here and
 * leaves at once as three sheets. Nothing is on the chain before two of them came
 * back; then it is proposed, with the word under its own root key, to a second
 * administrator. What lies between is nowhere but on paper: a device that was
 * locked or killed makes it anew. Rules FD200 to FD204.
 */
import type { DeviceId, Instant } from '../../../shared/lib/ids.ts'
import type { ChainProposal, ChainState } from '../../../shared/membership/chain.ts'
import { proposalStanding } from '../../../shared/membership/proposals.ts'
import type { KitAct, KitActOutcome, KitProblem } from '../../engine-api/founding.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import { postUntilDone } from '../admin/post-until-done.ts'
import { readKit } from '../archive/read-kit.ts'
import { seedLength, splitSeed } from '../archive/shares.ts'
import type { EngineDeps } from '../engine.ts'
import { openArchiveKit } from '../membership/archive-kit.ts'
import type { Session } from '../session.ts'

/** Which kit's sheets were given last; its keys are not kept. */
const inTheMaking = new WeakMap<Session, DeviceId>()

export async function makeNewKit(deps: EngineDeps, session: Session, team: ChainState): Promise<KitActOutcome> {
  if (team.kitKeptAt === null) return failed('not-allowed')
  if (openKits(deps, team).some(({ keptAt }) => keptAt !== null)) return failed('waits')
  const seed = deps.random.bytes(seedLength)
  const [{ archive }, sheets] = await Promise.all([openArchiveKit(seed), splitSeed(seed)])
  inTheMaking.set(session, archive.id)
  return { type: 'sheets', sheets }
}

export async function giveBackNewKit(
  deps: EngineDeps,
  session: Session,
  { sheets }: Extract<KitAct, { readonly type: 'give-back-new' }>,
): Promise<KitActOutcome> {
  const kit = await readKit(sheets)
  if (!kit.ok) return kit.error
  const { archive, root } = kit.value
  const isThis = ({ act, by }: ChainProposal) =>
    act.type === 'new-kit' && act.archive.id === archive.id && by === session.device.device
  const find = () => openKits(deps, session.device.chains.team()!).find(isThis)
  if (inTheMaking.get(session) !== archive.id && find() === undefined) return failed('other-kit')
  const admin = groupAdminOf(deps, session.device)
  if (find()?.keptAt != null) return { type: 'proposed' }
  const posted = await postUntilDone(deps, session, async () => {
    // A try that was cut short may have left the proposal without the word of its kit.
    const there = find()
    return there === undefined ? admin.proposeKit(kit.value) : admin.keepProposedKit(root, there.id)
  })
  const isProposed = find()?.keptAt != null
  if (!posted.ok && !isProposed) return failed(posted.error.type)
  inTheMaking.delete(session)
  return { type: 'proposed' }
}

/** By the second administrator's yes, or, of the first kit, by two sheets given back. */
export async function kitMadeAt({ device }: Session, team: ChainState): Promise<Instant | null> {
  const { kitKeptAt } = team
  if (kitKeptAt === null) return null
  const replaced = team.proposals.findLast(({ decided }) => decided?.at === kitKeptAt)
  if (replaced?.decided != null) return replaced.decided.writtenAt
  const known = [...(await device.controlLog.read()), ...device.chains.unlogged()]
  const kept = known.find(({ header }) => header.group === team.group && header.groupSeq === kitKeptAt)
  return kept?.header.writtenAt ?? null
}

function openKits({ clock }: EngineDeps, team: ChainState): readonly ChainProposal[] {
  const now = clock.now()
  return team.proposals.filter((each) => each.act.type === 'new-kit' && proposalStanding(team, each, now) === 'open')
}

function failed(problem: KitProblem): KitActOutcome {
  return { type: 'failed', problem }
}
