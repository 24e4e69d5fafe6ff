/** People looked after here: a directory entry, a care group open to their round, a private group. Missing parts are made, present ones left alone. */
import type { GroupId, PersonId, RoundId } from '../../../shared/lib/ids.ts'
import { zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { writeDirectoryEntry } from '../../domain/records/directory-entry.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { EngineDeps } from '../engine.ts'
import type { AdminPlan } from '../membership/group-admin.ts'
import { planPersonGroups } from '../membership/person-groups.ts'
import type { Session } from '../session.ts'
import type { AdminProblem, NewPerson } from './admin-api.ts'
import { groupAdminOf } from './group-admin-of.ts'
import { pullNow } from './post-until-done.ts'

/** Four controls a care group, two a private one: below the limit of one request. */
const peopleAtOnce = 40
/** Well below the size of an entry. */
const linesAtOnce = 80

export async function ensurePeople(
  deps: EngineDeps,
  session: Session,
  people: readonly NewPerson[],
): Promise<Result<void, AdminProblem>> {
  for (let start = 0; start < people.length; start += peopleAtOnce) {
    const some = people.slice(start, start + peopleAtOnce)
    const grouped = await ensureGroups(deps, session, some)
    if (!grouped.ok) return grouped
    const listed = await ensureEntries(session, some)
    if (!listed.ok) return listed
  }
  return ok(undefined)
}

/** Many to an entry, since each line is short. */
export async function listPeople(session: Session, people: readonly NewPerson[]): Promise<Result<void, AdminProblem>> {
  for (let start = 0; start < people.length; start += linesAtOnce) {
    const listed = await ensureEntries(session, people.slice(start, start + linesAtOnce))
    if (!listed.ok) return listed
  }
  return ok(undefined)
}

async function ensureGroups(
  deps: EngineDeps,
  session: Session,
  people: readonly NewPerson[],
): Promise<Result<void, AdminProblem>> {
  const { chains, keyring, own } = session.device
  const admin = groupAdminOf(deps, session.device)
  const plans: AdminPlan[] = []
  for (const { personId, roundId } of people) {
    // The round looks after her; whoever sets her up may seal keys for her phone.
    const planned = await planPersonGroups({ admin, chains }, personId, [
      { to: { type: 'round', round: roundId as RoundId }, reason: 'round', until: null },
      { to: { type: 'member', member: own.member }, reason: 'setting up', until: null },
    ])
    if (!planned.ok) return err({ type: 'refused', detail: planned.error.type })
    plans.push(...planned.value)
  }
  if (plans.length === 0) return ok(undefined)
  const controls = plans.flatMap((plan) => plan.controls)
  const answer = await deps.relay.appendControl(
    own.space,
    controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes })),
  )
  if (!answer.ok) return err({ type: 'no-signal' })
  const refused = answer.value.find((result) => result.type === 'refused')
  if (refused?.type === 'refused') return err({ type: 'refused', detail: refused.problem })
  for (const { entry } of controls) await chains.apply(entry)
  session.access.begun(plans.map(({ group }) => group))
  for (const { epoch, group, key } of plans.flatMap((plan) => plan.keys)) keyring.holdKey(group, epoch, key)
  await pullNow(session)
  return ok(undefined)
}

async function ensureEntries(
  { device, rows, writer }: Session,
  people: readonly NewPerson[],
): Promise<Result<void, AdminProblem>> {
  const known = new Map((await rows.find('directory')).map((row) => [row.personId, row]))
  const records: CareRecord[] = []
  for (const { personId, ...input } of people) {
    const row = known.get(personId)
    if (row !== undefined && isSame({ ...input, personId }, row)) continue
    const record = writeDirectoryEntry(input, device.baseOf(personId as PersonId))
    if (!record.ok) return err({ type: 'refused', detail: `${record.error.type} ${personId}` })
    records.push(record.value)
  }
  if (records.length === 0) return ok(undefined)
  const written = await writer.inTurn(() =>
    writer.write({
      entries: [
        {
          kind: 'record',
          group: device.own.group as GroupId,
          priority: 'ordinary',
          doc: zeroDoc,
          records,
          label: { kind: 'team', personId: null },
        },
      ],
      alongside: [],
      sealedAlongside: [],
    }),
  )
  return written.ok ? ok(undefined) : err({ type: 'refused', detail: written.error.type })
}

function isSame(a: object, b: object): boolean {
  const sorted = (row: object) => JSON.stringify(Object.entries(row).sort(([x], [y]) => (x < y ? -1 : 1)))
  return sorted(a) === sorted(b)
}
