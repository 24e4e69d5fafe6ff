/**
 * In a circle's list everybody writes, so nobody may write in another's name: of
 * a change to it every "who said so" is the member whose device signed it. The
 * document itself could not prove that of a value that nothing stands against.
 * Nor does anybody but the person herself and staff touch the words of another:
 * who made a thing is the device that its name in the document ends with, and a
 * thing stands under the name of whoever put it there. Whatever is not named here
 * is refused.
 */
import * as A from '@automerge/automerge/slim'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, MemberId } from '../../../shared/lib/ids.ts'
import { isNamedAfter, type Speaker } from './circle-words.ts'

/** The one map of such a document, made by its first change. */
const list = '1@00'
const texts: ReadonlySet<unknown> = new Set(['title', 'details', 'due'])
/** What is its author's: these texts, how soon, and who added and worded it. */
const words: ReadonlySet<unknown> = new Set([...texts, 'urgency', 'created', 'changed'])
/** Say who said so, as does what stands under the name of a member: that they hold it, or no longer. */
const sayings: ReadonlySet<unknown> = new Set(['created', 'changed', 'state'])

/** Of a change that was read already: it is one, by its author, and small enough. */
export function speaksForItself(bytes: Bytes, speaker: Speaker | undefined): boolean {
  if (speaker === undefined) return false
  const change = A.decodeChange(bytes)
  return change.ops.every((op) => {
    if (op.action === 'makeMap') return isNewThing(op, change, speaker.member)
    return op.action === 'set' && isOwnSaying(op, speaker)
  })
}

type Change = ReturnType<typeof A.decodeChange>
type Op = Change['ops'][number]

/**
 * Nothing is put in the place of what is there, nor beside it under one name:
 * Automerge shows one of two, and the other would be gone from everybody's list.
 */
function isNewThing({ key, obj, pred }: Op, { actor, startOp }: Change, member: MemberId): boolean {
  if (pred.length > 0) return false
  if (obj === list) return isNamedAfter(member, key)
  const [number, maker] = obj.split('@')
  return key === 'owners' && maker === actor && Number(number) >= startOp
}

/** Nothing is ever taken out; text that is written letter by letter could say anything once it is put together. */
function isOwnSaying({ key, obj, ...op }: Op, speaker: Speaker): boolean {
  if (obj === '_root' || obj === list || ('insert' in op && op.insert === true)) return false
  const mayWord = key !== 'created' && speaker.wordsAll
  if (words.has(key) && !mayWord && makerOf(obj, speaker) !== speaker.member) return false
  const value: unknown = 'value' in op ? op.value : undefined
  if (key === 'urgency') return typeof value === 'number'
  if (typeof value !== 'string') return false
  return texts.has(key) || ((sayings.has(key) || key === speaker.member) && isSaidBy(value, speaker.member))
}

/** An operation names its object by the one that made it, and that by its device; behind Automerge's mark, where there is one. */
function makerOf(obj: string, { memberOf }: Speaker): MemberId | undefined {
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
