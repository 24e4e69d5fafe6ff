/**
 * Keeps the team's card on the board true: whenever who works here, the team's
 * number and hours, or who is on today say something else than the newest
 * card, a staff device publishes a new one. Rules TM2-TM4.
 *
 * The device whose member changed it writes at once. The others all hear of a
 * change at once, so they take turns by an order of the day, and look again when
 * their turn has come. What nobody is told of, they find at different times: the
 * first card, a new day, their own face missing. Then the first writes at once.
 *
 * Clocks differ: of two days the later one stands (TM900).
 */
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { type DeviceId, type DocId, type GroupId, type MemberId, zeroDoc } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { dayOf } from '../../domain/dates.ts'
import { shortName } from '../../domain/names.ts'
import type { TeamCardRow } from '../../domain/projections/group-rows.ts'
import { homePartition, type StaffRow } from '../../domain/projections/rows.ts'
import type { SettingRow } from '../../domain/projections/setting-rows.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import { type TeamCardInput, writeTeamCard } from '../../domain/records/team-card.ts'
import { createAlarm } from '../lib/alarm.ts'
import type { Chains } from '../membership/chains.ts'
import type { Keyring } from '../membership/keyring.ts'
import { createTurnToSay } from '../membership/turn-to-say.ts'
import { turnOf } from '../membership/turns.ts'
import type { Clock } from '../platform/clock.ts'
import type { Timer } from '../platform/timer.ts'
import type { Rows } from '../read-model/rows.ts'
import { inTeamsWords } from '../views/team-names.ts'
import type { Writer } from '../writing/writer.ts'
import { onDuty, teamWords } from './team-words.ts'

/** How long each of the others waits for the one before, the first of them for whose doing it was. */
export const cardTurnMs = 10_000

/** The one place that a turn to say the card is about. */
const thisCard = ''

export interface TeamCardDeps {
  readonly chains: Chains
  readonly keyring: Keyring
  readonly rows: Rows
  readonly writer: Writer
  readonly device: DeviceId
  readonly member: MemberId
  readonly clock: Clock
  readonly timer: Timer
  /** It is this device's turn, when nobody before it has done it: look again. */
  readonly onTurn: () => void
  readonly baseOf: (about: null) => RecordBase
  /** The plan of the day and the team's settings are here and open. */
  readonly isDayKnown: (date: string) => boolean
}

export interface TeamCard {
  /** This device's member changed something that may stand on it. */
  readonly claim: () => void
  readonly run: () => Promise<void>
  readonly stop: () => void
}

export function createTeamCard(deps: TeamCardDeps): TeamCard {
  const { chains, clock, rows, timer, writer } = deps
  const turn = createAlarm(timer, deps.onTurn)
  const turns = createTurnToSay(clock)
  let isClaimed = false

  /** Undefined while there is nothing to say, or not all is known. */
  async function wanted(team: ChainState, card: TeamCardRow | undefined): Promise<TeamCardInput | undefined> {
    const date = dayOf(clock.now())
    const [staff, contacts, visits, settings] = await Promise.all([
      rows.find('staff'),
      rows.find('contacts', { partition: homePartition }),
      rows.find('visits', { date }),
      rows.find('settings'),
    ])
    const members = membersOf(team, await inTeamsWords(rows, team.group, staff))
    if (members.length === 0) return undefined
    if (!deps.isDayKnown(date) && card !== undefined) return { ...card, members }
    const contact = contacts.find(({ groupId }) => groupId === team.group)
    const onHere = deps.isDayKnown(date) ? { date, memberIds: onToday(visits, settings, { date, members }) } : null
    const on = card?.on != null && card.on.date > date ? card.on : onHere
    return { members, on, ...teamWords({ settings, contact, card, staff }) }
  }

  /** Milliseconds until it is this device's turn; none left: it is. */
  function turnIn(team: ChainState, card: TeamCardRow | undefined, input: TeamCardInput): number {
    const content = contentOf(input)
    const since = turns.since(thisCard, content)
    if (isClaimed || card === undefined) return 0
    const left = turns.leaveFor(thisCard, content)
    if (left > 0) return left
    if (card.on?.date !== input.on?.date) return 0
    const isOn = ({ memberId }: { readonly memberId: string }) => memberId === deps.member
    if (input.members.some(isOn) && !card.members.some(isOn)) return 0
    return since + (turnToday(deps, team) + 1) * cardTurnMs - clock.now()
  }

  async function publish(team: ChainState, board: GroupId): Promise<void> {
    turn.clear()
    const [card] = await rows.find('teamCards', { id: board })
    const input = await wanted(team, card)
    if (input === undefined) return
    const content = contentOf(input)
    if (card !== undefined && contentOf(card) === content) return settled(content)
    const record = writeTeamCard(input, deps.baseOf(null))
    if (!record.ok) return
    const wait = turnIn(team, card, input)
    if (wait > 0) return turn.set(wait)
    const label = { kind: 'team', personId: null } as const
    const entry = { kind: 'record', group: board, priority: 'bulk', doc: zeroDoc as DocId, label } as const
    const written = await writer.write({
      entries: [{ ...entry, records: [record.value] }],
      alongside: [],
      sealedAlongside: [],
    })
    if (!written.ok) return
    turns.said(thisCard, content)
    settled(content)
  }

  function settled(content: string): void {
    turns.agreed(thisCard, content)
    // Until then what was changed could not be said.
    if (deps.isDayKnown(dayOf(clock.now()))) isClaimed = false
  }

  return {
    claim: () => {
      isClaimed = true
    },
    run: async () => {
      const [team, board] = [chains.team(), chains.board()]
      if (team === undefined || board === undefined) return
      if ((await deps.keyring.groupKey(board.group, board.epochs.length - 1)) === undefined) return
      await writer.inTurn(() => publish(team, board.group))
    },
    stop: turn.stop,
  }
}

/**
 * Staff of the team now, and an administrator who is on one of its rounds: a team
 * lead comes to the door too. Who left is not shown, nor who only runs the team.
 */
function membersOf(team: ChainState, staff: readonly StaffRow[]): TeamCardInput['members'] {
  const onRounds = new Set(Object.values(team.rounds).flat())
  const here = new Set<string>(
    Object.values(team.devices)
      .filter(({ member, removedAt, role }) => {
        return removedAt === null && (role === 'staff' || (role === 'admin' && onRounds.has(member)))
      })
      .map(({ member }) => member),
  )
  return staff
    .filter(({ memberId }) => here.has(memberId))
    .map(({ signature }) => ({ ...signature, name: shortName(signature.name) }))
    .sort((a, b) => (a.memberId < b.memberId ? -1 : 1))
}

function onToday(
  visits: readonly VisitRow[],
  settings: readonly SettingRow[],
  { date, members }: { readonly date: string; readonly members: TeamCardInput['members'] },
): readonly string[] {
  const visiting = visits.flatMap(({ memberId, members: several }) => several ?? [memberId])
  const busy = new Set([...visiting, ...onDuty(settings, date)])
  return members.map(({ memberId }) => memberId).filter((memberId) => busy.has(memberId))
}

function contentOf({ asks, hours, members, on, phone }: TeamCardInput): string {
  const people = members.map(({ face, memberId, name, role }) => [memberId, name, role, face])
  return JSON.stringify([
    people,
    on && [on.date, on.memberIds],
    hours,
    phone,
    asks.map(({ about, who }) => [about, who]),
  ])
}

/** This device's place today among all that might write. */
function turnToday({ clock, device }: TeamCardDeps, team: ChainState): number {
  return turnOf({ team, device, about: utf8ToBytes(dayOf(clock.now())) })
}
