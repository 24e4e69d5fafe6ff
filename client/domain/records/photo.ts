/**
 * A photo that belongs to a record: where its sealed bytes lie, the key that opens
 * them, and what it shows in words. The picture itself is never in an entry; the
 * hash names the one set of bytes that was meant.
 */
import * as v from 'valibot'
import { hexToBytes } from '../../../shared/lib/bytes.ts'
import type { BlobId } from '../../../shared/lib/ids.ts'
import type { VisitId } from '../ids.ts'
import { baseEntries, baseToWire, limits, type RecordBase } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { hex32Schema, idSchema, integerSchema, nullableIdToWire, textSchema } from './wire-values.ts'

export const photoMediaTypes = ['image/jpeg'] as const
/** Why it may be kept: she said yes, or cannot decide and it is in her interest. */
export const photoConsents = ['agreed', 'best-interests'] as const
export type PhotoConsent = (typeof photoConsents)[number]

/** The sealed bytes, and what opens them. */
export interface SealedPhoto {
  readonly blob: BlobId
  /** 32 bytes in hex. */
  readonly key: string
  /** Of the picture before it was sealed. */
  readonly bytes: number
  readonly mediaType: (typeof photoMediaTypes)[number]
  readonly width: number
  readonly height: number
}

/** What is kept of it in a row of the story. */
export interface PhotoFacts extends SealedPhoto {
  /** For whoever cannot see it, and before it is here. */
  readonly words: string
  readonly consent: PhotoConsent
}

export interface PhotoRecord extends RecordBase, PhotoFacts {
  readonly type: 'photo'
  readonly v: 1
  readonly visitId: VisitId | null
}

/** Well above what a screen makes of a photo, and what is left of 20 MiB sealed. */
export const photoLimits = { bytes: 16 * 2 ** 20, pixels: 8_192 } as const

export const photoSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('photo'),
  visitId: v.nullable(idSchema<VisitId>()),
  blob: hex32Schema<BlobId>(),
  key: hex32Schema<string>(),
  bytes: integerSchema(1, photoLimits.bytes),
  mediaType: v.picklist(photoMediaTypes),
  width: integerSchema(1, photoLimits.pixels),
  height: integerSchema(1, photoLimits.pixels),
  words: v.pipe(textSchema(limits.line), v.minLength(1)),
  consent: v.picklist(photoConsents),
})

export function photoFactsOf(photo: PhotoRecord): PhotoFacts {
  const { blob, bytes, consent, height, key, mediaType, width, words } = photo
  return { blob, key, bytes, mediaType, width, height, words, consent }
}

export function photoToWire(photo: PhotoRecord) {
  const { blob, bytes, consent, height, key, mediaType, visitId, width, words } = photo
  return {
    ...{ type: 'photo', ...baseToWire(photo), visitId: nullableIdToWire(visitId), words, consent },
    ...{ blob: hexToBytes(blob), key: hexToBytes(key), bytes, mediaType, width, height },
  }
}

export function summarisePhoto({ words }: PhotoRecord): RecordSummary {
  return { title: 'Photo', lines: [words], next: null }
}
