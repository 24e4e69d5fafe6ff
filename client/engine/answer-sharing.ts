/** Answers what a person shares and who looked at her record; loaded when it is asked for the first time. */
import type { MemberId, PersonId } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { SharingView } from '../engine-api/sharing.ts'
import { listRows } from './answer-threads.ts'
import { inNow } from './membership/circle-plan.ts'
import { familyOf } from './sharing/family.ts'
import type { Facts } from './views/facts.ts'
import { sharingView } from './views/sharing.ts'

export async function answerSharing(facts: Facts, asked: string | null): Promise<SharingView> {
  const { now, rows, session } = facts
  const { chains } = session.device
  const personId = (asked ?? chains.byKind('private')[0]?.about ?? '') as PersonId
  const [group, circle] = [chains.privateOf(personId, null), chains.circleOf(personId)]
  const [shown] = await listRows(
    facts,
    [circle ?? group].filter((chain) => chain !== undefined),
  )
  const [members, views] = await Promise.all([rows.find('members'), rows.find('views', { partition: personId })])
  const groups = new Set<string>(chains.publicAbout(personId).map((chain) => chain.group))
  const names = new Map<string, Signature>()
  for (const row of members) if (groups.has(row.groupId)) names.set(row.memberId, row.signature)
  const inCircle = circle === undefined ? [] : inNow(circle)
  const isHere = (chain: ChainState | undefined) => chain === undefined || facts.isGroupComplete(chain.group)
  return sharingView({
    personId,
    called: shown?.about ?? '',
    now,
    family: await familyOf({ chains, rows }, personId),
    herself: new Set(Object.values(group?.devices ?? {}).map(({ member }) => member)),
    associates: [...new Set(inCircle.filter(({ role }) => role === 'associate').map(({ member }) => member))],
    nameOf: (member: MemberId) => names.get(member),
    views,
    complete: group !== undefined && isHere(group) && isHere(circle),
    updatedAt: session.catchUp.cursor().caughtUpAt,
  })
}
