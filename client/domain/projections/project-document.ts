/**
 * Document -> rows, all of them each time: put these, drop those. Importing this
 * file imports Automerge; the engine loads it after the first screen.
 */

import type { Instant } from '../../../shared/lib/ids.ts'
import { readCancelledVisits, readVisitRows } from '../documents/diary.ts'
import type { DocumentKind } from '../documents/doc-id.ts'
import type { DocByKind } from '../documents/genesis.ts'
import type { ChangeFacts } from '../documents/medicine-changes.ts'
import { readMedicineRows } from '../documents/medicine-rows.ts'
import { readAlertsRow, readBannerRow } from '../documents/person-rows.ts'
import { readTaskRows } from '../documents/task-rows.ts'
import { type Collection, type DecisionsRow, homePartition, type MedicineRow, type StoredRow } from './rows.ts'

export interface DocumentRows {
  readonly put: readonly StoredRow[]
  readonly drop: readonly { readonly collection: Collection; readonly partition: string; readonly id: string }[]
}

/** Rows of a document replace what was there: their `order` is empty, and `mergeRows` keeps the later given. */
const order = ''

/**
 * `key` is what the document's id was computed from: the person's id, or the day
 * of a diary. `changedAt` is when the newest change that is at hand was written;
 * null when none is, and the row then stays what it was.
 */
export function projectDocument<Kind extends DocumentKind>(
  kind: Kind,
  doc: DocByKind[Kind],
  key: string,
  changedAt: Instant | null = null,
  facts: ChangeFacts = nothingKnown,
): DocumentRows {
  return projections[kind](doc, key, changedAt, facts)
}

type Projection<Kind extends DocumentKind> = (
  doc: DocByKind[Kind],
  key: string,
  changedAt: Instant | null,
  facts: ChangeFacts,
) => DocumentRows

const nothingKnown: ChangeFacts = { memberOf: () => undefined, arrivedAt: () => null }

const projections: { readonly [Kind in DocumentKind]: Projection<Kind> } = {
  person: (doc, personId) => ({
    put: [
      { collection: 'banners', partition: homePartition, id: personId, order, row: readBannerRow(doc, personId) },
      { collection: 'alerts', partition: homePartition, id: personId, order, row: readAlertsRow(doc, personId) },
    ],
    drop: [],
  }),
  medicines: (doc, personId, changedAt, facts) => {
    const rows = readMedicineRows(doc, personId, facts)
    const decisions = decisionsOf(rows)
    const place = { collection: 'decisions', partition: homePartition, id: personId } as const
    return {
      put: [
        ...rows.map(
          (row) => ({ collection: 'medicines', partition: personId, id: row.medicineId, order, row }) as const,
        ),
        ...(changedAt === null ? [] : [listChange(personId, changedAt)]),
        ...(decisions.length === 0 ? [] : [{ ...place, order, row: { personId, medicines: decisions } }]),
      ],
      drop: decisions.length === 0 ? [place] : [],
    }
  },
  diary: (doc, day) => ({
    put: readVisitRows(doc, day).map(
      (row) => ({ collection: 'visits', partition: homePartition, id: row.visitId, order, row }) as const,
    ),
    drop: readCancelledVisits(doc).map((id) => ({ collection: 'visits', partition: homePartition, id }) as const),
  }),
  tasks: (doc, personId) => {
    const rows = readTaskRows(doc, personId)
    const open = { collection: 'tasks', partition: homePartition } as const
    const done = { collection: 'doneTasks', partition: personId } as const
    return {
      put: rows.map((row) => ({ ...(row.isDone ? done : open), id: row.taskId, order, row })),
      drop: rows.map(({ isDone, taskId }) => ({ ...(isDone ? open : done), id: taskId })),
    }
  },
}

function decisionsOf(rows: readonly MedicineRow[]): DecisionsRow['medicines'] {
  return rows.flatMap(({ conflict, medicineId }) =>
    conflict === undefined ? [] : [{ medicineId, sides: conflict.map(({ after }) => after) }],
  )
}

/** The later time wins, whichever came first: its order is the time itself. */
function listChange(personId: string, changedAt: Instant): StoredRow {
  const place = { collection: 'listChanges', partition: personId, id: personId } as const
  return { ...place, order: String(changedAt).padStart(16, '0'), row: { personId, changedAt } }
}
