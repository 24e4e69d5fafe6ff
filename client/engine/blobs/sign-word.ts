/**
 * The word by which an attachment leaves without a key: while this device is
 * locked or closed (SX630), or once it was removed (SX560). Signed while there is one.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { BlobId, GroupId } from '../../../shared/lib/ids.ts'
import { blobSigningInput, encodeBlobWord, parseBlobWord } from '../../../shared/protocol/held-blob.ts'
import type { OpenDevice } from '../open-device.ts'
import type { BlobMark } from './blob-marks.ts'

type SignDeps = Pick<OpenDevice, 'identity' | 'own'>

export async function signWord({ identity, own }: SignDeps, group: GroupId, blob: BlobId): Promise<Bytes> {
  const { space } = own
  const signature = await identity.sign(blobSigningInput(space, group, blob))
  return encodeBlobWord({ space, device: identity.keys.device, signature })
}

/**
 * What waits with no word of this identity: of an app from before words were signed (SX631), or by one that was given
 * up (SX915). A disk that takes none leaves them as they are.
 */
export async function signMarks(
  device: SignDeps & Pick<OpenDevice, 'blobMarks' | 'commitLock' | 'store'>,
): Promise<void> {
  const { blobMarks, commitLock, store } = device
  const signed: BlobMark[] = []
  for (const mark of blobMarks.unsent()) {
    const word = parseBlobWord(mark.word)
    if (word.ok && word.value.device === device.identity.keys.device) continue
    const [group, blob] = mark.key.split('/') as [GroupId, BlobId]
    signed.push({ ...mark, word: await signWord(device, group, blob) })
  }
  if (signed.length === 0) return
  const saved = await commitLock(() => store.commit(signed.map(blobMarks.write)))
  if (saved.ok) for (const mark of signed) blobMarks.keep(mark)
}
