/** Thread document -> its one row. Titles given apart stand side by side. */
import type * as A from '@automerge/automerge/slim'
import { conflictPolicies, type FieldPolicy, settleValues } from '../conflicts.ts'
import type { ThreadFactsRow } from '../projections/setting-rows.ts'
import { readAll, readText } from './automerge.ts'
import { readOwners } from './owners.ts'
import { readPriority } from './priority.ts'
import { readSaid, saidSchema, wordedApart } from './said.ts'
import type { ThreadDoc } from './thread.ts'

function readTitles(doc: A.Doc<ThreadDoc>): readonly string[] {
  const titles = readAll(doc, 'title').map(({ value }) => readText(value))
  return settleValues(conflictPolicies.thread.title as FieldPolicy, titles)
}

export function readThreadTitle(doc: A.Doc<ThreadDoc>): string {
  return readTitles(doc).join(' / ')
}

export function readThreadFacts(doc: A.Doc<ThreadDoc>, groupId: string): ThreadFactsRow {
  const changes = readSaid(doc, 'changed', saidSchema)
  return {
    groupId,
    title: readThreadTitle(doc),
    priority: readPriority(doc, 'thread'),
    owners: readOwners(doc),
    changed: changes.at(-1) ?? null,
    ...wordedApart(changes, readTitles(doc).length > 1),
  }
}
