/**
 * What an administrator's headless engine can do: found a space, add people,
 * invite, let in, bring in history. Every act may be repeated: what is there
 * already is left as it is. Acts go the same road as everything else, so they
 * need a relay that answers.
 */

import type { DocumentKind } from '../../../shared/lib/doc-id.ts'
import type { DeviceId, GroupId, Instant, MemberId, PersonId, RoundId, SpaceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ArchiveKey, Role } from '../../../shared/protocol/control.ts'
import type { InviteLabel } from '../../../shared/protocol/invite.ts'
import type { DirectoryEntryInput } from '../../domain/records/directory-entry.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { EngineDeps } from '../engine.ts'
import type { Life } from '../life/life-port.ts'
import { createInvite } from '../membership/invites.ts'
import type { Session } from '../session.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { RelayClient } from '../sync/relay-client.ts'
import type { ChangeDocument } from '../writing/documents.ts'
import {
  type Compared,
  confirmJoin,
  ensureBoard,
  ensureCircle,
  ensureFamilyGroup,
  letIntoCircle,
  removeFromCircle,
  type WaitingToJoin,
  waitingJoins,
} from './circles.ts'
import { claimOfPlan } from './claim-of-plan.ts'
import { confirmJoins } from './confirm-joins.ts'
import { ensurePeople, listPeople } from './ensure-people.ts'
import { foundSpace } from './found-space.ts'
import { groupAdminOf } from './group-admin-of.ts'
import { postUntilDone } from './post-until-done.ts'
import { historyBase, writeHistory } from './write-history.ts'

export type AdminProblem =
  | { readonly type: 'not-open' }
  | { readonly type: 'no-signal' }
  | { readonly type: 'refused'; readonly detail: string }

export interface FoundSpace {
  readonly name: string
  /** The administrator itself; its engine opens without a passphrase. */
  readonly me: Signature
  readonly archive: ArchiveKey
}

export interface NewPerson extends DirectoryEntryInput {
  readonly personId: PersonId
}

export interface AdminInvite {
  readonly role: Role
  readonly member: MemberId
  /** Null: the team's own group. */
  readonly group: GroupId | null
  readonly label: Omit<InviteLabel, 'spaceName'>
  readonly expiresAt: Instant
}

export interface HistoryPart {
  /** 32 hex digits; a part written once is not written again. */
  readonly key: string
  readonly group: GroupId
  readonly records: readonly CareRecord[]
}

type Done = Promise<Result<void, AdminProblem>>

export interface AdminApi {
  readonly createSpace: (space: FoundSpace) => Promise<Result<SpaceId, AdminProblem>>
  /** Directory entry, care group with access for the round, private group. Many at once cost few requests. */
  readonly ensurePeople: (people: readonly NewPerson[]) => Done
  /** Directory entries alone: a person needs no group until somebody writes about her. */
  readonly listPeople: (people: readonly NewPerson[]) => Done
  readonly setRound: (round: RoundId, staff: readonly MemberId[]) => Done
  /** The part of the link that begins with '#'. */
  readonly invite: (invite: AdminInvite) => Promise<Result<string, AdminProblem>>
  /** How many were let in. */
  readonly confirmJoins: () => Promise<Result<number, AdminProblem>>
  /** Those who answered an invite whom this device may let in, with the digits both screens show. */
  readonly waitingJoins: () => Promise<Result<readonly WaitingToJoin[], AdminProblem>>
  readonly confirmJoin: (compared: Compared) => Done
  readonly ensureBoard: () => Done
  readonly ensureCircle: (person: PersonId) => Done
  /** A private group of one of her family, beside her own. */
  readonly ensureFamilyGroup: (person: PersonId, member: MemberId) => Done
  /** By staff, and by the person herself for family. All devices of the member that are known here. */
  readonly letIntoCircle: (person: PersonId, member: MemberId) => Done
  readonly removeFromCircle: (person: PersonId, member: MemberId) => Done
  readonly removeDevice: (group: GroupId, device: DeviceId) => Done
  readonly newEpoch: (group: GroupId) => Done
  /** This member's own records, written elsewhere, with their own times. Nothing is written if one names another author. */
  readonly writeRecords: (parts: readonly HistoryPart[]) => Done
  /** For the domain's writers: a record of that time and author. */
  readonly historyBase: (record: Omit<RecordBase, 'hlc'>) => RecordBase
  readonly changeDocument: <Kind extends DocumentKind>(
    kind: Kind,
    key: string,
    change: ChangeDocument<Kind>,
  ) => Promise<Result<void, AdminProblem>>
  readonly careGroup: (person: PersonId) => GroupId | null
  /** The person's own. */
  readonly privateGroup: (person: PersonId) => GroupId | null
  readonly familyGroup: (person: PersonId, member: MemberId) => GroupId | null
  readonly circleGroup: (person: PersonId) => GroupId | null
  readonly boardGroup: () => GroupId | null
  readonly space: () => SpaceId | null
  /** What the engine works with, for robots, benches and tests that look inside. */
  readonly session: () => Session | null
  readonly store: () => DeviceStore
  readonly relay: () => RelayClient
}

export function createAdminApi(deps: EngineDeps, life: Life): AdminApi {
  async function opened<Value>(
    run: (session: Session) => Promise<Result<Value, AdminProblem>>,
  ): Promise<Result<Value, AdminProblem>> {
    await life.started
    const session = life.session()
    return session === null ? err({ type: 'not-open' }) : run(session)
  }

  return {
    createSpace: (space) => foundSpace(deps, life, space),
    ensurePeople: (people) => opened((session) => ensurePeople(deps, session, people)),
    listPeople: (people) => opened((session) => listPeople(session, people)),
    setRound: (round, staff) =>
      opened(async (session) => {
        const known = session.device.chains.team()?.rounds[round]
        if (known !== undefined && [...known].sort().join() === [...staff].sort().join()) return ok(undefined)
        return postUntilDone(deps, session, () => groupAdminOf(deps, session.device).setRound(round, staff))
      }),
    invite: ({ group, label, ...invite }) =>
      opened(async ({ device }) => {
        const made = await createInvite(
          { identity: device.identity, random: deps.random, chains: device.chains },
          {
            ...invite,
            group: group ?? device.own.group,
            mode: 'confirm',
            label: { ...label, spaceName: device.own.spaceName },
          },
        )
        return made.ok ? ok(made.value.fragment) : err({ type: 'refused', detail: made.error.type })
      }),
    confirmJoins: () => opened((session) => confirmJoins(deps, session)),
    waitingJoins: () => opened((session) => waitingJoins(deps, session)),
    confirmJoin: (compared) => opened((session) => confirmJoin(deps, session, compared)),
    ensureBoard: () => opened((session) => ensureBoard(deps, session)),
    ensureCircle: (person) => opened((session) => ensureCircle(deps, session, person)),
    ensureFamilyGroup: (person, member) => opened((session) => ensureFamilyGroup(deps, session, person, member)),
    letIntoCircle: (person, member) => opened((session) => letIntoCircle(deps, session, person, member)),
    removeFromCircle: (person, member) => opened((session) => removeFromCircle(deps, session, person, member)),
    removeDevice: (group, device) =>
      opened((session) =>
        postUntilDone(deps, session, () => groupAdminOf(deps, session.device).removeDevice(group, device)),
      ),
    newEpoch: (group) =>
      opened((session) => postUntilDone(deps, session, () => groupAdminOf(deps, session.device).newEpoch(group))),
    writeRecords: (parts) => opened((session) => writeHistory(deps, session, parts)),
    historyBase,
    changeDocument: (kind, key, change) =>
      opened(async (session) => {
        const claim = await claimOfPlan(session, kind, key)
        const changed = await session.documents.change(kind, key, change)
        await claim()
        return changed.ok ? ok(undefined) : err({ type: 'refused', detail: changed.error.type })
      }),
    careGroup: (person) => life.session()?.device.chains.careChainOf(person)?.group ?? null,
    privateGroup: (person) => life.session()?.device.chains.privateOf(person, null)?.group ?? null,
    familyGroup: (person, member) => life.session()?.device.chains.privateOf(person, member)?.group ?? null,
    circleGroup: (person) => life.session()?.device.chains.circleOf(person)?.group ?? null,
    boardGroup: () => life.session()?.device.chains.board()?.group ?? null,
    space: () => life.session()?.device.own.space ?? null,
    session: life.session,
    store: () => deps.store,
    relay: () => deps.relay,
  }
}
