/**
 * Document -> rows, all of them each time: put these, drop those. Importing this
 * file imports Automerge; the engine loads it after the first screen.
 */
import { readCancelledVisits, readVisitRows } from '../documents/diary.ts'
import type { DocumentKind } from '../documents/doc-id.ts'
import type { DocByKind } from '../documents/genesis.ts'
import { readMedicineRows } from '../documents/medicines.ts'
import { readAlertsRow, readBannerRow } from '../documents/person-rows.ts'
import { type Collection, homePartition, type StoredRow } from './rows.ts'

export interface DocumentRows {
  readonly put: readonly StoredRow[]
  readonly drop: readonly { readonly collection: Collection; readonly partition: string; readonly id: string }[]
}

/** Rows of a document replace what was there: their `order` is empty, and `mergeRows` keeps the later given. */
const order = ''

/** `key` is what the document's id was computed from: the person's id, or the day of a diary. */
export function projectDocument<Kind extends DocumentKind>(
  kind: Kind,
  doc: DocByKind[Kind],
  key: string,
): DocumentRows {
  return projections[kind](doc, key)
}

const projections: { readonly [Kind in DocumentKind]: (doc: DocByKind[Kind], key: string) => DocumentRows } = {
  person: (doc, personId) => ({
    put: [
      { collection: 'banners', partition: homePartition, id: personId, order, row: readBannerRow(doc, personId) },
      { collection: 'alerts', partition: homePartition, id: personId, order, row: readAlertsRow(doc, personId) },
    ],
    drop: [],
  }),
  medicines: (doc, personId) => ({
    put: readMedicineRows(doc, personId).map(
      (row) => ({ collection: 'medicines', partition: personId, id: row.medicineId, order, row }) as const,
    ),
    drop: [],
  }),
  diary: (doc, day) => ({
    put: readVisitRows(doc, day).map(
      (row) => ({ collection: 'visits', partition: homePartition, id: row.visitId, order, row }) as const,
    ),
    drop: readCancelledVisits(doc).map((id) => ({ collection: 'visits', partition: homePartition, id }) as const),
  }),
}
