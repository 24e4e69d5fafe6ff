/**
 * Chain entries and key boxes of a batch, in arrival order, with those that
 * waited. A chain entry that is ahead of what is known here waits; one that
 * contradicts it is a fork, kept as evidence (RX6).
 */
import type { ControlEntry } from '../../../shared/protocol/entry.ts'
import type { Chains, ChainsRefusal } from '../membership/chains.ts'
import type { Notices } from '../notices.ts'
import type { Clock } from '../platform/clock.ts'
import { type Arrived, type Batch, putAside, refuse, settled } from './batch.ts'
import { openingRows } from './opening-rows.ts'

export interface ControlDeps {
  readonly chains: Chains
  readonly clock: Clock
  readonly notices: Notices
}

/** Goes round until nothing more fits: what came early fits once what it waited for has come. */
export async function takeControls(
  deps: ControlDeps,
  batch: Batch,
  arrived: readonly Arrived<ControlEntry>[],
): Promise<void> {
  let left = arrived
  for (;;) {
    const early: Arrived<ControlEntry>[] = []
    for (const item of left) {
      if ((await takeControl(deps, batch, item)) === 'early') early.push(item)
    }
    if (early.length === 0 || early.length === left.length) {
      for (const item of early) putAside(batch, item, 'chain')
      return
    }
    left = early
  }
}

async function takeControl(
  { chains, clock, notices }: ControlDeps,
  batch: Batch,
  item: Arrived<ControlEntry>,
): Promise<'early' | 'taken' | 'refused'> {
  const { entry } = item
  const applied = await chains.apply(entry)
  if (applied.ok) {
    batch.writes.push(...applied.value.writes)
    // Also what this device posted itself: the stream is where it has its place.
    if (chains.isUnlogged(entry.id)) batch.controls.set(entry.id, entry)
    if (entry.control.type === 'access') batch.rows.push(...openingRows(applied.value.state))
    batch.touched.add(entry.header.group)
    settled(batch, entry.id)
    return 'taken'
  }
  if (isEarly(chains, entry, applied.error)) return 'early'
  const fork = isFork(chains, entry, applied.error)
  if (fork) notices.add('control-fork', entry.header.group)
  refuse(batch, entry, fork ? 'control-fork' : `chain-${applied.error.type}`, clock.now())
  return 'refused'
}

function isEarly(chains: Chains, { header }: ControlEntry, refusal: ChainsRefusal): boolean {
  if (refusal.type === 'behind-team') return true
  // Its author may be on the part of the team's chain that is not here yet.
  const isOfTeam = (header.group as string) === header.space
  if (!isOfTeam && header.team.seq > (chains.team()?.seq ?? -1)) return true
  const known = chains.state(header.group)?.seq ?? -1
  return (refusal.type === 'compare-and-swap' || refusal.type === 'author-not-active') && header.groupSeq > known + 1
}

/** Signed by somebody who may, and not what this device knows to stand there. */
function isFork(chains: Chains, { header, id }: ControlEntry, refusal: ChainsRefusal): boolean {
  if (refusal.type === 'control-fork') return true
  if (refusal.type !== 'compare-and-swap') return false
  const known = chains.state(header.group)?.hashes[header.groupSeq]
  return known === undefined || known !== id
}
