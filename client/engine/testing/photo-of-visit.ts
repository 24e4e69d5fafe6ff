/** A photo taken at a visit to Doreen, from the camera into the record, by the engine's own calls. */
import { expect } from 'vitest'
import type { BlobId, Instant } from '../../../shared/lib/ids.ts'
import type { Outcome } from '../../engine-api/commands.ts'
import type { DraftPhoto, PhotoActOutcome, PhotoItem } from '../../engine-api/photo-acts.ts'
import type { Engine } from '../engine.ts'
import { doreen, viewOf } from './neighbourhood.ts'

const { personId } = doreen
export const photoDraft = `visit/${personId}/unplanned`
export const photoWords = 'Left shin: a wound the size of a coin'

export interface Intent {
  readonly commandId: string
  readonly at: Instant
}

/** As a camera's would be, and small: what it shows is no matter here. */
export function picture(size = 3_000, fill = 7): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at * fill) & 255)
}

export async function keepPhoto(engine: Engine, bytes = picture()): Promise<DraftPhoto> {
  const photo = { bytes, mediaType: 'image/jpeg', width: 1_200, height: 900 } as const
  const kept = await engine.photoAct({ type: 'keep', draftKey: photoDraft, personId, photo })
  if (kept.type !== 'kept') throw new Error(`not kept: ${JSON.stringify(kept)}`)
  return kept.photo
}

/** `blob`: of the photo that is kept with the draft. */
export function writeVisit(
  engine: Engine,
  intent: Intent,
  blob: string | null,
  found = 'It is healing',
): Promise<Outcome> {
  const note = { words: '', found, did: '', next: '' }
  const photo = blob === null ? null : { blob, words: photoWords, consent: 'agreed' as const }
  const visit = { type: 'write-visit', personId, visitId: null, note, observations: null, photo } as const
  return engine.run({ ...visit, startedAt: intent.at, ...intent })
}

/** Both at once. */
export async function takePhoto(engine: Engine, intent: Intent, bytes = picture(), found?: string): Promise<BlobId> {
  const { blob } = await keepPhoto(engine, bytes)
  expect(await writeVisit(engine, intent, blob, found)).toEqual({ ok: true })
  return blob as BlobId
}

/** The newest first. */
export async function photosOf(engine: Engine): Promise<readonly PhotoItem[]> {
  const { story } = await viewOf(engine, 'person', { personId })
  return story.flatMap(({ photo }) => photo ?? [])
}

export async function firstPhoto(engine: Engine): Promise<PhotoItem> {
  const [photo] = await photosOf(engine)
  if (photo === undefined) throw new Error('no photo in the record')
  return photo
}

/** Of the newest. */
export async function showPhoto(engine: Engine, fetch = true): Promise<PhotoActOutcome> {
  const { id: photoId } = await firstPhoto(engine)
  return engine.photoAct({ type: 'show', personId, photoId, fetch })
}
