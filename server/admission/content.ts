/**
 * Letting content in. What is cheap is asked first (shape, space, group, known
 * device), the signature only then, all of a request side by side; the rest is
 * decided in the order sent, and feed order by the store in the transaction
 * that writes. One bad entry never stops the ones beside it. Rules AD10-AD19, AD311-AD313.
 *
 * A device removed meanwhile is not refused: what it wrote is quarantined, for
 * an administrator to adopt, so that no note is lost with somebody's leaving.
 * What the epoch after the removal counted as there before is taken: a relay
 * put back to an older copy of its file gets it again from whoever holds it.
 */
import type { DeviceId, SpaceId } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { mayWriteEntry } from '../../shared/membership/documents.ts'
import { contradictionOf } from '../../shared/membership/fork.ts'
import { canWrite, deviceIn, isActiveAt } from '../../shared/membership/rights.ts'
import { isClinical } from '../../shared/membership/standing.ts'
import type { AppendResult } from '../../shared/protocol/append.ts'
import {
  type ContentEntry,
  type ContentHeader,
  entryByteLimit,
  parseContentEntry,
} from '../../shared/protocol/entry.ts'
import type { ProblemType } from '../../shared/protocol/problem.ts'
import { type SignatureVerifier, verifyEntry } from '../../shared/protocol/signature.ts'
import { viewBodyBytes } from '../../shared/protocol/view-log.ts'
import type { Append, AppendOutcome, EntryStore } from '../entry-store/entry-store.ts'
import type { Growth } from '../live/growth.ts'
import { triesWhileMoving } from './control.ts'
import { nobodysKey } from './nobodys-key.ts'
import { hasPlaceIn, isActiveInSpace } from './readable.ts'
import { outcomeToResult, refusedWith } from './results.ts'
import type { Spaces } from './spaces.ts'

export interface ContentAdmission {
  readonly admit: (envelopes: readonly Uint8Array[]) => Promise<Admitted>
}

export interface Admitted {
  readonly results: readonly AppendResult[]
  /** A device of ours whose signature was good: its budget pays for the request. */
  readonly signedBy: DeviceId | undefined
}

export interface ContentAdmissionDeps {
  readonly store: EntryStore
  readonly spaces: Spaces
  readonly verifier: SignatureVerifier
  readonly grew: (space: SpaceId, growth: readonly Growth[]) => void
  /** Something came that nobody is served, and an administrator decides about. */
  readonly heldBack: (space: SpaceId) => void
}

type Checked =
  | { readonly type: 'refused'; readonly result: AppendResult }
  | { readonly type: 'good'; readonly entry: ContentEntry }

interface Place {
  readonly index: number
  readonly append: Append
}

export function createContentAdmission(deps: ContentAdmissionDeps): ContentAdmission {
  const { grew, heldBack, spaces, store, verifier } = deps

  /** Up to the signature: everything that can be said without looking at the feed. */
  async function check(parsed: Checked): Promise<Checked> {
    if (parsed.type === 'refused') return parsed
    const { entry } = parsed
    const { author, group, seq, space } = entry.header
    const state = spaces.find(space)
    const chain = state?.chains.get(group)
    const device = state === undefined || chain === undefined ? undefined : deviceIn(chain, state.team, author)
    const isKnown = state !== undefined && hasPlaceIn(state, group, author)
    const signKey = isKnown ? device?.keys.signKey : undefined
    const isSigned = await verifyEntry(verifier, entry, signKey ?? nobodysKey)
    if (chain === undefined || signKey === undefined || !isSigned) return refuse('unknown-or-forbidden')
    const known = await store.findContent(space, { group, author, seq, id: entry.id })
    if (known !== undefined) return { type: 'refused', result: { type: 'duplicate', arrival: known } }
    if (contradictionOf(entry, chain, state?.team) !== undefined) return refuse('chain-refused')
    if (isView(entry) && !isViewSmall(entry)) return refuse('malformed')
    return { type: 'good', entry }
  }

  /** Asked again after the signature, in one go with handing it to the store: membership may have changed meanwhile. */
  function toAppend(entry: ContentEntry): Append | ProblemType {
    const { bytes, header, id } = entry
    const { author, epoch, group, prev, seq } = header
    const state = spaces.find(header.space)!
    const chain = state.chains.get(group)!
    const mayWrite = canWrite(chain, state.team, author)
    const isIn = mayWrite && (chain.kind !== 'board' || isActiveInSpace(state, author))
    // Of a device that is in: it keeps the entry and sends it again. From a removed one it comes once.
    if (isIn && epoch >= chain.epochs.length) return 'unknown-epoch'
    const isCounted = epoch < chain.epochs.length && wasCounted(chain, state.team, header)
    const { role } = deviceIn(chain, state.team, author)!
    const isTheirs = mayWriteEntry(chain, role, header)
    if ((isIn || isCounted) && isTheirs)
      return {
        ...{ type: 'content', group, author, seq, prev, id, bytes, asOf: state.chained },
        ...{ isView: isView(entry), snapshot: snapshotIn(header) },
      }
    const isLeaver = hasLeft(chain, state.team, author)
    // Of a colleague nothing is lost, whatever it is; of anybody else what was theirs to write.
    const isWorthKeeping = isTheirs || (isLeaver && isClinical(role))
    const isKept = isWorthKeeping && !isIn && (mayWrite || isLeaver)
    return isKept ? { type: 'quarantine', group, author, seq, id, bytes, asOf: state.chained } : 'unknown-or-forbidden'
  }

  async function write(space: SpaceId, places: readonly Place[]): Promise<readonly AppendOutcome[]> {
    const appends = places.map(({ append }) => append)
    const outcomes = await store.append(space, appends)
    const stored = outcomes.flatMap((outcome, i) =>
      outcome.type === 'stored' ? [{ kind: 'content' as const, group: appends[i]!.group, arrival: outcome.last }] : [],
    )
    if (stored.length > 0) grew(space, stored)
    if (outcomes.some(({ type }) => type === 'quarantined')) heldBack(space)
    return outcomes
  }

  /** Those of one space, in their order; asked and written again where another process added to the chains meanwhile. */
  async function writeAll(
    space: SpaceId,
    offered: readonly { readonly index: number; readonly entry: ContentEntry }[],
    results: AppendResult[],
  ): Promise<void> {
    let left = offered
    for (let tries = 0; left.length > 0; tries++) {
      if (tries === triesWhileMoving) throw new Error('the chains of the space keep growing')
      if (tries > 0) await spaces.refresh(space)
      const places: Place[] = []
      for (const { entry, index } of left) {
        const append = toAppend(entry)
        if (typeof append === 'string') results[index] = refusedWith(append)
        else places.push({ index, append })
      }
      const outcomes = places.length === 0 ? [] : await write(space, places)
      const moved = new Set<number>()
      for (const [i, outcome] of outcomes.entries()) {
        const { index } = places[i]!
        if (outcome.type === 'moved') moved.add(index)
        else results[index] = outcomeToResult(outcome)
      }
      left = left.filter(({ index }) => moved.has(index))
    }
  }

  return {
    admit: async (envelopes) => {
      const parsed = envelopes.map(parse)
      const named = parsed.flatMap((each) => (each.type === 'good' ? [each.entry.header.space] : []))
      await Promise.all([...new Set(named)].map(spaces.refresh))
      const checked = await Promise.all(parsed.map(check))
      const results: AppendResult[] = checked.map((each) =>
        each.type === 'refused' ? each.result : refusedWith('unknown-or-forbidden'),
      )
      const goodBySpace = new Map<SpaceId, { readonly index: number; readonly entry: ContentEntry }[]>()
      let signedBy: DeviceId | undefined
      for (const [index, each] of checked.entries()) {
        if (each.type === 'refused') continue
        signedBy ??= each.entry.header.author
        const { space } = each.entry.header
        const good = goodBySpace.get(space) ?? []
        goodBySpace.set(space, good)
        good.push({ index, entry: each.entry })
      }
      await Promise.all([...goodBySpace].map(([space, good]) => writeAll(space, good, results)))
      return { results, signedBy }
    },
  }
}

function parse(bytes: Uint8Array): Checked {
  if (bytes.length > entryByteLimit) return refuse('too-large')
  const parsed = parseContentEntry(bytes)
  return parsed.ok ? { type: 'good', entry: parsed.value } : refuse('malformed')
}

/** Its author opened a record. */
function isView({ header }: ContentEntry): boolean {
  return header.kind === 'audit'
}

/** What it folds the relay reads off its header, and nothing else of it. */
function snapshotIn({ doc, kind, refs }: ContentHeader) {
  return kind === 'snapshot' ? { doc, newest: refs } : undefined
}

/** One small record; anything longer is something else under its name. */
function isViewSmall({ body, header }: ContentEntry): boolean {
  return header.refs.length === 0 && body.length <= viewBodyBytes
}

function refuse(problem: Parameters<typeof refusedWith>[0]): Checked {
  return { type: 'refused', result: refusedWith(problem) }
}

/** It left, and the epoch after it says that this entry was there before: it comes back after the file was restored. */
function wasCounted(chain: ChainState, team: ChainState, { author, heads, seq }: ContentHeader): boolean {
  return seq < (chain.cuts[author] ?? 0) && isActiveAt(chain, team, author, heads)
}

export function hasLeft(chain: ChainState, team: ChainState, device: DeviceId): boolean {
  const removals = [chain.devices[device]?.removedAt, team.devices[device]?.removedAt]
  return removals.some((at) => at !== undefined && at !== null)
}
