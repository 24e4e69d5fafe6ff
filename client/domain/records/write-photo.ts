/** Writing a photo's record, apart from reading one: no start waits for it. */
import { err, ok } from '../../../shared/lib/result.ts'
import type { VisitId } from '../ids.ts'
import type { PhotoFacts, PhotoRecord } from './photo.ts'
import { limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import { cleanLine, cleanText } from './wire-values.ts'

export interface PhotoInput extends PhotoFacts {
  readonly visitId: string | null
}

export function writePhoto(input: PhotoInput, base: RecordBase): Written<PhotoRecord> {
  const fields = { words: cleanText(cleanLine(input.words)) }
  if (fields.words === '') return err({ type: 'nothing-written' })
  const checked = withinLimit(fields, limits.line)
  if (!checked.ok) return checked
  const { blob, bytes, consent, height, key, mediaType, visitId, width } = input
  const place = { visitId: visitId as VisitId | null }
  return ok({
    ...{ type: 'photo', v: 1, ...pickBase(base), ...place, ...fields, consent },
    ...{ blob, key, bytes, mediaType, width, height },
  })
}
