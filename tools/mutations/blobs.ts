/** Checks on attachments: who may put and get them, that they are what they are called, and that none is lost or altered unseen. */
import type { Mutation } from './mutation.ts'

const route = { file: 'server/routes/blobs.ts', test: 'server/routes/blobs.test.ts' } as const

export const blobMutations: readonly Mutation[] = [
  {
    file: 'server/routes/blob-bodies.ts',
    test: 'server/routes/blobs.test.ts',
    check: 'an attachment is what it is called',
    from: "if (length === 0 || hash.digest('hex') !== blob) return { type: 'malformed' }",
    to: '',
  },
  {
    file: 'server/routes/blob-bodies.ts',
    test: 'server/routes/blobs.test.ts',
    check: 'no attachment is longer than is taken, whatever was said of its length',
    from: "if (length > blobByteLimit) return { type: 'too-large' }",
    to: '',
  },
  {
    ...route,
    check: 'who may put an attachment is asked again once it has come',
    from: "if (!mayPut(c, group)) return problem(c, 'unknown-or-forbidden')",
    to: '',
  },
  {
    ...route,
    check: 'one device sends no more attachments at once than it may',
    from: "if (!uploads.mayBegin(device)) return problem(c, 'too-many-requests')",
    to: '',
  },
  {
    ...route,
    check: 'an attachment that is handed out is noted',
    from: 'fetchLog.noteOne(space, device, group, found.bytes)',
    to: '',
  },
  {
    check: 'an attachment is put by who may write in the group',
    file: 'server/routes/blobs.ts',
    from: 'return chain !== undefined && canWrite(chain, state.team, device) && isActiveInSpace(state, device)',
    to: 'return chain !== undefined',
    test: 'server/authorisation.test.ts',
  },
  {
    check: 'an attachment is given to who may read the group',
    file: 'server/routes/blobs.ts',
    from: 'if (group === undefined || blob === undefined || !mayGet(c, group))',
    to: 'if (group === undefined || blob === undefined)',
    test: 'server/authorisation.test.ts',
  },
  {
    check: 'attachments count towards the quota',
    file: 'server/blobs/sqlite-blobs.ts',
    from: "if (isOverQuota(quota, group, bytes.length)) return 'over-quota'",
    to: '',
    test: 'server/blobs/blob-store.test.ts',
  },
  {
    check: 'the last chunk of an attachment is known as the last',
    file: 'client/engine/crypto/blob-sealer.ts',
    from: 'new Uint8Array([isLast ? 1 : 0])',
    to: 'new Uint8Array([0])',
    test: 'client/engine/crypto/blob-sealer.test.ts',
  },
  {
    check: 'each chunk of an attachment has its own number',
    file: 'client/engine/crypto/blob-sealer.ts',
    from: 'u32ToBytes(index)',
    to: 'u32ToBytes(0)',
    test: 'client/engine/crypto/blob-sealer.test.ts',
  },
  {
    check: 'no attachment ends in an empty chunk',
    file: 'client/engine/crypto/blob-sealer.ts',
    from: 'last === undefined || (last.length === 0 && !isFirst)',
    to: 'last === undefined',
    test: 'client/engine/crypto/blob-sealer.test.ts',
  },
  {
    check: 'no record names a photo that is not on this disk',
    file: 'client/engine/blobs/attach-photo.ts',
    from: "if ((await store.get('blobs', key)) === undefined) return err({ type: 'photo-lost' })",
    to: '',
    test: 'client/engine/tests/engine.photos.test.ts',
  },
  {
    check: 'only the very bytes a record names are shown',
    file: 'client/engine/sync/blob-client.ts',
    from: 'if (blobIdOf(bytes) === blob) return ok(bytes)',
    to: 'return ok(bytes)',
    test: 'client/engine/sync/relay-client.test.ts',
  },
  {
    check: 'a photo that waits keeps the record here',
    file: 'client/engine/sync/evict.ts',
    from: 'stuck === null && !waits',
    to: 'stuck === null',
    test: 'client/engine/tests/engine.photos.test.ts',
  },
  {
    check: 'a photo that waits is counted',
    file: 'client/engine/views/sync-view.ts',
    from: '...photos]',
    to: ']',
    test: 'client/engine/tests/engine.photos.test.ts',
  },
  {
    check: 'the photo that goes with a note is the one that was taken for it',
    file: 'client/engine/blobs/attach-photo.ts',
    from: "if (kept === undefined || photo == null || kept.blob !== photo.blob) return err({ type: 'photo-lost' })",
    to: "if (kept === undefined || photo == null) return err({ type: 'photo-lost' })",
    test: 'client/engine/tests/engine.photos.test.ts',
  },
]
