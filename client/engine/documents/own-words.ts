/**
 * In a circle's list everybody writes, so nobody may write in another's name: of
 * a change to it every "who said so" is the member whose device signed it. The
 * document itself could not prove that of a value that nothing stands against.
 */
import * as A from '@automerge/automerge/slim'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { MemberId } from '../../../shared/lib/ids.ts'

/** Texts of a task that say nothing of who wrote them. */
const plain: ReadonlySet<unknown> = new Set(['title', 'details', 'due'])

/** Of a change that was read already: it is one, by its author, and small enough. */
export function speaksForItself(bytes: Bytes, member: MemberId | undefined): boolean {
  return member !== undefined && A.decodeChange(bytes).ops.every((op) => isOwn(op, member))
}

type Op = ReturnType<typeof A.decodeChange>['ops'][number]

function isOwn({ action, ...op }: Op, member: MemberId): boolean {
  if (action === 'makeMap' || action === 'del') return true
  // Text that is written letter by letter could say anything once it is put together.
  if (action !== 'set' || ('insert' in op && op.insert === true)) return false
  const value: unknown = 'value' in op ? op.value : undefined
  return typeof value !== 'string' || plain.has(op.key) || isSaidBy(value, member)
}

function isSaidBy(json: string, member: MemberId): boolean {
  try {
    const said = JSON.parse(json) as Partial<Record<'by' | 'who', { readonly memberId?: unknown }>>
    return said.by?.memberId === member && (said.who === undefined || said.who.memberId === member)
  } catch {
    return false
  }
}
