/** Apart from the documents themselves, so that nothing of Automerge is loaded to know where a message belongs. */
import { docIdOf } from '../../../shared/lib/doc-id.ts'
import type { ThreadId } from '../ids.ts'

/** A group has one conversation. Its id goes into the `doc` of every entry with a message, and is that of its document. */
export function threadIdOf(groupId: string): ThreadId {
  return docIdOf('thread', groupId) as string as ThreadId
}
