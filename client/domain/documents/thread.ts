/**
 * What staff agree about one conversation with the public: what it is about, how
 * soon it needs an answer, and who looks after it. One document a group; whoever
 * is in the group can read it, staff alone write it. Messages are records and
 * stand beside it.
 */
import type * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { TaskPriority } from '../projections/plan-rows.ts'
import type { Signature } from '../records/signature.ts'
import { cleanLine } from '../records/wire-values.ts'
import { edited, makeGenesis, type Text, text } from './automerge.ts'
import type { DocumentProblem } from './document-problem.ts'
import { hasTaken, planGiving, readOwners, setOwner, writeGiving } from './owners.ts'
import { priorities, readPriority, urgencyOf } from './priority.ts'
import { type Said, textOf } from './said.ts'
import { readThreadTitle } from './thread-rows.ts'

export type ThreadDoc = {
  title: Text
  /** As of a task: of two written apart the more urgent holds. */
  urgency: number
  owners: Record<string, Text>
  /** Who said last what it is about and how soon. */
  changed?: Text
}

export interface ThreadInput {
  /** Empty: nobody has given it one. */
  readonly title: string
  readonly priority: TaskPriority
}

export const threadTitleLimit = 120

type Changed = Result<A.Doc<ThreadDoc>, DocumentProblem>

export function threadGenesis(): A.Doc<ThreadDoc> {
  return makeGenesis<ThreadDoc>((draft) => {
    draft.title = text('')
    draft.urgency = urgencyOf('whenever')
    draft.owners = {}
  })
}

/** Its title and how soon; what is shown already is no change. */
export function nameThread(doc: A.Doc<ThreadDoc>, { priority, title }: ThreadInput, said: Said): Changed {
  const words = cleanLine(title)
  const isNewTitle = readThreadTitle(doc) !== words
  if (isNewTitle && words.length > threadTitleLimit) return err({ type: 'too-long', limit: threadTitleLimit })
  if (!priorities.includes(priority)) return err({ type: 'implausible', field: 'priority' })
  const isMoved = readPriority(doc, 'thread') !== priority
  if (!isNewTitle && !isMoved) return ok(doc)
  return ok(
    edited(doc, (draft) => {
      if (isNewTitle) draft.title = text(words)
      if (isMoved) draft.urgency = urgencyOf(priority)
      draft.changed = textOf(said)
    }),
  )
}

/** Also says yes to what a colleague handed over. */
export function takeThread(doc: A.Doc<ThreadDoc>, said: Said): Changed {
  if (hasTaken(readOwners(doc), said.by)) return ok(doc)
  return ok(edited(doc, (draft) => setOwner(draft, said.by, said, true)))
}

/** Given back, or handed to `to`. */
export function giveThread(doc: A.Doc<ThreadDoc>, to: Signature | null, said: Said): Changed {
  const giving = planGiving(readOwners(doc), to, said.by)
  return giving === null ? ok(doc) : ok(edited(doc, (draft) => writeGiving(draft, giving, said)))
}
