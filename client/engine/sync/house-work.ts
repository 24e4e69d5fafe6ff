/**
 * What a device does for others when it has nothing better to do, in one place
 * that is loaded once it is needed: the first screen does not wait for it.
 * Everybody's device says once in each group who its member is. Staff devices
 * notice whom their member was given, renew keys, let people in and removed phones
 * out, bring groups what they lack, and write and check snapshots; information
 * governance holds no key to do so. A robot at the door does all of this but what
 * would need the records it leaves at the relay: it ends nobody's feed (EN9).
 */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { createForgetKit } from '../acts/forget-kit.ts'
import { createTellOpened, type TellSaidDeps } from '../acts/opening-said.ts'
import { isGovernance } from '../audit/governance.ts'
import { createPhotosAhead, type PhotosAheadDeps } from '../blobs/photos-ahead.ts'
import { createNoticeHanded, type NoticeHandedDeps } from '../handing/notice-handed.ts'
import { createGroupAdmin, type GroupAdminDeps } from '../membership/group-admin.ts'
import type { WithoutKey } from '../receive/without-key.ts'
import { createShare, type ShareDeps, type ShownChange } from '../sharing/share.ts'
import { type CheckSnapshotsDeps, createCheckSnapshots } from '../snapshots/check-snapshots.ts'
import { createFetchFolded, type FetchFoldedDeps } from '../snapshots/fetch-folded.ts'
import { createWriteSnapshots, type WriteSnapshotsDeps } from '../snapshots/write-snapshots.ts'
import { createEscrowCheck, type EscrowDeps } from './check-escrow.ts'
import { type ChoresDeps, createChores } from './chores.ts'
import { createEviction, type EvictionDeps } from './evict.ts'
import { createFinishRemovals } from './finish-removals.ts'
import { createFurnish, type FurnishDeps } from './furnish.ts'
import { createLetInPerson, type LetInPersonDeps } from './let-in-person.ts'
import { createMemberCards, type MemberCardsDeps } from './member-cards.ts'
import type { Session } from './relay-client.ts'
import { createBoardRotation } from './rotate-board.ts'
import type { StepOutcome } from './sync-step.ts'
import { createTeamCard, type TeamCardDeps } from './team-card.ts'
import { createTellEnded, type TellEndedDeps } from './tell-ended.ts'

export type HouseWorkPart = 'own' | 'door' | 'all'

export interface HouseWorkDeps
  extends Omit<ChoresDeps, 'onActed' | 'renews' | 'admin'>,
    Omit<GroupAdminDeps, 'keyring'>,
    FurnishDeps,
    Omit<MemberCardsDeps, 'baseOf'>,
    Omit<TeamCardDeps, 'baseOf'>,
    Omit<TellEndedDeps, 'baseOf'>,
    Omit<TellSaidDeps, 'baseOf' | 'chains'>,
    Omit<ShareDeps, 'isFirst'>,
    Omit<LetInPersonDeps, 'admin' | 'onActed'>,
    Omit<EscrowDeps, 'admin' | 'onActed'>,
    CheckSnapshotsDeps,
    WriteSnapshotsDeps,
    FetchFoldedDeps,
    EvictionDeps,
    Omit<PhotosAheadDeps, 'access' | 'relay' | 'rows'>,
    Omit<NoticeHandedDeps, 'now' | 'store'> {
  readonly part: HouseWorkPart
  /** The relay was put back to an older copy just now: no chain is added to. */
  readonly isSettling: () => boolean
  /** Robots and importers leave care at the relay: nothing of it is here to be deleted. */
  readonly readsCare: boolean
}

export interface HouseWork {
  /** Something happened to these groups that may have left work. */
  readonly look: (groups: Iterable<GroupId>) => void
  /** They wrote as if the newest key had never come to them. */
  readonly lookAtKeys: (some: Iterable<WithoutKey>) => void
  /** This device's member changed what people are shown of their visits or of the team, or who is shown it. */
  readonly claimShown: (shown: ShownChange) => void
  /** This device made them want something: it brings it at once. */
  readonly claim: (groups: Iterable<GroupId>) => void
  /** Somebody knocked at the relay, or may have. */
  readonly knocked: () => void
  readonly run: (session: Session | null) => Promise<StepOutcome>
  readonly stop: () => void
}

export function createHouseWork(given: HouseWorkDeps): HouseWork {
  const { part } = given
  const deps = { ...given, admin: createGroupAdmin(given) }
  const sayWho = createMemberCards(deps)
  const forgetKit = createForgetKit(deps)
  const tellEnded = createTellEnded(deps)
  const tellOpened = createTellOpened(deps)
  const card = createTeamCard(deps)
  const noticeHanded = createNoticeHanded({ ...deps, now: deps.clock.now })
  const furnish = createFurnish(deps)
  const share = createShare({ ...deps, isFirst: part === 'door' })
  const onActed = (group: GroupId) => furnish.claim([group])
  const removals = createFinishRemovals({ ...deps, onActed })
  const rotateBoard = createBoardRotation({ ...deps, onActed })
  const door = createLetInPerson({ ...deps, onActed })
  const evict = given.readsCare ? createEviction(deps) : async () => {}
  const chores = createChores({ ...deps, renews: part === 'all', onActed })
  const escrow = createEscrowCheck({ ...deps, onActed })
  const snapshots = createWriteSnapshots(deps)
  const checkSnapshots = createCheckSnapshots(deps)
  const fetchFolded = createFetchFolded(deps)
  const photosAhead = createPhotosAhead(deps)
  return {
    look: (groups) => {
      const some = [...groups]
      chores.add(some)
      if (part === 'all') escrow.look(some)
      removals.look(some)
      furnish.look(some)
      if (some.length > 0) share.look()
    },
    lookAtKeys: chores.addWithoutKey,
    claim: (groups) => {
      const some = [...groups]
      furnish.claim(some)
      if (some.some((group) => group === deps.chains.team()?.group)) card.claim()
    },
    claimShown: (shown) => {
      share.claim(shown)
      card.claim()
    },
    knocked: door.knocked,
    run: async (session) => {
      // With the words that lie here until what is not hers to read any more is deleted.
      await tellOpened()
      await tellEnded()
      await evict()
      await sayWho()
      await forgetKit()
      // A robot at the door ends nobody's feed, and who cannot read cannot renew.
      if (part !== 'door' && session !== null && !given.isSettling()) {
        const finished = await removals.run()
        if (finished.type !== 'ok') return finished
      }
      if (part === 'own' || isGovernance(deps.chains, deps.device)) return { type: 'ok' }
      if (part === 'all') await noticeHanded()
      await card.run()
      if (given.isSettling()) return { type: 'ok' }
      if (session === null) return { type: 'no-session' }
      const opened = await door.run(session)
      if (opened.type !== 'ok') return opened
      const done = await chores.run(session)
      if (done.type !== 'ok') return done
      const compared = await escrow.run()
      if (compared.type !== 'ok') return compared
      await share.run()
      const rotated = await rotateBoard()
      if (rotated.type !== 'ok') return rotated
      const furnished = await furnish.run()
      if (furnished.type !== 'ok' || part !== 'all') return furnished
      await fetchFolded(session)
      snapshots.again(await checkSnapshots.run())
      await snapshots.run(session)
      return (await photosAhead.run(session)) ? { type: 'more' } : furnished
    },
    stop: () => {
      share.stop()
      card.stop()
      photosAhead.stop()
    },
  }
}
