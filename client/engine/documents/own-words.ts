/**
 * In a circle's list everybody writes, so nobody may write in another's name: of
 * a change to it every "who said so" is the member whose device signed it. The
 * document itself could not prove that of a value that nothing stands against.
 * Nor does anybody but the person herself and staff touch the words of another:
 * who made a thing is the device that its name in the document begins with.
 */
import * as A from '@automerge/automerge/slim'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, MemberId } from '../../../shared/lib/ids.ts'
import type { Speaker } from './circle-words.ts'

/** Texts of a task that say nothing of who wrote them. */
const plain: ReadonlySet<unknown> = new Set(['title', 'details', 'due'])
/** What is its author's: these texts, how soon, and who added and worded it. */
const words: ReadonlySet<unknown> = new Set([...plain, 'urgency', 'created', 'changed'])

/** Of a change that was read already: it is one, by its author, and small enough. */
export function speaksForItself(bytes: Bytes, speaker: Speaker | undefined): boolean {
  return speaker !== undefined && A.decodeChange(bytes).ops.every((op) => isOwn(op, speaker))
}

type Op = ReturnType<typeof A.decodeChange>['ops'][number]

function isOwn({ action, ...op }: Op, speaker: Speaker): boolean {
  // Nothing is ever taken out of the list, nor put in the place of what is there.
  if (action === 'makeMap') return op.pred.length === 0
  // Text that is written letter by letter could say anything once it is put together.
  if (action !== 'set' || ('insert' in op && op.insert === true)) return false
  const mayWord = op.key !== 'created' && speaker.wordsAll
  if (words.has(op.key) && !mayWord && makerOf(op, speaker) !== speaker.member) return false
  const value: unknown = 'value' in op ? op.value : undefined
  return typeof value !== 'string' || plain.has(op.key) || isSaidBy(value, speaker.member)
}

/** An operation names its object by the one that made it, and that by its device; behind Automerge's mark, where there is one. */
function makerOf({ obj }: Pick<Op, 'obj'>, { memberOf }: Speaker): MemberId | undefined {
  return memberOf(obj.slice(-32) as DeviceId)
}

function isSaidBy(json: string, member: MemberId): boolean {
  try {
    const said = JSON.parse(json) as Partial<Record<'by' | 'who', { readonly memberId?: unknown }>>
    return said.by?.memberId === member && (said.who === undefined || said.who.memberId === member)
  } catch {
    return false
  }
}
