/** A photo that is kept with a draft: what its record will say of it, and whose group it was sealed for. */
import type { BlobId, GroupId } from '../../../shared/lib/ids.ts'
import type { SealedPhoto } from '../../domain/records/photo.ts'
import type { DraftPhoto } from '../../engine-api/photo-acts.ts'
import type { Drafts } from '../writing/drafts.ts'

export interface KeptPhoto extends SealedPhoto {
  readonly group: GroupId
}

/** Beside the form's own draft: no form's key begins so. */
export function photoDraftKey(draftKey: string): string {
  return `photo/${draftKey}`
}

export function encodeKeptPhoto(photo: KeptPhoto): string {
  return JSON.stringify(photo)
}

/** Own words from the own disk; undefined where they are damaged, or none. */
export function readKeptPhoto(drafts: Pick<Drafts, 'of'>, draftKey: string): KeptPhoto | undefined {
  return parseKeptPhoto(drafts.of(photoDraftKey(draftKey))?.value ?? '')
}

export function parseKeptPhoto(text: string): KeptPhoto | undefined {
  const kept = parseJson(text) as Partial<Record<keyof KeptPhoto, unknown>> | null | undefined
  if (typeof kept !== 'object' || kept === null) return undefined
  const { blob, bytes, group, height, key, width } = kept
  if (!isHex(blob, 64) || !isHex(key, 64) || !isHex(group, 32)) return undefined
  if (!isCount(bytes) || !isCount(width) || !isCount(height)) return undefined
  return { blob: blob as BlobId, key, group: group as GroupId, bytes, mediaType: 'image/jpeg', width, height }
}

export function draftPhotoOf({ blob, bytes, height, width }: KeptPhoto): DraftPhoto {
  return { blob, bytes, width, height }
}

function isHex(value: unknown, length: number): value is string {
  return typeof value === 'string' && value.length === length && /^[0-9a-f]+$/.test(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
