/**
 * A file by which anybody can see for themselves that a team's devices were
 * shown two histories, or that one device wrote two: the chains as they were
 * shown here, from their beginning, and the signed entry that contradicts them.
 * It holds what the relay holds, and opens nothing: content stays sealed.
 * MB121 and MB122.
 */
import type { Bytes } from '../lib/bytes.ts'
import type { DeviceId, GroupId } from '../lib/ids.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { type Entry, entryByteLimit, parseEntry } from '../protocol/entry.ts'
import { bytesUpTo, encodeField, listOf, parseField, row } from '../protocol/fields.ts'
import { type SignatureVerifier, verifyEntry } from '../protocol/signature.ts'
import { applyControl, type ChainState, signerOf } from './chain.ts'
import { type Contradiction, contradictionOf } from './fork.ts'
import { deviceIn } from './rights.ts'

export interface ForkProof {
  /** The team's chain from its genesis on. */
  readonly team: readonly Bytes[]
  /** The chain of the group the contradiction was found in; none when that is the team. */
  readonly group: readonly Bytes[]
  /** What contradicts the chains; or the two that contradict each other. */
  readonly entries: readonly Bytes[]
}

export type ForkFinding =
  | ({ readonly type: 'two-histories'; readonly signer: DeviceId } & Contradiction)
  /** One device signed two entries under one number of its own. */
  | { readonly type: 'two-entries'; readonly signer: DeviceId; readonly group: GroupId; readonly seq: number }

export type ForkProofProblem =
  | { readonly type: 'malformed' }
  /** The chain breaks at this place of the file: no signature, no right, or not the one before. */
  | { readonly type: 'bad-chain'; readonly at: number; readonly detail: string }
  | { readonly type: 'bad-signature' }
  | { readonly type: 'no-contradiction' }

/** Longer than a chain or a request gets. */
const mostEntries = 100_000

const envelopes = listOf(bytesUpTo(entryByteLimit, 1), mostEntries)
const proofFile = row<ForkProof>({ team: envelopes, group: envelopes, entries: envelopes }, [1])

export function encodeForkProof(proof: ForkProof): Bytes {
  return encodeField(proofFile, proof)
}

export async function verifyForkProof(
  bytes: Uint8Array,
  verifier: SignatureVerifier,
): Promise<Result<ForkFinding, ForkProofProblem>> {
  const proof = parseField(proofFile, bytes)
  if (!proof.ok) return err({ type: 'malformed' })
  const team = await replay(proof.value.team, undefined, verifier)
  if (!team.ok) return team
  const group = await replay(proof.value.group, team.value, verifier)
  if (!group.ok) return group
  const entries = proof.value.entries.map(parseEntry)
  const [first, second] = entries.map((entry) => (entry.ok ? entry.value : undefined))
  if (team.value === undefined || first === undefined) return err({ type: 'malformed' })
  const known: Known = { chain: chainOf(first, team.value, group.value), team: team.value }
  for (const entry of [first, second]) {
    if (entry !== undefined && !(await isSigned(entry, known, verifier))) return err({ type: 'bad-signature' })
  }
  const finding = second === undefined ? historiesIn(first, known) : entriesUnderOneNumber(first, second)
  return finding === undefined ? err({ type: 'no-contradiction' }) : ok(finding)
}

interface Known {
  readonly chain: ChainState | undefined
  readonly team: ChainState
}

function chainOf({ header }: Entry, team: ChainState, group: ChainState | undefined): ChainState | undefined {
  return [team, group].find((chain) => chain?.group === header.group && chain.space === header.space)
}

/** As every device does it: the signature first, then the reducer. */
async function replay(
  controls: readonly Bytes[],
  team: ChainState | undefined,
  verifier: SignatureVerifier,
): Promise<Result<ChainState | undefined, ForkProofProblem>> {
  let chain: ChainState | undefined
  for (const [at, bytes] of controls.entries()) {
    const entry = parseEntry(bytes)
    if (!entry.ok || entry.value.type !== 'control') return err({ type: 'bad-chain', at, detail: 'no control entry' })
    const signer = signerOf(chain, team, entry.value)
    if (!signer.ok) return err({ type: 'bad-chain', at, detail: signer.error.type })
    if (!(await verifyEntry(verifier, entry.value, signer.value))) {
      return err({ type: 'bad-chain', at, detail: 'bad-signature' })
    }
    const next = applyControl(chain, team, entry.value)
    if (!next.ok) return err({ type: 'bad-chain', at, detail: next.error.type })
    chain = next.value
  }
  return ok(chain)
}

async function isSigned(entry: Entry, { chain, team }: Known, verifier: SignatureVerifier): Promise<boolean> {
  if (chain === undefined) return false
  const parent = chain.kind === 'team' ? undefined : team
  if (entry.type === 'content') {
    const author = deviceIn(chain, parent, entry.header.author)
    return author !== undefined && verifyEntry(verifier, entry, author.keys.signKey)
  }
  const signer = signerOf(chain, parent, entry)
  return signer.ok && verifyEntry(verifier, entry, signer.value)
}

function historiesIn(entry: Entry, { chain, team }: Known): ForkFinding | undefined {
  const found = contradictionOf(entry, chain, team)
  return found === undefined ? undefined : { type: 'two-histories', signer: entry.header.author, ...found }
}

function entriesUnderOneNumber(first: Entry, second: Entry): ForkFinding | undefined {
  if (first.type !== 'content' || second.type !== 'content' || first.id === second.id) return undefined
  const { author, group, seq, space } = first.header
  const other = second.header
  const isOneNumber = other.author === author && other.group === group && other.seq === seq && other.space === space
  return isOneNumber ? { type: 'two-entries', signer: author, group, seq } : undefined
}
