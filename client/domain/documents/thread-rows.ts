/** Thread document -> its one row. Titles given apart stand side by side. */
import type * as A from '@automerge/automerge/slim'
import { conflictPolicies, type FieldPolicy, settleValues } from '../conflicts.ts'
import type { ThreadFactsRow } from '../projections/setting-rows.ts'
import { readAll, readText } from './automerge.ts'
import { readOwners } from './owners.ts'
import { readPriority } from './priority.ts'
import { readSaid, saidSchema } from './said.ts'
import type { ThreadDoc } from './thread.ts'

export function readThreadTitle(doc: A.Doc<ThreadDoc>): string {
  const titles = readAll(doc, 'title').map(({ value }) => readText(value))
  return settleValues(conflictPolicies.thread.title as FieldPolicy, titles).join(' / ')
}

export function readThreadFacts(doc: A.Doc<ThreadDoc>, groupId: string): ThreadFactsRow {
  return {
    groupId,
    title: readThreadTitle(doc),
    priority: readPriority(doc, 'thread'),
    owners: readOwners(doc),
    changed: readSaid(doc, 'changed', saidSchema).at(-1) ?? null,
  }
}
