/** Who was let into which record, and who opened one outside rounds: all of it read off the chains. Rule AU141. */
import type { DeviceId, Instant } from '../../../shared/lib/ids.ts'
import { isEnding, isOpening, type Opening } from '../../../shared/membership/break-glass.ts'
import type { ChainAccess, ChainDevice, ChainState, OwnRound } from '../../../shared/membership/chain.ts'
import { isForGood } from '../../../shared/membership/looking-after.ts'
import { isSameTarget, takesBack } from '../../../shared/membership/taking-back.ts'
import {
  type AuditAccess,
  type AuditMember,
  type AuditOpening,
  type AuditOwnRound,
  type AuditPerson,
  type AuditView,
  auditCode,
} from '../../engine-api/audit.ts'
import { isGovernance } from '../audit/governance.ts'
import { auditShownMs } from '../audit/read-log.ts'
import { readWentBack } from '../sync/went-back.ts'
import type { Facts } from '../views/facts.ts'
import { markOf } from '../views/team-devices.ts'

const nothing: AuditView = {
  complete: false,
  updatedAt: null,
  people: [],
  staff: [],
  openings: [],
  accesses: [],
  ownRounds: [],
  wentBack: [],
}

export async function answerAudit({ now, rows, session }: Facts): Promise<AuditView> {
  const { chains, device, own } = session.device
  const team = chains.team()
  if (team === undefined || !isGovernance(chains, device)) return nothing
  const cards = await rows.find('teamCards')
  const names = new Map(cards.flatMap(({ members }) => members).map(({ memberId, name }) => [memberId, name]))
  names.set(own.member, own.signature.name)
  const care = chains.byKind('care').filter(({ about }) => about !== null)
  const since = (now - auditShownMs) as Instant
  const { caughtUpAt } = session.catchUp.cursor()
  return {
    complete: caughtUpAt !== null,
    updatedAt: caughtUpAt,
    people: peopleOf(care),
    staff: staffOf(team, names),
    openings: newestFirst(care.flatMap((chain) => openingsIn(chain, team))).filter(
      ({ at, until }) => until === null || Math.max(at, until) > since,
    ),
    accesses: newestFirst(care.flatMap((chain) => accessesIn(chain, team))),
    ownRounds: newestFirst(team.ownRounds.map((own) => ownRoundOf(own, team, care))),
    wentBack: (await readWentBack(session.device.sealedStore)).map(({ at, lost, overAt, said, times }) => ({
      at,
      lost,
      overAt,
      said,
      times,
    })),
  }
}

function newestFirst<Item extends { readonly at: Instant }>(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => b.at - a.at)
}

function peopleOf(care: readonly ChainState[]): readonly AuditPerson[] {
  const ids = [...new Set(care.map(({ about }) => about ?? ''))]
  return ids.map((personId) => ({ personId, code: auditCode(personId) })).sort((a, b) => (a.code < b.code ? -1 : 1))
}

function staffOf(team: ChainState, names: ReadonlyMap<string, string>): readonly AuditMember[] {
  const byMember = new Map<string, readonly ChainDevice[]>()
  for (const device of Object.values(team.devices))
    byMember.set(device.member, [...(byMember.get(device.member) ?? []), device])
  return [...byMember]
    .map(([memberId, devices]) => {
      const here = devices.filter(({ removedAt }) => removedAt === null)
      const { keys, role } = here[0] ?? devices[0]!
      const name = names.get(memberId) ?? null
      return { memberId, name, role: role as AuditMember['role'], mark: markOf(keys.device), left: here.length === 0 }
    })
    .sort((a, b) => (a.name ?? `~${a.mark}`).localeCompare(b.name ?? `~${b.mark}`, 'en-GB'))
}

/** Ending one early is an access that is over at once: it stands with what it ended. */
function openingsIn({ about, access }: ChainState, team: ChainState): readonly AuditOpening[] {
  const own = access.filter((each): each is Opening => isOpening(each) || isEnding(each))
  const isEnd = ({ until, writtenAt }: ChainAccess) => until !== null && until <= writtenAt
  return own.flatMap((opening, at) => {
    if (isEnd(opening)) return []
    const { reason, to, until, writtenAt } = opening
    const next = own.slice(at + 1).find((later) => later.to.member === to.member)
    const isEnded = next !== undefined && isEnd(next) && (until === null || next.writtenAt < until)
    const ended = isEnded ? { endedAt: next.writtenAt, ...endedBy(next, team) } : {}
    return [{ at: writtenAt, memberId: to.member, personId: about ?? '', reason, until, ...ended }]
  })
}

function endedBy(ending: Opening, team: ChainState): Pick<AuditOpening, 'endedBy'> {
  return isEnding(ending) ? { endedBy: memberOf(team, ending.by) } : {}
}

function accessesIn({ about, access }: ChainState, team: ChainState): readonly AuditAccess[] {
  return access
    .filter((each) => !isOpening(each) && !isEnding(each))
    .map(({ by, to, until, writtenAt }) => ({
      at: writtenAt,
      memberId: memberOf(team, by),
      personId: about ?? '',
      to:
        to.type === 'member'
          ? { memberId: to.member }
          : { round: auditCode(to.round), memberIds: team.rounds[to.round] ?? [] },
      until,
      isTakingBack: takesBack({ until }),
    }))
}

function ownRoundOf(
  { member, round, writtenAt }: OwnRound,
  team: ChainState,
  care: readonly ChainState[],
): AuditOwnRound {
  const isGiven = (chain: ChainState) =>
    chain.access.some((access) => isForGood(chain, access) && isSameTarget(access.to, { type: 'round', round }))
  return {
    at: writtenAt,
    memberId: member,
    round: auditCode(round),
    isOn: team.rounds[round]?.includes(member) ?? false,
    personIds: care.filter(isGiven).flatMap(({ about }) => about ?? []),
  }
}

function memberOf(team: ChainState, device: DeviceId): string {
  return team.devices[device]?.member ?? ''
}
