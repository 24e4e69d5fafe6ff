/**
 * What one administrator cannot do alone: another one's signature stands beside
 * hers, over exactly what she proposed. Rules MB130 to MB136.
 *
 * From the moment two people are administrators of a team with a kit of its own
 * it stays so, also when one of them has left: whoever removed the other must
 * not be free again. The kit is the way out then. A demonstration has no kit of
 * its own, and so no way out, and asks for one signature.
 */
import { type Bytes, equalBytes } from '../lib/bytes.ts'
import type { EntryId, GroupId, Instant } from '../lib/ids.ts'
import { err, ok } from '../lib/result.ts'
import type { DismissControl, KitControl, ProposeControl, ProposedAct } from '../protocol/control.ts'
import type { ControlEntry } from '../protocol/entry.ts'
import type { ChainDecision, ChainProposal, ChainRefusal, ChainState } from './chain.ts'
import { newcomer, refusalOfKeys } from './newcomer.ts'
import { activeOn } from './standing.ts'
import type { Step, Stepped } from './steps.ts'

/** Somebody may be on leave for a week, and no longer: what nobody answers is proposed again. */
export const proposalHoldsMs = 7 * 24 * 60 * 60_000

export type ProposalStanding = 'open' | 'approved' | 'declined' | 'withdrawn' | 'over' | 'proposer-gone'

export function proposalStanding(team: ChainState, proposal: ChainProposal, now: Instant): ProposalStanding {
  const { by, decided, until } = proposal
  if (decided !== null) {
    if (decided.isApproved) return 'approved'
    return isSameMember(team, decided.by, by) ? 'withdrawn' : 'declined'
  }
  if (activeOn(team, by, team.seq) === undefined) return 'proposer-gone'
  return now > until ? 'over' : 'open'
}

/** Long enough to fetch the sheets and the records, and not for the next one who asks. */
export const archiveUseHoldsMs = 30 * 24 * 60 * 60_000

/** The approval under which the archive may be opened for this care group now. */
export function archiveUseOf(team: ChainState, group: GroupId, now: Instant): ChainProposal | undefined {
  return team.proposals.findLast(
    ({ act, decided }) =>
      act.type === 'archive-use' &&
      act.group === group &&
      decided?.isApproved === true &&
      now - decided.writtenAt <= archiveUseHoldsMs,
  )
}

/** Whether one administrator alone makes nobody an administrator any more. */
export function needsSecond({ pairedAt }: ChainState): boolean {
  return pairedAt !== null
}

/** The key that a kit's `kept` must be signed by: the team's, or the one that is proposed. */
export function rootOfKit(chain: ChainState | undefined, { proposed }: KitControl): Bytes | null | undefined {
  if (proposed === null) return chain?.root
  const act = chain?.proposals.find(({ id }) => id === proposed)?.act
  return act?.type === 'new-kit' ? act.root : undefined
}

export function propose(step: Step, { act, until }: ProposeControl): Stepped {
  const { author, chain, entry } = step
  const { groupSeq, writtenAt } = entry.header
  if (author.role !== 'admin') return err({ type: 'role' })
  if (!isHeldBriefly(until, writtenAt)) return err({ type: 'too-long' })
  const refusal = refusalOfAct(chain, act)
  if (refusal !== undefined) return err(refusal)
  const isAlone = isAppointment(act) && !needsSecond(chain)
  const decided = isAlone ? decisionOf(entry, true) : null
  const proposal = { id: entry.id, act, by: entry.header.author, at: groupSeq, writtenAt, until, keptAt: null, decided }
  const proposed = { ...chain, proposals: [...chain.proposals, proposal] }
  return ok(isAlone ? enact(proposed, entry, act) : proposed)
}

export function isHeldBriefly(until: Instant, from: Instant): boolean {
  return until > from && until - from <= proposalHoldsMs
}

export function approve(step: Step, { proposal: id }: { readonly proposal: EntryId }): Stepped {
  const { author, chain, entry } = step
  const open = openAt(step, id)
  if (!open.ok) return open
  const { act, by, keptAt } = open.value
  if (chain.devices[by]?.member === author.member) return err({ type: 'same-person' })
  if (act.type === 'new-kit' && keptAt === null) return err({ type: 'kit-not-kept' })
  const refusal = refusalOfAct(chain, act)
  if (refusal !== undefined) return err(refusal)
  return ok(enact(change(chain, id, { decided: decisionOf(entry, true) }), entry, act))
}

export function dismiss(step: Step, { proposal: id }: Pick<DismissControl, 'proposal'>): Stepped {
  const open = openAt(step, id)
  return open.ok ? ok(change(step.chain, id, { decided: decisionOf(step.entry, false) })) : open
}

/** Two of its sheets came back, so it may be approved. Signed by the proposed kit's own root key. */
export function keepProposedKit(step: Step, id: EntryId): Stepped {
  const { chain, entry } = step
  const open = openAt(step, id)
  if (!open.ok) return open
  if (open.value.by !== entry.header.author) return err({ type: 'role' })
  return ok(change(chain, id, { keptAt: open.value.keptAt ?? entry.header.groupSeq }))
}

function openAt(
  { author, chain, entry }: Step,
  id: EntryId,
): { ok: true; value: ChainProposal } | Extract<Stepped, { ok: false }> {
  if (author.role !== 'admin') return err({ type: 'role' })
  const proposal = chain.proposals.find((each) => each.id === id)
  if (proposal === undefined) return err({ type: 'no-proposal' })
  const isOpen = proposalStanding(chain, proposal, entry.header.writtenAt) === 'open'
  return isOpen ? ok(proposal) : err({ type: 'proposal-over' })
}

function isAppointment({ type }: ProposedAct): boolean {
  return type === 'admit-admin' || type === 'make-admin'
}

/** Asked when it is proposed and again when it is approved: the team may have changed between. */
function refusalOfAct(chain: ChainState, act: ProposedAct): ChainRefusal | undefined {
  switch (act.type) {
    case 'admit-admin':
      return chain.devices[act.keys.device] === undefined ? refusalOfKeys(act.keys) : { type: 'already-member' }
    case 'make-admin': {
      const isTheirs = act.devices.every((device) => {
        const known = activeOn(chain, device, chain.seq)
        return known?.role === 'staff' && known.member === act.member
      })
      return isTheirs ? undefined : { type: 'not-a-member' }
    }
    case 'new-kit':
      if (chain.root === null) return { type: 'wrong-kind' }
      return equalBytes(act.root, chain.root) || act.archive.id === chain.archive?.id ? { type: 'same-kit' } : undefined
    case 'archive-use':
      return undefined
  }
}

function enact(chain: ChainState, entry: ControlEntry, act: ProposedAct): ChainState {
  const { groupSeq } = entry.header
  switch (act.type) {
    case 'admit-admin':
      return newcomer(chain, entry, { ...act, role: 'admin' })
    case 'make-admin': {
      const made = act.devices.map((device) => [
        device,
        { ...chain.devices[device]!, role: 'admin' as const, adminSince: groupSeq },
      ])
      return { ...chain, devices: { ...chain.devices, ...Object.fromEntries(made) } }
    }
    case 'new-kit': {
      const past = chain.archive === null ? [] : [{ archive: chain.archive, replacedAt: groupSeq }]
      const { archive, root } = act
      return { ...chain, archive, root, kitKeptAt: groupSeq, pastArchives: [...chain.pastArchives, ...past] }
    }
    case 'archive-use':
      return chain
  }
}

function decisionOf({ header }: ControlEntry, isApproved: boolean): ChainDecision {
  return { isApproved, by: header.author, at: header.groupSeq, writtenAt: header.writtenAt }
}

function change(chain: ChainState, id: EntryId, over: Partial<ChainProposal>): ChainState {
  return { ...chain, proposals: chain.proposals.map((each) => (each.id === id ? { ...each, ...over } : each)) }
}

function isSameMember(team: ChainState, ...devices: readonly [ChainProposal['by'], ChainProposal['by']]): boolean {
  const [one, other] = devices.map((device) => team.devices[device]?.member)
  return one !== undefined && one === other
}
