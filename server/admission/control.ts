/**
 * Letting control entries in. One after another within a space: the reducer is
 * asked with the chain as it stands, the entry is made durable, and only then
 * does the relay act by it. Beyond the reducer, which judges an author as of
 * the heads it cites, the relay asks that the author is in now: a device that
 * was removed cannot write as of yesterday. Rules AD20 to AD29.
 */
import type { Arrival, DeviceId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { endsInTime, isEnding, isSettingUp } from '../../shared/membership/break-glass.ts'
import { applyControl, type ChainState, signerOf } from '../../shared/membership/chain.ts'
import { isRelayOf } from '../../shared/membership/checkpoint.ts'
import { leavesNobody, maySayWhoLooksAfter } from '../../shared/membership/looking-after.ts'
import { proposalHoldsMs } from '../../shared/membership/proposals.ts'
import { isActiveNow } from '../../shared/membership/rights.ts'
import { takesBack } from '../../shared/membership/taking-back.ts'
import type { AppendResult } from '../../shared/protocol/append.ts'
import { spaceIdOf } from '../../shared/protocol/control.ts'
import { type ControlEntry, parseControlEntry } from '../../shared/protocol/entry.ts'
import { type SignatureVerifier, verifyEntry } from '../../shared/protocol/signature.ts'
import type { Box, EntryStore } from '../entry-store/entry-store.ts'
import type { Growth } from '../live/growth.ts'
import { areRightful, rightfulRecipients } from './boxes.ts'
import { nobodysKey } from './nobodys-key.ts'
import { hasPlaceIn } from './readable.ts'
import { outcomeToResult, refusedWith } from './results.ts'
import type { SpaceState, Spaces } from './spaces.ts'

export interface ControlOffer {
  readonly control: Uint8Array
  readonly boxes: readonly Box[]
}

/** What the relay's keeper has to have allowed. */
export interface LinkAsks {
  /** Asked when a team genesis would found a space. */
  readonly mayFound: () => Promise<boolean>
  /** Whether a link for recovering this space is shown: without one nothing is told. */
  readonly showsRecovery: () => Promise<boolean>
  /** Asked when a device would come in by the recovery kit, and the kit has signed for it: uses the link up for this device. */
  readonly mayRecover: (device: DeviceId) => Promise<boolean>
}

export interface ControlAdmission {
  /** In order; stops at the first refusal. */
  readonly admit: (
    space: SpaceId,
    offers: readonly ControlOffer[],
    asks: LinkAsks,
  ) => Promise<{ readonly results: readonly AppendResult[]; readonly signed: boolean }>
}

export interface ControlAdmissionDeps {
  readonly store: EntryStore
  readonly spaces: Spaces
  readonly verifier: SignatureVerifier
  readonly now: () => Instant
  readonly grew: (space: SpaceId, growth: readonly Growth[]) => void
  /** Told after every change of a chain, so that sessions and sockets of who left can be ended. */
  readonly changed: (state: SpaceState) => void
}

/** Each time somebody else was quicker. */
export const triesWhileMoving = 20

/** An honest tablet may be so much ahead. */
const clockSkewMs = 15 * 60_000

interface Attempt {
  readonly result: AppendResult
  readonly signed: boolean
  readonly growth?: readonly Growth[]
}

export function createControlAdmission(deps: ControlAdmissionDeps): ControlAdmission {
  const { spaces, store, verifier } = deps

  /** Undefined when this very entry is on the chain already. */
  async function findDuplicate(
    chain: ChainState | undefined,
    { header, id }: ControlEntry,
  ): Promise<Attempt | undefined> {
    if (chain?.hashes[header.groupSeq] !== id) return undefined
    const arrival = await store.controlArrival(header.space, header.group, header.groupSeq)
    return arrival === undefined ? undefined : { result: { type: 'duplicate', arrival }, signed: false }
  }

  async function write(entry: ControlEntry, next: ChainState, boxes: readonly Box[]): Promise<Attempt | undefined> {
    const { group, groupSeq, space } = entry.header
    const { bytes, control, id } = entry
    const epoch = control.type === 'epoch' ? control.epoch : 0
    const asOf = spaces.find(space)?.chained ?? (0 as Arrival)
    const append = { type: 'control', group, groupSeq, id, bytes, epoch, boxes, asOf } as const
    const [outcome] = await store.append(space, [append])
    if (outcome?.type === 'moved') return undefined
    const result = outcomeToResult(outcome!)
    if (outcome?.type !== 'stored') return { result, signed: true }
    deps.changed(spaces.set(space, next, outcome.arrival))
    const boxed = boxes.length === 0 ? [] : [{ kind: 'box' as const, group, arrival: outcome.last }]
    return { result, signed: true, growth: [{ kind: 'control', group, arrival: outcome.last }, ...boxed] }
  }

  /** Decided by the chains as they are: again, where another process added to them meanwhile. */
  async function admitOne(space: SpaceId, offer: ControlOffer, asks: LinkAsks): Promise<Attempt> {
    for (let tries = 0; tries < triesWhileMoving; tries++) {
      await spaces.catchUp(space)
      const attempt = await tryOne(space, offer, asks)
      if (attempt !== undefined) return attempt
    }
    return signedButRefused('compare-and-swap')
  }

  async function tryOne(space: SpaceId, offer: ControlOffer, asks: LinkAsks): Promise<Attempt | undefined> {
    const parsed = parseControlEntry(offer.control)
    if (!parsed.ok) return unsigned('malformed')
    const entry = parsed.value
    if (entry.header.space !== space) return unsigned('unknown-or-forbidden')
    const state = spaces.find(space)
    const chain = state?.chains.get(entry.header.group)
    const isRecovery = entry.control.type === 'recover'
    const isSent = isRecovery && (await asks.showsRecovery())
    const signer = signerOf(chain, state?.team, entry)
    const signKey = signer.ok && mayBeKnown(state, entry, isSent) ? signer.value : undefined
    const isSigned = await verifyEntry(verifier, entry, signKey ?? nobodysKey)
    if (signKey === undefined || !isSigned) return unsigned('unknown-or-forbidden')
    const duplicate = await findDuplicate(chain, entry)
    if (duplicate !== undefined) return duplicate
    if (!isAuthorIn(state, chain, entry)) return unsigned('author-not-active')
    const next = applyControl(chain, isTeam(entry) ? undefined : state?.team, entry)
    if (!next.ok) return signedButRefused(next.error.type === 'compare-and-swap' ? 'compare-and-swap' : 'chain-refused')
    if (!isShortByOurClock(entry, next.value, deps.now()) || !isAnsweredInTime(entry, next.value, deps.now()))
      return signedButRefused('chain-refused')
    if (isForOwnRound(entry, state?.team, chain)) return signedButRefused('chain-refused')
    if (isEndedByOutsider(entry, state?.team, chain, next.value, deps.now())) return signedButRefused('chain-refused')
    if (isLeftToNobody(entry, state, next.value)) return signedButRefused('chain-refused')
    if (isSecondRecord(entry, state)) return signedButRefused('chain-refused')
    if (!areBoxesGood(entry, next.value, state, offer.boxes)) return signedButRefused('malformed')
    if (state === undefined && !(await asks.mayFound())) return unsigned('unknown-or-forbidden')
    if (isRecovery && !(await asks.mayRecover(entry.header.author))) return unsigned('unknown-or-forbidden')
    return write(entry, next.value, offer.boxes)
  }

  return {
    admit: (space, offers, asks) =>
      spaces.alone(space, async () => {
        const results: AppendResult[] = []
        const growth: Growth[] = []
        let signed = false
        for (const offer of offers) {
          const attempt = await admitOne(space, offer, asks)
          results.push(attempt.result)
          signed ||= attempt.signed
          growth.push(...(attempt.growth ?? []))
          if (attempt.result.type === 'refused') break
        }
        // One poke a request: one a control would have everybody pull hundreds of times.
        if (growth.length > 0) deps.grew(space, growth)
        const untried = offers.slice(results.length).map(() => refusedWith('not-tried'))
        return { results: [...results, ...untried], signed }
      }),
  }
}

function isTeam({ header }: ControlEntry): boolean {
  return (header.group as string) === header.space
}

/** The space's name is the hash of its genesis, so nobody can found it with another. */
function isFounding(entry: ControlEntry): boolean {
  return isTeam(entry) && entry.control.type === 'genesis' && spaceIdOf(entry.body) === entry.header.space
}

/** Whoever signs such an entry may be told more than that nobody knows them. */
function mayBeKnown(state: SpaceState | undefined, entry: ControlEntry, isSent: boolean): boolean {
  if (state === undefined) return isFounding(entry)
  return isSent || isCheckpointOf(state, entry) || hasPlaceIn(state, entry.header.group, entry.header.author)
}

function isAuthorIn(state: SpaceState | undefined, chain: ChainState | undefined, entry: ControlEntry): boolean {
  if (state === undefined || entry.control.type === 'recover') return true
  return isCheckpointOf(state, entry) || isActiveNow(chain ?? state.team, state.team, entry.header.author)
}

/** The relay is in nothing: it has a place on the team's chain for its checkpoints alone. */
function isCheckpointOf({ team }: SpaceState, { control, header }: ControlEntry): boolean {
  return control.type === 'checkpoint' && isRelayOf(team, header.author)
}

/** The reducer goes by the time an author claims; a record is not open for longer because a clock is said to be wrong. */
function isShortByOurClock({ control }: ControlEntry, next: ChainState, now: Instant): boolean {
  const made = control.type === 'access' ? next.access.at(-1) : undefined
  if (made === undefined || !made.self || made.until === null) return true
  return endsInTime(made.until, (now + clockSkewMs) as Instant)
}

/** A proposal is not held open, nor one that ran out approved, by a clock said to be wrong. */
function isAnsweredInTime({ control }: ControlEntry, next: ChainState, now: Instant): boolean {
  if (control.type === 'propose') return control.until - now <= proposalHoldsMs + clockSkewMs
  if (control.type !== 'approve') return true
  const approved = next.proposals.find(({ id }) => id === control.proposal)
  return approved !== undefined && now - clockSkewMs <= approved.until
}

/**
 * For a round she is on herself a colleague grants nothing, though she may take it back: it would last, and be told to nobody. The chain keeps only
 * the rounds as they are now, so its reducer cannot judge this again later and the relay does it alone.
 */
function isForOwnRound(
  { control, header }: ControlEntry,
  team: ChainState | undefined,
  chain: ChainState | undefined,
): boolean {
  const author = team?.devices[header.author]
  if (control.type !== 'access' || control.to.type !== 'round' || author === undefined) return false
  if (takesBack(control)) return false
  // Of a record she begins: there is nothing in it that anybody had to be asked about.
  if (chain !== undefined && isSettingUp(chain, header.author, header.groupSeq)) return false
  return author.role !== 'admin' && team?.rounds[control.to.round]?.includes(author.member) === true
}

/**
 * What somebody opened for herself is ended, and what somebody was given is taken back, by an administrator or by
 * whoever looks after its person. As with rounds, the relay judges it alone.
 */
function isEndedByOutsider(
  { control, header }: ControlEntry,
  team: ChainState | undefined,
  chain: ChainState | undefined,
  next: ChainState,
  now: Instant,
): boolean {
  const made = control.type === 'access' ? next.access.at(-1) : undefined
  if (team === undefined || chain === undefined || made === undefined) return false
  if (!isEnding(made) && !takesBack(made)) return false
  return !maySayWhoLooksAfter(chain, team, header.author, now)
}

/** Whom nobody else looks after is not taken from her last colleague, nor from her last round, nor is that left empty. */
function isLeftToNobody({ control }: ControlEntry, state: SpaceState | undefined, next: ChainState): boolean {
  if (state === undefined) return false
  const { chains, team } = state
  if (control.type === 'access') {
    const care = chains.get(next.group)
    return takesBack(control) && care !== undefined && leavesNobody(care, team, { care: next })
  }
  if (control.type !== 'round') return false
  const isOnIt = ({ access }: ChainState) => access.some(({ to }) => to.type === 'round' && to.round === control.round)
  return [...chains.values()].some((care) => isOnIt(care) && leavesNobody(care, team, { team: next }))
}

/** One record a person: whoever began another could look after that for ever, and devices might go on in it. */
function isSecondRecord({ control, header }: ControlEntry, state: SpaceState | undefined): boolean {
  if (control.type !== 'genesis' || control.groupKind !== 'care' || control.about === null) return false
  const first = state?.careByPerson.get(control.about)
  return first !== undefined && first !== header.group
}

function areBoxesGood(
  entry: ControlEntry,
  next: ChainState,
  state: SpaceState | undefined,
  boxes: readonly Box[],
): boolean {
  if (boxes.length === 0) return true
  if (entry.control.type !== 'epoch') return false
  const recipients = rightfulRecipients(next, isTeam(entry) ? undefined : state?.team, entry.control.epoch)
  return recipients !== undefined && areRightful(boxes, recipients)
}

function unsigned(problem: Parameters<typeof refusedWith>[0]): Attempt {
  return { result: refusedWith(problem), signed: false }
}

function signedButRefused(problem: Parameters<typeof refusedWith>[0]): Attempt {
  return { result: refusedWith(problem), signed: true }
}
