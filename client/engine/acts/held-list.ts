/**
 * What the relay holds back, in words: who wrote it, when, about whom, what it
 * says, or why that cannot be told. Nothing is shown that was not checked as
 * every entry is. Rules HB110 to HB112.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { documentOf } from '../../../shared/membership/documents.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import { erasedSigningInput } from '../../../shared/protocol/erased.ts'
import type { QuarantinedEntry } from '../../../shared/protocol/quarantine.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import { summariseRecord } from '../../domain/records/record-summary.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { HeldContent, HeldItem, HeldProblem, HeldView } from '../../engine-api/held-back.ts'
import type { EngineDeps } from '../engine.ts'
import { carriesRecords } from '../receive/entry-kinds.ts'
import { checkHeld, type HeldDeps, isLettable, readHeld } from '../receive/held-entry.ts'
import type { Session } from '../session.ts'
import type { RelayFailure, Session as RelaySession } from '../sync/relay-client.ts'
import { markOf } from '../views/team-devices.ts'
import { parsePayload } from '../writing/record-payload.ts'

/** More than a team leaves behind in years. */
const mostPages = 20

export function heldDepsOf({ verifier }: Pick<EngineDeps, 'verifier'>, { device }: Session): HeldDeps {
  const { chains, own, sealer } = device
  return { space: own.space, me: own.member, chains, sealer, verifier }
}

export interface HeldPages {
  readonly entries: readonly QuarantinedEntry[]
  readonly more: boolean
}

/** Up to the entry that is looked for, or to the end. */
export async function fetchHeld(
  { relay }: Pick<EngineDeps, 'relay'>,
  session: RelaySession,
  wanted?: string,
): Promise<Result<HeldPages, HeldProblem>> {
  const entries: QuarantinedEntry[] = []
  for (let page = 0; page < mostPages; page++) {
    const answer = await relay.quarantine(session, entries.at(-1)?.id ?? null)
    if (!answer.ok) return err(problemOf(answer.error))
    entries.push(...answer.value.entries)
    if (!answer.value.more || entries.some(({ id }) => id === wanted)) return ok({ entries, more: false })
  }
  return ok({ entries, more: true })
}

export function problemOf(failure: RelayFailure): HeldProblem {
  const isRefused = failure.type === 'problem' && failure.problem === 'unknown-or-forbidden'
  return isRefused ? 'not-allowed' : 'no-signal'
}

/** `decided` here already, and on its way. */
export async function heldView(
  deps: EngineDeps,
  session: Session,
  { entries, more }: HeldPages,
  decided: ReadonlySet<string>,
): Promise<HeldView> {
  const open = entries.filter(({ id }) => !decided.has(id))
  const items = await Promise.all(open.map((entry) => itemOf(deps, session, entry)))
  return { items, erased: [], more }
}

async function itemOf(deps: EngineDeps, session: Session, entry: QuarantinedEntry): Promise<HeldItem> {
  const { author, group, id, storedAt } = entry
  const { chains } = session.device
  const chain = chains.state(group)
  const said = await read(deps, session, entry)
  const about = chain?.about ?? said.about
  const [row] = about === null ? [] : await session.rows.findMany('directory', [about])
  return {
    entryId: id,
    who: said.who ?? (await nameOf(session, chain, author)),
    mark: markOf(author),
    writtenAt: said.writtenAt,
    storedAt,
    person: about === null ? null : { personId: about, name: row?.name ?? null },
    content: said.content,
  }
}

interface Said extends Pick<HeldItem, 'who' | 'writtenAt' | 'content'> {
  readonly about: string | null
}

const nothing = { who: null, writtenAt: null, about: null } as const

async function read(deps: EngineDeps, session: Session, { bytes, group }: QuarantinedEntry): Promise<Said> {
  if (bytes.length === 0) return { ...nothing, content: { type: 'closed' } }
  const heldDeps = heldDepsOf(deps, session)
  const checked = await checkHeld(heldDeps, bytes, group)
  const opened = checked.type === 'good' ? await readHeld(heldDeps, checked) : checked
  if (checked.type !== 'good' || opened.type !== 'good') {
    const why = opened.type === 'pending' ? (opened.for === 'newer-app' ? 'newer-app' : 'key') : 'broken'
    return { ...nothing, content: { type: 'unreadable', why } }
  }
  const { chain, entry } = checked
  const { doc, kind, writtenAt } = entry.header
  const who = await nameOf(session, chain, entry.header.author)
  if (kind === 'change') {
    const words = await wordsOf(deps, opened.payload, who)
    const named = documentOf(chain, doc, writtenAt)
    return { ...nothing, who, writtenAt, content: { type: 'change', of: named?.kind ?? null, words } }
  }
  if (kind === 'snapshot') return { ...nothing, who, writtenAt, content: { type: 'automatic' } }
  const records = carriesRecords(kind) ? parsePayload(opened.payload) : err({ type: 'malformed' } as const)
  if (!records.ok) {
    const why = records.error.type === 'newer-app' ? 'newer-app' : 'broken'
    return { ...nothing, who, writtenAt, content: { type: 'unreadable', why } }
  }
  const [first] = records.value
  return {
    who,
    writtenAt: first?.at ?? writtenAt,
    about: first?.about ?? null,
    content: contentOf(chain, records.value),
  }
}

function contentOf(chain: ChainState, records: readonly CareRecord[]): HeldContent {
  if (!isLettable(records)) return { type: 'automatic' }
  const said = records.flatMap((record) => summariseRecord(record) ?? [])
  return { type: 'words', said, isShared: chain.kind === 'private' || chain.kind === 'circle' }
}

/** Whoever the chains say the device is; what an entry says of its author is no more than that. */
async function nameOf(session: Session, chain: ChainState | undefined, device: DeviceId): Promise<Signature | null> {
  const { chains } = session.device
  const member = chain === undefined ? undefined : deviceIn(chain, chains.team(), device)?.member
  if (chain === undefined || member === undefined) return null
  const staff = (await session.rows.find('staff')).find(({ memberId }) => memberId === member)
  if (staff !== undefined) return staff.signature
  const [card] = await session.rows.findMany('members', [`${chain.group}/${member}`])
  return card?.signature ?? null
}

/** What a change wrote, without the ids and the name that go with it. */
async function wordsOf(deps: EngineDeps, change: Bytes, who: Signature | null): Promise<readonly string[]> {
  await deps.initAutomerge()
  const { wordsOfChange } = await import('../documents/doc-engine.ts')
  const own: ReadonlySet<string> = new Set([who?.name ?? '', who?.role ?? '', who?.face ?? ''])
  return wordsOfChange(change).filter((words) => !own.has(words) && !/^[0-9a-f]{16,}$/.test(words))
}

/** Each word that its device's own key signed. */
export async function erasedHere(
  { relay, verifier }: EngineDeps,
  { device }: Session,
  session: RelaySession,
): Promise<HeldView['erased']> {
  const told = await relay.erased(session)
  if (!told.ok) return []
  const { chains, own } = device
  const checked = told.value.map(async ({ device: deviceId, signature, toldAt }) => {
    const keys = chains.team()?.devices[deviceId]?.keys
    const isTrue =
      keys !== undefined && (await verifier.verify(keys.signKey, erasedSigningInput(own.space, deviceId), signature))
    return isTrue ? [{ deviceId: deviceId as string, at: toldAt }] : []
  })
  return (await Promise.all(checked)).flat()
}
