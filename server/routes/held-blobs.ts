/**
 * What removed devices had not sent of their attachments. PUT
 * …/groups/:group/held-blobs/:blob takes one by the device's own signature, without
 * a session, as entries are taken; it lies apart from the group's and is served to
 * nobody in it. An administrator lists them, fetches one where she may read the
 * group, and says that it is decided: then it is gone. Rules ES563 to ES565.
 */
import { Hono } from 'hono'
import { canWrite, deviceIn } from '../../shared/membership/rights.ts'
import { isClinical } from '../../shared/membership/standing.ts'
import { blobByteLimit, parseBlobId } from '../../shared/protocol/blob.ts'
import {
  type BlobWord,
  blobSigningInput,
  encodeHeldBlobs,
  heldBlobsLimit,
  readBlobWord,
} from '../../shared/protocol/held-blob.ts'
import type { SignatureVerifier } from '../../shared/protocol/signature.ts'
import { hasLeft } from '../admission/content.ts'
import { nobodysKey } from '../admission/nobodys-key.ts'
import { hasPlaceIn, isActiveInSpace, type ReadRights } from '../admission/readable.ts'
import type { FetchLog } from '../audit/fetch-log.ts'
import type { BlobOutcome } from '../blobs/blob-store.ts'
import type { HeldBlobPlace } from '../blobs/held-blobs.ts'
import type { RelayStore } from '../entry-store/relay-store.ts'
import { createAtOnce } from '../middleware/at-once.ts'
import { problem } from '../middleware/problem.ts'
import {
  cborAnswer,
  type RelayContext,
  type RelayEnv,
  readGroupParam,
  readSpaceParam,
} from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'
import type { Metrics } from '../ops/metrics.ts'
import { answerBlob, readHashed, saidLength } from './blob-bodies.ts'
import { downloadsPerDevice, uploadsPerDevice } from './blobs.ts'
import { isAdminHere } from './quarantine.ts'

export interface HeldBlobsRouteDeps extends SessionGuardDeps {
  readonly rights: ReadRights
  readonly store: RelayStore
  readonly verifier: SignatureVerifier
  readonly fetchLog: Pick<FetchLog, 'noteOne'>
  readonly metrics: Pick<Metrics, 'attached'>
  readonly heldBack: (space: HeldBlobPlace['space']) => void
}

/** Into the group, beside it for who decides, or nowhere. */
type Way = 'in' | 'held' | 'nowhere'

function readPlace(c: RelayContext): HeldBlobPlace | undefined {
  const [space, group, blob] = [readSpaceParam(c), readGroupParam(c), parseBlobId(c.req.param('blob') ?? '')]
  return space === undefined || group === undefined || blob === undefined ? undefined : { space, group, blob }
}

export function heldBlobsRoute(deps: HeldBlobsRouteDeps): Hono<RelayEnv> {
  const { fetchLog, heldBack, limits, metrics, rights, spaces, store, verifier } = deps
  const uploads = createAtOnce(uploadsPerDevice)
  const downloads = createAtOnce(downloadsPerDevice)

  /** Asked before it comes and again when it is here: the device may have been removed meanwhile. */
  function wayOf({ group, space }: HeldBlobPlace, { device }: BlobWord): Way {
    const state = spaces.find(space)
    const chain = state?.chains.get(group)
    const known = state === undefined || chain === undefined ? undefined : deviceIn(chain, state.team, device)
    if (state === undefined || chain === undefined || known === undefined) return 'nowhere'
    if (canWrite(chain, state.team, device) && isActiveInSpace(state, device)) return 'in'
    return hasLeft(chain, state.team, device) && isClinical(known.role) ? 'held' : 'nowhere'
  }

  /** Of a stranger as much is checked as of anybody: AD12. */
  async function isSigned({ blob, group, space }: HeldBlobPlace, { device, signature }: BlobWord): Promise<boolean> {
    await spaces.refresh(space)
    const state = spaces.find(space)
    const chain = state?.chains.get(group)
    const isKnown = state !== undefined && chain !== undefined && hasPlaceIn(state, group, device)
    const signKey = isKnown ? deviceIn(chain, state.team, device)?.keys.signKey : undefined
    const isTrue = await verifier.verify(signKey ?? nobodysKey, blobSigningInput(space, group, blob), signature)
    return signKey !== undefined && isTrue
  }

  async function write(way: Way, place: HeldBlobPlace, word: BlobWord, bytes: Uint8Array<ArrayBuffer>) {
    if (way === 'in') return store.putBlob(place.space, place.group, place.blob, bytes)
    const outcome: BlobOutcome = await store.holdBlob(place, word.device, bytes)
    if (outcome === 'stored') heldBack(place.space)
    return outcome
  }

  async function keep(c: RelayContext, place: HeldBlobPlace, word: BlobWord): Promise<Response> {
    const came = await readHashed(c.req.raw.body, place.blob)
    if (came.type !== 'whole') return problem(c, came.type)
    await spaces.refresh(place.space)
    const way = wayOf(place, word)
    if (way === 'nowhere') return problem(c, 'unknown-or-forbidden')
    const outcome = await write(way, place, word, came.bytes)
    metrics.attached(outcome)
    return outcome === 'over-quota' ? problem(c, 'over-quota') : c.body(null, 204)
  }

  /** Of an administrator alone, and no way round breaking the glass (RT110). */
  function mayDecide(c: RelayContext, { group }: HeldBlobPlace): boolean {
    return isAdminHere(c) && rights.mayReadContent(c.get('state'), c.get('session').device, group)
  }

  return new Hono<RelayEnv>()
    .put('/v1/spaces/:space/groups/:group/held-blobs/:blob', async (c) => {
      const address = c.get('address')
      if (!(await limits.takeFromAddress(address))) return problem(c, 'too-many-requests')
      const place = readPlace(c)
      const word = place && readBlobWord(place.space, c.req.query('device'), c.req.query('signature'))
      if (place === undefined || word === undefined) return problem(c, 'malformed')
      if (!(await isSigned(place, word))) return problem(c, 'unknown-or-forbidden')
      // The signature was good: the device pays instead of the address, as long as it can.
      if (await limits.takeFromDevice(word.device)) await limits.giveBackToAddress(address, 1)
      if (wayOf(place, word) === 'nowhere') return problem(c, 'unknown-or-forbidden')
      if (saidLength(c) > blobByteLimit) return problem(c, 'too-large')
      if (!uploads.mayBegin(word.device)) return problem(c, 'too-many-requests')
      const over = uploads.begin(word.device)
      return keep(c, place, word).finally(over)
    })
    .get('/v1/spaces/:space/held-blobs', requireSession(deps), async (c) => {
      if (!isAdminHere(c)) return problem(c, 'unknown-or-forbidden')
      return cborAnswer(c, encodeHeldBlobs(await store.heldBlobs(c.get('session').space, heldBlobsLimit)))
    })
    .get('/v1/spaces/:space/groups/:group/held-blobs/:blob', requireSession(deps), async (c) => {
      const place = readPlace(c)
      if (place === undefined || !mayDecide(c, place)) return problem(c, 'unknown-or-forbidden')
      const found = await store.findHeldBlob(place)
      if (found === undefined) return problem(c, 'unknown-or-forbidden')
      const { device, space } = c.get('session')
      if (!downloads.mayBegin(device)) return problem(c, 'too-many-requests')
      fetchLog.noteOne(space, device, place.group, found.bytes)
      return answerBlob(c, { found, mayGet: () => mayDecide(c, place), over: downloads.begin(device) })
    })
    .delete('/v1/spaces/:space/groups/:group/held-blobs/:blob', requireSession(deps), async (c) => {
      const place = readPlace(c)
      if (place === undefined || !mayDecide(c, place)) return problem(c, 'unknown-or-forbidden')
      await store.dropHeldBlob(place, c.get('session').device)
      return c.body(null, 204)
    })
}
