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
import type { HeldBlob } from '../../../shared/protocol/held-blob.ts'
import type { QuarantinedEntry } from '../../../shared/protocol/quarantine.ts'
import type { PhotoFacts } from '../../domain/records/photo.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import { summariseRecord } from '../../domain/records/record-summary.ts'
import type { Signature } from '../../domain/records/signature.ts'
import { signedAs } from '../../domain/records/signed-as.ts'
import type { HeldContent, HeldItem, HeldPlace, HeldProblem, HeldView } from '../../engine-api/held-back.ts'
import type { EngineDeps } from '../engine.ts'
import { checkHeld, type HeldDeps, isLettable, readHeld } from '../receive/held-entry.ts'
import type { Session } from '../session.ts'
import type { RelayFailure, Session as RelaySession } from '../sync/relay-client.ts'
import { readFacts } from '../views/facts.ts'
import { readGroups } from '../views/group-facts.ts'
import { markOf } from '../views/team-devices.ts'
import { inTeamsWords } from '../views/team-names.ts'
import { parsePayload } from '../writing/record-payload.ts'
import { wordsToRead } from './change-words.ts'
import type { DecidedHere } from './held-notes.ts'
import { fetchHeldBlobs, isPhoto, photoInRecord, toHeldPhoto } from './held-photos.ts'

/** More than a team leaves behind in years. */
const mostPages = 20

export function heldDepsOf({ verifier }: Pick<EngineDeps, 'verifier'>, { device }: Session): HeldDeps {
  const { chains, own, sealer } = device
  return { space: own.space, me: own.member, chains, sealer, verifier }
}

export interface HeldPages {
  readonly entries: readonly QuarantinedEntry[]
  readonly blobs: readonly HeldBlob[]
  readonly more: boolean
}

/** Up to the entry that is looked for, or to the end. */
export async function fetchHeld(
  { relay }: Pick<EngineDeps, 'relay'>,
  session: RelaySession,
  wanted?: string,
): Promise<Result<HeldPages, HeldProblem>> {
  const entries: QuarantinedEntry[] = []
  const listed = await fetchHeldBlobs({ relay }, session)
  if (!listed.ok) return listed
  const blobs = listed.value
  for (let page = 0; page < mostPages; page++) {
    const answer = await relay.quarantine(session, entries.at(-1)?.id ?? null)
    if (!answer.ok) return err(problemOf(answer.error))
    entries.push(...answer.value.entries)
    if (!answer.value.more || entries.some(({ id }) => id === wanted)) return ok({ entries, blobs, more: false })
  }
  return ok({ entries, blobs, more: true })
}

export function problemOf(failure: RelayFailure): HeldProblem {
  const isRefused = failure.type === 'problem' && failure.problem === 'unknown-or-forbidden'
  return isRefused ? 'not-allowed' : 'no-signal'
}

/** `decided` here already, and on its way. */
export async function heldView(
  deps: EngineDeps,
  session: Session,
  { blobs, entries, more }: HeldPages,
  decided: readonly DecidedHere[],
): Promise<HeldView> {
  const open = entries.filter(({ id }) => !decided.some((each) => each.id === id))
  const here = new Set(blobs.map(({ blob }) => blob))
  const said = await Promise.all(open.map(async (entry) => read(deps, session, entry, here)))
  const placeOf = await readPlaces(deps, session, said)
  const words = await Promise.all(open.map((entry, at) => toItem(session, entry, said[at]!, placeOf(said[at]!))))
  const named = new Set([
    ...decided.flatMap((each) => [...each.blobs, each.id]),
    ...words.flatMap(({ content }) => (content.type === 'words' ? content.photos.map(({ blob }) => blob) : [])),
  ])
  /** What cannot be read yet may say what the photo is: until then nothing is decided about it. */
  const isUnread = ({ author, group }: HeldBlob) =>
    open.some((entry, at) => entry.author === author && entry.group === group && isToCome(words[at]!.content))
  const alone = blobs.filter((blob) => !named.has(blob.blob) && !isUnread(blob))
  const photos = await Promise.all(
    alone.map(async (blob) => toItem(session, blob, await readAlone(session, blob), null)),
  )
  return { items: [...words, ...photos], erased: [], more }
}

function isToCome(content: HeldContent): boolean {
  return content.type === 'closed' || (content.type === 'unreadable' && content.why !== 'broken')
}

async function toItem(
  session: Session,
  from: QuarantinedEntry | HeldBlob,
  said: Said,
  place: HeldItem['place'],
): Promise<HeldItem> {
  const { author, group, storedAt } = from
  const { chains } = session.device
  const chain = chains.state(group)
  const about = chain?.about ?? said.about
  const [row] = about === null ? [] : await session.rows.findMany('directory', [about])
  return {
    entryId: 'id' in from ? from.id : from.blob,
    who: said.who ?? (await namesOf(session, chain, author))[0] ?? null,
    mark: markOf(author),
    writtenAt: said.writtenAt,
    storedAt,
    person: about === null ? null : { personId: about, name: row?.name ?? null },
    place,
    content: said.content,
  }
}

interface Said extends Pick<HeldItem, 'who' | 'writtenAt' | 'content'> {
  readonly about: string | null
  readonly into: Into | null
}

/** The group in which it is read, where that is more than the record. */
interface Into extends Pick<HeldPlace, 'isTalk'> {
  readonly chain: ChainState
}

const nothing = { who: null, writtenAt: null, about: null, into: null } as const

/** Named as the list of conversations names them. */
async function readPlaces(
  { clock }: EngineDeps,
  session: Session,
  said: readonly Said[],
): Promise<(of: Said) => HeldItem['place']> {
  const chains = said.flatMap(({ into }) => (into === null ? [] : [into.chain]))
  if (chains.length === 0) return () => null
  const facts = await readFacts(session, clock.now())
  const { threadGroup } = await readGroups(facts, [...new Set(chains)], { withReceipts: false })
  return ({ into }) => {
    if (into === null) return null
    const { about, audience, kind, title } = threadGroup(into.chain)
    return { about, audience, kind, title, isTalk: into.isTalk }
  }
}

/** Of a photo whose words are not among what is held back. */
async function readAlone(session: Session, blob: HeldBlob): Promise<Said> {
  const chain = session.device.chains.state(blob.group)
  if (chain === undefined || !session.access.mayRead(chain)) return { ...nothing, content: { type: 'closed' } }
  const photo = await photoInRecord(session, blob)
  const content = photo === undefined ? ({ type: 'lost-photo' } as const) : toHeldPhotoContent(photo)
  return { ...nothing, content }
}

const toHeldPhotoContent = (photo: PhotoFacts) => ({ type: 'photo', photo: toHeldPhoto(photo, true) }) as const

async function read(
  deps: EngineDeps,
  session: Session,
  { bytes, group }: QuarantinedEntry,
  here: ReadonlySet<string>,
): Promise<Said> {
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
  const names = await namesOf(session, chain, entry.header.author)
  const [who = null] = names
  if (kind === 'change') {
    const words = await wordsOf(deps, opened.payload, names)
    const named = documentOf(chain, doc, writtenAt)
    const into = named?.kind === 'thread' ? { chain, isTalk: true } : null
    return { ...nothing, who, writtenAt, into, content: { type: 'change', of: named?.kind ?? null, words } }
  }
  if (kind === 'snapshot') return { ...nothing, who, writtenAt, content: { type: 'automatic' } }
  const records = parsePayload(opened.payload)
  if (!records.ok) {
    const why = records.error.type === 'newer-app' ? 'newer-app' : 'broken'
    return { ...nothing, who, writtenAt, content: { type: 'unreadable', why } }
  }
  const [first] = records.value
  const isTalk = records.value.some(({ type }) => type === 'message')
  const isShared = chain.kind === 'private' || chain.kind === 'circle'
  return {
    who: who === null || first?.author.memberId !== who.memberId ? who : signedAs(first.author, who),
    writtenAt: first?.at ?? writtenAt,
    about: first?.about ?? null,
    into: isTalk || isShared ? { chain, isTalk } : null,
    content: contentOf(records.value, here),
  }
}

function contentOf(records: readonly CareRecord[], here: ReadonlySet<string>): HeldContent {
  if (!isLettable(records)) return { type: 'automatic' }
  const said = records.flatMap((record) => (isPhoto(record) ? [] : (summariseRecord(record) ?? [])))
  const photos = records.filter(isPhoto).map((photo) => toHeldPhoto(photo, here.has(photo.blob)))
  return { type: 'words', said, photos }
}

/**
 * Whoever the chains say the device is, of staff in the team's words (QV964), then as their own card has them; what an
 * entry says of its author is no more than that.
 */
async function namesOf(
  { device: { chains, own }, rows }: Session,
  chain: ChainState | undefined,
  device: DeviceId,
): Promise<readonly Signature[]> {
  const member = chain === undefined ? undefined : deviceIn(chain, chains.team(), device)?.member
  if (chain === undefined || member === undefined) return []
  const cards = (await rows.find('staff')).filter(({ memberId }) => memberId === member)
  const known = cards.length > 0 ? cards : await rows.findMany('members', [`${chain.group}/${member}`])
  return [...(await inTeamsWords(rows, own.space, cards)), ...known].map(({ signature }) => signature)
}

/** What a change wrote, without the ids and the name that go with it. */
async function wordsOf(deps: EngineDeps, change: Bytes, names: readonly Signature[]): Promise<readonly string[]> {
  await deps.initAutomerge()
  const { wordsOfChange } = await import('../documents/doc-engine.ts')
  return wordsToRead(wordsOfChange(change), new Set(names.flatMap(({ face, name, role }) => [name, role, face])))
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
