/**
 * Who opened which record in the last thirty days: the audit entries of care
 * groups as the relay shows them, each believed only under the signature of the
 * device it names. Nothing of the record is among it. Rule AU220.
 */
import type { Arrival, EntryId } from '../../../shared/lib/ids.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import type { SignatureVerifier } from '../../../shared/protocol/signature.ts'
import { verifyEntry } from '../../../shared/protocol/signature.ts'
import { parseViewEvent, type ViewEvent, type ViewItem } from '../../../shared/protocol/view-log.ts'
import { dayOf } from '../../domain/dates.ts'
import type { AuditLog, AuditLook } from '../../engine-api/audit.ts'
import type { Chains } from '../membership/chains.ts'
import type { RelayClient, RelayFailure, Session } from '../sync/relay-client.ts'

export interface LooksDeps {
  readonly relay: Pick<RelayClient, 'viewLog'>
  readonly verifier: SignatureVerifier
  readonly chains: Pick<Chains, 'state' | 'team'>
}

export type Looks = Pick<AuditLog, 'looks' | 'unproven'>

export async function readLooks(deps: LooksDeps, session: Session): Promise<Result<Looks, RelayFailure>> {
  const looks = new Map<string, AuditLook>()
  const taken = new Set<EntryId>()
  let unproven = 0
  let after = 0 as Arrival
  for (;;) {
    const answer = await deps.relay.viewLog(session, after)
    if (!answer.ok) return answer
    for (const event of await Promise.all(answer.value.map((item) => provenIn(deps, session, item)))) {
      if (event === undefined) unproven++
      else if (!taken.has(event.id)) addLook(deps, looks, event)
      if (event !== undefined) taken.add(event.id)
    }
    const last = answer.value.at(-1)?.arrival ?? after
    // A relay that answers with the same ones again would be asked for ever.
    if (last <= after) break
    after = last
  }
  return ok({ looks: [...looks.values()].sort((a, b) => b.at - a.at), unproven })
}

async function provenIn(
  { chains, verifier }: LooksDeps,
  { space }: Session,
  { event: bytes }: ViewItem,
): Promise<ViewEvent | undefined> {
  const event = parseViewEvent(bytes)
  if (!event.ok) return undefined
  const { author, group, kind, space: of } = event.value.header
  const chain = chains.state(group)
  const team = chains.team()
  if (kind !== 'audit' || of !== space || chain?.kind !== 'care' || team === undefined) return undefined
  const device = deviceIn(chain, team, author)
  const isSigned = device !== undefined && (await verifyEntry(verifier, event.value, device.keys.signKey))
  return isSigned ? event.value : undefined
}

/** Two devices of one member say so each: the first of the day stands. */
function addLook({ chains }: LooksDeps, looks: Map<string, AuditLook>, { header }: ViewEvent): void {
  const { author, group, writtenAt: at } = header
  const chain = chains.state(group)!
  const memberId = deviceIn(chain, chains.team(), author)!.member
  const personId = chain.about ?? ''
  const day = dayOf(at)
  const name = `${day} ${memberId} ${personId}`
  const known = looks.get(name)
  if (known === undefined || at < known.at) looks.set(name, { day, at, memberId, personId })
}
