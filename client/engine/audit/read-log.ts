/** Who looked, and the relay's log, of the last thirty days, checked and put into days, members and people. For information governance. Rules AU140, AU141, AU220. */
import type { DeviceId, GroupId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import type { FetchPage } from '../../../shared/protocol/fetch-log.ts'
import { dayOf } from '../../domain/dates.ts'
import type { AuditFetch, AuditLogOutcome } from '../../engine-api/audit.ts'
import type { EngineDeps } from '../engine.ts'
import type { Chains } from '../membership/chains.ts'
import type { Session } from '../session.ts'
import type { RelayFailure } from '../sync/relay-client.ts'
import { checkLog } from './check-log.ts'
import { isGovernance } from './governance.ts'
import { readLooks } from './read-looks.ts'

export const auditShownMs = 30 * 24 * 60 * 60_000

export async function readAuditLog({ clock, relay, verifier }: EngineDeps, session: Session): Promise<AuditLogOutcome> {
  const { chains, device } = session.device
  const team = chains.team()
  if (team === undefined || !isGovernance(chains, device)) return { type: 'failed', problem: 'not-allowed' }
  const opened = await session.relaySession()
  if (opened === null) return { type: 'failed', problem: 'no-signal' }
  const now = clock.now()
  const since = (now - auditShownMs) as Instant
  const check = checkLog(team, since)
  const tally = createTally(chains, team)
  let first: Instant | null = null
  for (;;) {
    const after = check.after()
    const answer = await relay.fetchLog(opened, after)
    if (!answer.ok) return notRead(answer.error)
    for (const bytes of answer.value) {
      const page = check.take(bytes)
      if (page === undefined || page.until < since) continue
      first ??= page.from
      tally.add(page)
    }
    // A relay that answers with the same pages again would be asked for ever.
    if (answer.value.length === 0 || check.after() <= after) break
  }
  const looks = await readLooks({ chains, relay, verifier }, opened)
  if (!looks.ok) return notRead(looks.error)
  const { unproven } = looks.value
  return {
    type: 'read',
    log: {
      ...{ agreement: check.agreement(now), looks: looks.value.looks, unproven },
      ...{ fetches: tally.fetches(), since: first, readAt: now },
    },
  }
}

function notRead(failure: RelayFailure): AuditLogOutcome {
  const isRefused = failure.type === 'problem' && failure.problem === 'unknown-or-forbidden'
  return { type: 'failed', problem: isRefused ? 'not-allowed' : 'no-signal' }
}

function createTally(chains: Chains, team: ChainState) {
  const byName = new Map<string, AuditFetch>()

  function whoIs(device: DeviceId, chain: ChainState | undefined): Pick<AuditFetch, 'kind' | 'memberId'> {
    const onTeam = team.devices[device]
    if (onTeam !== undefined) return { kind: 'staff', memberId: onTeam.member }
    const named: { readonly member: MemberId } | undefined =
      chain === undefined ? undefined : (deviceIn(chain, team, device) ?? elsewhere(device))
    return named === undefined ? { kind: 'unknown', memberId: null } : { kind: 'public', memberId: named.member }
  }

  /** The board names nobody who only reads it. */
  function elsewhere(device: DeviceId) {
    const ofPublic = [...chains.byKind('private'), ...chains.byKind('circle')]
    return ofPublic.find((chain) => chain.devices[device] !== undefined)?.devices[device]
  }

  function addLine(page: FetchPage, device: DeviceId, line: { readonly group: GroupId; readonly items: number }): void {
    const chain = chains.state(line.group)
    const { kind, memberId } = whoIs(device, chain)
    const personId = chain?.about ?? null
    const day = dayOf(page.until)
    const name = `${day} ${memberId ?? device} ${personId ?? ''}`
    const known = byName.get(name) ?? { day, from: page.from, until: page.until, memberId, kind, personId, items: 0 }
    byName.set(name, { ...known, until: page.until, items: known.items + line.items })
  }

  return {
    add: (page: FetchPage) => {
      for (const { device, lines } of page.devices) for (const line of lines) addLine(page, device, line)
    },
    fetches: (): readonly AuditFetch[] => [...byName.values()].sort((a, b) => b.until - a.until),
  }
}
