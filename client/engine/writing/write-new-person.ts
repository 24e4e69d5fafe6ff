/**
 * Somebody is looked after from now on: her care record and her own group are
 * begun, who she is stands in both the record and the team's list, all in one
 * commit and with or without signal. The person's id is the command's. Who might
 * be her already is asked about first; the team must be ready (MB80). Rules
 * AP160-AP166.
 */
import type { GroupId, MemberId, PersonId, RoundId } from '../../../shared/lib/ids.ts'
import { zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { isReadyForPeople } from '../../../shared/membership/readiness.ts'
import { isClinical } from '../../../shared/membership/standing.ts'
import { dayOf } from '../../domain/dates.ts'
import { enterPerson } from '../../domain/documents/person.ts'
import { type DirectoryEntryInput, writeDirectoryEntry } from '../../domain/records/directory-entry.ts'
import { findAlike, hasNumber } from '../../domain/same-person.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { AddPerson, SettleDouble } from '../../engine-api/people-commands.ts'
import type { OwnDevice } from '../life/own-device.ts'
import type { Chains } from '../membership/chains.ts'
import type { AdminPlan, GroupAdmin, NewAccess } from '../membership/group-admin.ts'
import type { Keyring } from '../membership/keyring.ts'
import { planPersonGroups } from '../membership/person-groups.ts'
import type { Rows } from '../read-model/rows.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { readSuccessor } from '../succession/successor.ts'
import { begunWrite } from '../sync/begun.ts'
import { readEverybody } from '../views/facts.ts'
import { derivedId } from './derived-id.ts'
import type { PlannedEdit } from './documents.ts'
import { listRound } from './list-round.ts'
import { problemOfEdit } from './write-edit.ts'
import type { PersonDeps } from './write-person.ts'
import { problemOfRecord } from './write-problem.ts'
import type { EntryDraft } from './writer.ts'

export interface NewPersonDeps extends Omit<PersonDeps, 'chains' | 'own' | 'rows'> {
  readonly own: Pick<OwnDevice, 'member' | 'signature' | 'space'>
  readonly rows: Rows
  readonly chains: Chains
  readonly keyring: Pick<Keyring, 'holdKey'>
  readonly admin: GroupAdmin
  readonly store: Pick<DeviceStore, 'get'>
}

export interface PlannedPerson {
  readonly edit: PlannedEdit | null
  readonly directory: EntryDraft
  /** The chains, and what the relay is to be sent first. */
  readonly writes: readonly Write[]
  readonly groups: readonly GroupId[]
}

export async function planNewPerson(
  deps: NewPersonDeps,
  command: AddPerson,
): Promise<Result<PlannedPerson, CommandProblem>> {
  const { baseOf, chains, own, rows, store } = deps
  const { commandId, person } = command
  if ((await readSuccessor(store)) !== null) return err({ type: 'starting-anew' })
  const personId = commandId as PersonId
  const team = chains.team()
  if (team === undefined || chains.careChainOf(personId) !== undefined) return err({ type: 'not-allowed' })
  if (!isReadyForPeople(team, team.seq)) return err({ type: 'not-ready' })
  const { access: wayIn, needs, ...who } = person
  const nurse = memberOf(team, command.nurseId)
  const named = (await rows.find('staff', { id: command.nurseId }))[0]?.signature.name
  if (nurse === undefined || named === undefined) return err({ type: 'unknown-colleague' })
  const round = roundOf(team, nurse) ?? roundOf(team, own.member) ?? (own.space as string as RoundId)
  const input = { ...who, roundId: round, namedNurse: named, face: '' }
  const { directory } = await readEverybody(rows)
  const alike = findAlike(directory, input).filter(
    (row) => hasNumber(row, input.nhsNumber) || !command.notThese.includes(row.personId),
  )
  if (alike[0] !== undefined) return err({ type: 'already-here', personId: alike[0].personId })
  const record = writeDirectoryEntry(input, baseOf(personId, command.at, derivedId(commandId, 'directory')))
  if (!record.ok) return err(problemOfRecord(record.error))
  const begun = await begin(deps, command, lookedAfterBy(team, { me: own.member, nurse, round }, command.alsoIds))
  if (!begun.ok) return begun
  const { nhsNumber, name, born, gender, address, phone } = record.value
  const details = { ...name, born, gender, nhsNumber, died: '', address, phone, access: wayIn.trim() }
  const said = {
    kind: 'communication',
    title: needs.trim(),
    fact: '',
    recordedOn: dayOf(command.at),
    serious: false,
  } as const
  const alerts = said.title === '' ? [] : [{ id: derivedId(commandId, 'needs'), ...said }]
  const edit = await deps.documents.plan('person', personId, (doc) => enterPerson(doc, details, alerts))
  if (!edit.ok) {
    for (const group of begun.value.groups) chains.forget(group)
    return err(problemOfEdit(edit.error, { group: { type: 'unknown-person' }, entry: { type: 'unknown-entry' } }))
  }
  return ok({ edit: edit.value, directory: listEntry(team.group, record.value), ...begun.value })
}

/** Two entries that look like one person: `personId` is left for the other, or they are two people. */
export async function planSettling(
  { baseOf, chains, rows }: Pick<NewPersonDeps, 'baseOf' | 'chains' | 'rows'>,
  { at, commandId, otherId, personId, same }: SettleDouble,
): Promise<Result<EntryDraft, CommandProblem>> {
  const { directory } = await readEverybody(rows)
  const [row, team] = [directory.get(personId), chains.team()]
  if (row === undefined || team === undefined || !directory.has(otherId)) return err({ type: 'unknown-person' })
  const { notSame = [], personId: _, sameAs, ...listed } = (await rows.find('directory', { id: personId }))[0] ?? row
  const input = { ...listed, roundId: listRound(chains.careChainOf(personId as PersonId), listed.roundId) }
  const others = notSame.filter((id) => id !== otherId)
  const kept = sameAs !== undefined && sameAs !== otherId ? { sameAs } : {}
  const said: DirectoryEntryInput = same
    ? { ...input, sameAs: otherId, notSame: others }
    : { ...input, ...kept, notSame: [...others, otherId] }
  const record = writeDirectoryEntry(said, baseOf(personId as PersonId, at, derivedId(commandId, 'directory')))
  return record.ok ? ok(listEntry(team.group, record.value)) : err(problemOfRecord(record.error))
}

function listEntry(
  group: GroupId,
  record: Extract<ReturnType<typeof writeDirectoryEntry>, { ok: true }>['value'],
): EntryDraft {
  const label = { kind: 'person', personId: record.about } as const
  return { kind: 'record', group, priority: 'ordinary', doc: zeroDoc, records: [record], label }
}

/** Herself first: what stands right behind the first epoch is by the word of whoever begins (MB160). */
function lookedAfterBy(
  team: ChainState,
  { me, nurse, round }: { readonly me: MemberId; readonly nurse: MemberId; readonly round: RoundId },
  alsoIds: readonly string[],
): readonly NewAccess[] {
  const also = [nurse, ...alsoIds.flatMap((id) => memberOf(team, id) ?? [])]
  const members = [...new Set(also)].filter((member) => member !== me)
  return [
    { to: { type: 'member', member: me }, reason: 'setting up', until: null },
    { to: { type: 'round', round }, reason: 'round', until: null },
    ...members.map((member) => ({ to: { type: 'member', member } as const, reason: 'looks after', until: null })),
  ]
}

/** Who is in the team and may read records. */
function memberOf(team: ChainState, id: string): MemberId | undefined {
  return Object.values(team.devices).find(
    ({ member, removedAt, role }) => member === id && removedAt === null && isClinical(role),
  )?.member
}

function roundOf({ rounds }: ChainState, member: MemberId): RoundId | undefined {
  const found = Object.entries(rounds).filter(([, staff]) => staff.includes(member))
  return found.map(([round]) => round).sort()[0] as RoundId | undefined
}

/** In memory from now on, and on the disk with everything else, or forgotten. */
async function begin(
  { admin, chains, keyring, own }: NewPersonDeps,
  { commandId }: AddPerson,
  access: readonly NewAccess[],
): Promise<Result<Pick<PlannedPerson, 'writes' | 'groups'>, CommandProblem>> {
  const planned = await planPersonGroups({ admin, chains }, commandId as PersonId, access)
  if (!planned.ok) return err({ type: 'not-allowed' })
  const plans: readonly AdminPlan[] = planned.value
  const writes: Write[] = []
  for (const { entry } of plans.flatMap(({ controls }) => controls)) {
    const applied = await chains.apply(entry)
    if (!applied.ok) throw new Error(`begin: ${applied.error.type}`)
    writes.push(...applied.value.writes)
  }
  for (const { epoch, group, key } of plans.flatMap(({ keys }) => keys)) keyring.holdKey(group, epoch, key)
  const groups = plans.map(({ group }) => group)
  return ok({ groups, writes: [...writes, begunWrite(own.space, groups[0]!, plans)] })
}
