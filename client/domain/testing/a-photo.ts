/** A photo as a visit keeps it. */
import type { BlobId } from '../../../shared/lib/ids.ts'
import type { PhotoInput } from '../records/write-photo.ts'

export const aPhoto: PhotoInput = {
  ...{ visitId: null, blob: 'b1'.repeat(32) as BlobId, key: 'c2'.repeat(32), bytes: 90_000 },
  ...{ mediaType: 'image/jpeg', width: 1_200, height: 1_600, words: 'Left shin', consent: 'agreed' },
}
