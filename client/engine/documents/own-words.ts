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
import { isDay } from '../../domain/dates.ts'
import { ownerSchema } from '../../domain/documents/owners.ts'
import { priorities } from '../../domain/documents/priority.ts'
import { parseSaid, type Said, saidSchema } from '../../domain/documents/said.ts'
import { stateSchema } from '../../domain/documents/task-states.ts'
import { taskLimits } from '../../domain/documents/tasks.ts'
import { cleanLine } from '../../domain/records/wire-values.ts'
import { isNamedAfter, type Speaker } from './circle-words.ts'

/** The one map of such a document, made by its first change. */
const list = '1@00'
/** What is its author's: these words, how soon, and who added and worded it. */
const texts: ReadonlyMap<unknown, (value: string) => boolean> = new Map([
  ['title', (title) => cleanLine(title) !== '' && title.length <= taskLimits.title],
  ['details', (details) => details.length <= taskLimits.details],
  ['due', (due) => due === '' || isDay(due)],
])
const words: ReadonlySet<unknown> = new Set([...texts.keys(), 'urgency', 'created', 'changed'])
/** Without these nobody could read a thing, nor say that they do it. */
const parts = ['title', 'created', 'owners']

/** Of a change that was read already: it is one, by its author, and small enough. */
export function speaksForItself(bytes: Bytes, speaker: Speaker | undefined): boolean {
  if (speaker === undefined) return false
  const change = A.decodeChange(bytes)
  return change.ops.every((op, index) => {
    if (op.action === 'makeMap') return isNewThing(op, index, change, speaker.member)
    return op.action === 'set' && isOwnSaying(op, speaker)
  })
}

type Change = ReturnType<typeof A.decodeChange>
type Op = Change['ops'][number]

/**
 * Nothing is put in the place of what is there, nor beside it under another's
 * name: Automerge shows one of two, and the other would be gone from everybody's
 * list. A thing comes with what it is read by, in one change.
 */
function isNewThing({ key, obj, pred }: Op, index: number, { actor, ops, startOp }: Change, member: MemberId): boolean {
  if (pred.length > 0) return false
  if (obj === list) {
    const id = `${startOp + index}@${actor}`
    const has = (part: string) => ops.some((op) => op.obj === id && op.key === part)
    return isNamedAfter(member, key) && parts.every(has)
  }
  const [number, maker] = obj.split('@')
  return key === 'owners' && maker === actor && Number(number) >= startOp
}

/** Nothing is ever taken out; text that is written letter by letter could say anything once it is put together. */
function isOwnSaying({ key, obj, ...op }: Op, speaker: Speaker): boolean {
  if (obj === '_root' || obj === list || ('insert' in op && op.insert === true)) return false
  const mayWord = key !== 'created' && speaker.wordsAll
  if (words.has(key) && !mayWord && makerOf(obj, speaker) !== speaker.member) return false
  const value: unknown = 'value' in op ? op.value : undefined
  if (key === 'urgency') return typeof value === 'number' && priorities[value - 1] !== undefined
  return typeof value === 'string' && (texts.get(key)?.(value) ?? isSaidBy(value, key, speaker.member))
}

/** An operation names its object by the one that made it, and that by its device; behind Automerge's mark, where there is one. */
function makerOf(obj: string, { memberOf }: Speaker): MemberId | undefined {
  return memberOf(obj.slice(-32) as DeviceId)
}

/** As everybody reads it, since what nobody can read says nothing; under the name of a member stands that they hold it, or no longer. */
function isSaidBy(json: string, key: unknown, member: MemberId): boolean {
  const isBy = ({ by }: Said) => by.memberId === member
  switch (key) {
    case 'created':
    case 'changed':
      return parseSaid(json, saidSchema).some(isBy)
    case 'state':
      return parseSaid(json, stateSchema).some(isBy)
    case member:
      return parseSaid(json, ownerSchema).some((said) => isBy(said) && said.who.memberId === member)
    default:
      return false
  }
}
