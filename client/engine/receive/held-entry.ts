/**
 * An entry that the relay kept back, because its device had been removed when it
 * came: the checks of every other entry but two. It has no place in a feed, and
 * the cut, which keeps a leaver's entries out, is what an administrator decides
 * about. Its author must have been in as of the heads it cites, must be out by
 * now, and must have signed it. Rules RX110, RX111.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { GroupId, MemberId, SpaceId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { mayWriteEntry } from '../../../shared/membership/documents.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import { type ContentEntry, parseContentEntry } from '../../../shared/protocol/entry.ts'
import { type SignatureVerifier, verifyEntry } from '../../../shared/protocol/signature.ts'
import { projectRecord } from '../../domain/projections/project-record.ts'
import type { RecordContext } from '../../domain/projections/record-context.ts'
import { belongsHere } from '../../domain/projections/record-place.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import type { LetInRecord } from '../../domain/records/let-in.ts'
import type { CareRecord, RecordType } from '../../domain/records/record.ts'
import type { EntrySealer } from '../crypto/entry-sealer.ts'
import type { Chains } from '../membership/chains.ts'
import { contextOf, whoIs } from '../writing/record-context.ts'
import { parsePayload } from '../writing/record-payload.ts'
import { checkAuthor, checkStanding, type PendingFor, type RefusalReason } from './check-entry.ts'

export interface HeldDeps {
  readonly space: SpaceId
  readonly me: MemberId
  readonly chains: Chains
  readonly sealer: Pick<EntrySealer, 'open'>
  readonly verifier: SignatureVerifier
}

interface Held {
  readonly entry: ContentEntry
  readonly author: ChainDevice
  readonly chain: ChainState
}

export type HeldVerdict<Good> =
  | ({ readonly type: 'good' } & Good)
  | { readonly type: 'pending'; readonly for: PendingFor }
  | { readonly type: 'refused'; readonly reason: RefusalReason }

/** What people write and read. All else a device makes by itself, and would be wrong from another. */
const lettable: ReadonlySet<RecordType> = new Set([
  ...(['note', 'observations', 'message', 'visit-started', 'visit-finished'] as const),
  ...(['warning-answer', 'administration', 'next-step', 'decision', 'photo'] as const),
])

const refused = (reason: RefusalReason) => ({ type: 'refused', reason }) as const
const pending = (what: PendingFor) => ({ type: 'pending', for: what }) as const

/** Up to its signature and its author's right, without a key. */
export async function checkHeld(deps: HeldDeps, bytes: Bytes, group: GroupId): Promise<HeldVerdict<Held>> {
  const parsed = parseContentEntry(bytes)
  if (!parsed.ok) return refused('malformed')
  const entry = parsed.value
  if (entry.header.group !== group) return refused('wrong-space')
  const [chain, team] = [deps.chains.state(group), deps.chains.team()]
  const facts = { space: deps.space, chain, team }
  const known = checkAuthor(entry, facts)
  if (known.type !== 'good') return known
  const { author } = known
  if (!(await verifyEntry(deps.verifier, entry, author.keys.signKey))) return refused('bad-signature')
  const right = checkStanding(entry, facts, author)
  if (right.type !== 'good') return right
  return chain !== undefined && hasLeft(chain, team, entry)
    ? { type: 'good', entry, author, chain }
    : refused('not-removed')
}

/** By the group's own chain or by the team's: a device that is in sends for itself. */
function hasLeft(chain: ChainState, team: ChainState | undefined, { header: { author } }: ContentEntry): boolean {
  return [chain, team].some((each) => (each?.devices[author]?.removedAt ?? null) !== null)
}

/** What it says. */
export async function readHeld(deps: HeldDeps, { entry }: Held): Promise<HeldVerdict<{ readonly payload: Bytes }>> {
  const opened = await deps.sealer.open(entry)
  if (opened.ok) return { type: 'good', payload: opened.value }
  const { type } = opened.error
  return type === 'no-key' ? pending('key') : type === 'newer-app' ? pending('newer-app') : refused(type)
}

export type LetInOuter = Pick<ContentEntry['header'], 'author' | 'group'>

export interface CarriedRecords {
  readonly records: readonly CareRecord[]
  /** With the number of the entry that carries them. */
  readonly rowsAt: (seq: number) => readonly StoredRow[]
}

/** What an administrator's entry lets in, or that of a member whose own former device wrote it (RX180). */
export async function openLetIn(
  deps: HeldDeps,
  outer: LetInOuter,
  record: LetInRecord,
): Promise<HeldVerdict<CarriedRecords>> {
  const { author, group } = outer
  const team = deps.chains.team()
  const chain = deps.chains.state(group)
  const by = chain === undefined ? undefined : deviceIn(chain, team, author)
  if (chain === undefined || by === undefined) return refused('author-not-active')
  const held = await checkHeld(deps, record.entry, group)
  if (held.type !== 'good') return held
  if (team?.devices[author]?.role !== 'admin' && whoIs(chain, team, by) !== whoIs(chain, team, held.author))
    return refused('author-not-active')
  const read = await readHeld(deps, held)
  if (read.type !== 'good') return read
  return carriedBy(deps, { held, outer, record, payload: read.payload, isMine: whoIs(chain, team, by) === deps.me })
}

interface Carrying {
  readonly held: Held
  readonly outer: LetInOuter
  readonly record: LetInRecord
  readonly payload: Bytes
  /** Who lets it in has read it. */
  readonly isMine: boolean
}

/**
 * As its author wrote it. Only where it lies is the administrator's: receipts
 * are given for the feed that carries it.
 */
function carriedBy(deps: HeldDeps, { held, isMine, outer, payload, record }: Carrying): HeldVerdict<CarriedRecords> {
  const { author, chain, entry } = held
  if (entry.header.kind !== 'record') return refused('unknown-kind')
  if (!mayWriteEntry(chain, author.role, entry.header)) return refused('wrong-place')
  const parsed = parsePayload(payload)
  if (!parsed.ok) return parsed.error.type === 'newer-app' ? pending('newer-app') : refused('bad-record')
  const { doc, group } = entry.header
  const place = { id: entry.id, header: { group, doc, author: entry.header.author, seq: 0 } }
  const context: RecordContext = {
    ...contextOf({
      ...{ entry: place, chain, team: deps.chains.team(), author, me: deps.me },
      arrivedAt: record.at,
    }),
    deviceId: outer.author,
    letIn: { by: record.author, at: record.at },
  }
  const records = parsed.value.filter(isLettableRecord)
  if (records.length === 0 || records.some((each) => belongsHere(each, context) !== null)) return refused('wrong-place')
  const rowsAt = (seq: number) => {
    const rows = records.flatMap((each) => projectRecord(each, { ...context, seq: seq + 1 }))
    return isMine ? rows.filter(({ collection }) => collection !== 'unread') : rows
  }
  return { type: 'good', records, rowsAt }
}

/** Whether there is anything in it that can be let in. */
export function isLettable(records: readonly CareRecord[]): boolean {
  return records.some(isLettableRecord)
}

export function isLettableRecord({ type }: CareRecord): boolean {
  return lettable.has(type)
}
