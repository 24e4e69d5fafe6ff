/**
 * The photos of one person's record, opened from the sealed attachments that were
 * copied beside the relay's file, each as a file of its own. One that is not there,
 * or is not what its record names, is told. Rule AV400.
 */
import { type Bytes, hexToBytes } from '../../../shared/lib/bytes.ts'
import type { BlobId, PersonId } from '../../../shared/lib/ids.ts'
import { blobIdOf } from '../../../shared/protocol/blob.ts'
import { dayOf, formatDay } from '../../domain/dates.ts'
import type { PhotoRecord } from '../../domain/records/photo.ts'
import { openBlob } from '../crypto/blob-sealer.ts'
import type { OpenedArchive } from './open-archive.ts'

export interface ExportedPhotos {
  readonly files: ReadonlyMap<string, Bytes>
  /** The file of each, by the id of its record. */
  readonly fileByRecord: ReadonlyMap<string, string>
  /** Plain sentences; none: all of them are here. */
  readonly faults: readonly string[]
}

export const noPhotos: ExportedPhotos = { files: new Map(), fileByRecord: new Map(), faults: [] }

export async function exportPhotos(
  { records }: Pick<OpenedArchive, 'records'>,
  person: PersonId,
  readSealed: (blob: BlobId) => Bytes | undefined,
): Promise<ExportedPhotos> {
  const files = new Map<string, Bytes>()
  const fileByRecord = new Map<string, string>()
  const faults: string[] = []
  const hers = records.flatMap(({ chain, record }) =>
    chain.about === person && record.type === 'photo' ? [record] : [],
  )
  for (const photo of hers) {
    const opened = await openPhoto(photo, readSealed(photo.blob))
    if (typeof opened === 'string') faults.push(`${saidOf(photo)} ${opened}`)
    else {
      const name = `photo-${fileByRecord.size + 1}.jpg`
      files.set(name, opened)
      fileByRecord.set(photo.id, name)
    }
  }
  return { files, fileByRecord, faults }
}

async function openPhoto({ blob, key }: PhotoRecord, sealed: Bytes | undefined): Promise<Bytes | string> {
  if (sealed === undefined)
    return 'is not in the copy: the relay never had it, or the folder of attachments is missing.'
  const opened = blobIdOf(sealed) === blob ? await openBlob(hexToBytes(key), sealed) : undefined
  return opened ?? 'does not open: what lies in its place is something else.'
}

function saidOf({ at, words }: PhotoRecord): string {
  return `The photo “${words}” of ${formatDay(dayOf(at))}`
}
