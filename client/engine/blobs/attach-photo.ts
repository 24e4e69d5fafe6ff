/**
 * A photo that was kept with a draft becomes part of what is written: its record
 * goes into the clinical entry, its mark into the same transaction. Its sealed
 * bytes are on the disk already, or nothing is written (PH401): no record ever
 * names a picture that nobody has.
 */
import type { PersonId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { PhotoRecord } from '../../domain/records/photo.ts'
import { writePhoto } from '../../domain/records/write-photo.ts'
import type { CommandProblem, WriteVisit } from '../../engine-api/commands.ts'
import type { CommandDeps, PlannedWrite, Request } from '../command-handler.ts'
import { sealedBlobBytes } from '../crypto/blob-sealer.ts'
import { derivedId } from '../writing/derived-id.ts'
import { problemOfRecord } from '../writing/write-problem.ts'
import { type BlobMark, blobKey } from './blob-marks.ts'
import { photoDraftKey, readKeptPhoto } from './draft-photo.ts'
import { signWord } from './sign-word.ts'

type AttachDeps = Pick<CommandDeps, 'baseOf' | 'blobMarks' | 'drafts' | 'identity' | 'own' | 'store'>

/** Adds it to the clinical entry, which comes first. */
export async function withPhoto(
  deps: AttachDeps,
  command: WriteVisit,
  draftKey: string,
  { besides, entries }: PlannedWrite,
): Promise<Request> {
  const attached = await attach(deps, command, draftKey)
  if (!attached.ok) return { ok: false, problem: attached.error }
  const { mark, record } = attached.value
  const photoKey = photoDraftKey(draftKey)
  const [clinical, ...published] = entries
  if (clinical?.kind !== 'record') return { ok: false, problem: { type: 'nothing-written' } }
  return {
    ok: true,
    request: {
      entries: [{ ...clinical, records: [...clinical.records, record] }, ...published],
      besides: {
        ...besides,
        sealed: [...besides.sealed, deps.drafts.item(photoKey, null)],
        writes: [...(besides.writes ?? []), deps.blobMarks.write(mark)],
        kept: () => {
          deps.blobMarks.keep(mark)
          deps.drafts.keep(photoKey, null)
          besides.kept()
        },
      },
    },
  }
}

interface Attached {
  readonly record: PhotoRecord
  readonly mark: BlobMark
}

async function attach(
  deps: AttachDeps,
  { at, commandId, personId, photo, visitId }: WriteVisit,
  draftKey: string,
): Promise<Result<Attached, CommandProblem>> {
  const { baseOf, drafts, store } = deps
  const kept = readKeptPhoto(drafts, draftKey)
  if (kept === undefined || photo == null || kept.blob !== photo.blob) return err({ type: 'photo-lost' })
  const key = blobKey(kept.group, kept.blob)
  if ((await store.get('blobs', key)) === undefined) return err({ type: 'photo-lost' })
  const base = baseOf(personId as PersonId, at, derivedId(commandId, 'photo'))
  const { consent, words } = photo
  const record = writePhoto({ ...kept, words, consent, visitId }, base)
  if (!record.ok) return err(problemOfRecord(record.error))
  const bytes = sealedBlobBytes(kept.bytes)
  const word = await signWord(deps, kept.group, kept.blob)
  const mark = { key, bytes, writtenAt: at, sentAt: null, again: false, problem: null, word }
  return ok({ record: record.value, mark })
}
