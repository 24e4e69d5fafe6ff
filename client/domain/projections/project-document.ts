/**
 * Document -> rows, all of them each time: put these, drop those. Importing this
 * file imports Automerge; the engine loads it after the first screen.
 */

import type { DocumentKind } from '../../../shared/lib/doc-id.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { readPlanRows } from '../documents/care-plan-rows.ts'
import { readVisitRows, readVisitsOff } from '../documents/diary-rows.ts'
import type { DocByKind } from '../documents/genesis.ts'
import { readMedicineRows } from '../documents/medicine-rows.ts'
import { readPersonRows } from '../documents/person-rows.ts'
import type { ChangeFacts } from '../documents/sides.ts'
import { readTaskRows } from '../documents/task-rows.ts'
import { readSettingRows } from '../documents/team-settings-rows.ts'
import { readThreadFacts } from '../documents/thread-rows.ts'
import { findClashes } from '../safety/visit-clashes.ts'
import { openSince } from './open-since.ts'
import type { CorrectionsRow, DetailsRow, PersonPartRow } from './part-rows.ts'
import {
  type Collection,
  type DecisionsRow,
  dayPartition,
  homePartition,
  type MedicineRow,
  peoplePartition,
  type StoredRow,
  tasksPartition,
  threadsPartition,
  type WaitingRow,
} from './rows.ts'

export interface DocumentRows {
  readonly put: readonly StoredRow[]
  readonly drop: readonly { readonly collection: Collection; readonly partition: string; readonly id: string }[]
}

/** Rows of a document replace what was there: their `order` is empty, and `mergeRows` keeps the later given. */
const order = ''

/**
 * `key` is what the document's id was computed from: the person's id, the day of
 * a diary, the group of a thread. `changedAt` is when the newest change that is at hand was written;
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
  person: (doc, personId, _changedAt, facts) => {
    const { alerts, banner, details } = readPersonRows(doc, personId, facts)
    const row = correctionsOf(details)
    const place = { collection: 'corrections', partition: peoplePartition, id: personId } as const
    const waiting = waitingRow(
      personId,
      'person',
      [banner, alerts].some(({ disputes = [] }) => disputes.length > 0),
    )
    return {
      put: [
        { collection: 'banners', partition: personId, id: personId, order, row: banner },
        { collection: 'alerts', partition: personId, id: personId, order, row: alerts },
        { collection: 'details', partition: personId, id: personId, order, row: details },
        ...(row === null ? [] : [{ ...place, order, row }]),
        ...waiting.put,
      ],
      drop: [...(row === null ? [place] : []), ...waiting.drop],
    }
  },
  medicines: (doc, personId, changedAt, facts) => {
    const rows = readMedicineRows(doc, personId, facts)
    const decisions = decisionsOf(rows)
    const place = { collection: 'decisions', partition: personId, id: personId } as const
    const waiting = waitingRow(personId, 'medicines', decisions.length > 0)
    return {
      put: [
        ...rows.map(
          (row) => ({ collection: 'medicines', partition: personId, id: row.medicineId, order, row }) as const,
        ),
        ...(changedAt === null ? [] : [listChange(personId, changedAt)]),
        ...(decisions.length === 0 ? [] : [{ ...place, order, row: { personId, medicines: decisions } }]),
        ...waiting.put,
      ],
      drop: [...(decisions.length === 0 ? [place] : []), ...waiting.drop],
    }
  },
  'care-plan': (doc, personId) => ({
    put: readPlanRows(doc, personId).map(
      (row) =>
        ({ collection: 'planSections', partition: personId, id: `${personId}/${row.sectionId}`, order, row }) as const,
    ),
    drop: [],
  }),
  tasks: (doc, personId) => {
    const rows = readTaskRows(doc, personId)
    const open = { collection: 'tasks', partition: tasksPartition } as const
    const done = { collection: 'doneTasks', partition: personId } as const
    return {
      put: rows.map((row) => ({ ...(row.isDone ? done : open), id: row.taskId, order, row })),
      drop: rows.map(({ isDone, taskId }) => ({ ...(isDone ? open : done), id: taskId })),
    }
  },
  diary: (doc, day, _changedAt, facts) => {
    const on = readVisitRows(doc, day, facts)
    const off = readVisitsOff(doc, day, facts)
    const partition = dayPartition(day)
    const place = { partition, order }
    const clashes = findClashes(on)
    const clashesOf = { collection: 'clashes', partition, id: day } as const
    const isInDoubt = on.some(({ persons = [] }) => persons.length > 1)
    const waiting = waitingRow(day, 'diary', isInDoubt || clashes.length > 0)
    return {
      put: [
        ...on.map((row) => ({ ...place, collection: 'visits', id: row.visitId, row }) as const),
        ...off.map((row) => ({ ...place, collection: 'visitsOff', id: row.visitId, row }) as const),
        ...(clashes.length === 0 ? [] : [{ ...clashesOf, order, row: { date: day, clashes } }]),
        ...waiting.put,
      ],
      drop: [
        ...on.map(({ visitId }) => ({ collection: 'visitsOff', partition, id: visitId }) as const),
        ...off.map(({ visitId }) => ({ collection: 'visits', partition, id: visitId }) as const),
        ...(clashes.length === 0 ? [clashesOf] : []),
        ...waiting.drop,
      ],
    }
  },
  'team-settings': (doc, _key, _changedAt, facts) => ({
    put: readSettingRows(doc, facts).map(
      (row) =>
        ({
          collection: 'settings',
          partition: homePartition,
          id: `${row.part.kind}/${row.part.id}`,
          order,
          row,
        }) as const,
    ),
    drop: [],
  }),
  'circle-tasks': (doc, personId) => ({
    put: readTaskRows(doc, personId).map(
      (row) =>
        ({ collection: 'circleTasks', partition: personId, id: `${personId}/${row.taskId}`, order, row }) as const,
    ),
    drop: [],
  }),
  thread: (doc, groupId) => ({
    put: [
      {
        collection: 'threadFacts',
        partition: threadsPartition,
        id: groupId,
        order,
        row: readThreadFacts(doc, groupId),
      },
    ],
    drop: [],
  }),
}

/** Put while something waits there, else dropped. */
function waitingRow(key: string, of: WaitingRow['of'], isWaiting: boolean) {
  const place = { collection: 'waiting', partition: homePartition, id: `${key}/${of}` } as const
  return isWaiting ? { put: [{ ...place, order, row: { key, of } }], drop: [] } : { put: [], drop: [place] }
}

function correctionsOf({ parts, personId }: DetailsRow): CorrectionsRow | null {
  const isCorrected = ({ conflict, last, merged }: PersonPartRow) =>
    last !== null || conflict !== undefined || merged !== undefined
  const details = parts.filter((row) => row.part.kind === 'detail' && isCorrected(row))
  const disputed = parts.filter(({ conflict }) => conflict !== undefined).map(({ part }) => part)
  if (details.length === 0 && disputed.length === 0) return null
  return {
    personId,
    details: Object.fromEntries(details.map(({ part, state }) => [part.id, state.value ?? ''])),
    disputed,
  }
}

function decisionsOf(rows: readonly MedicineRow[]): DecisionsRow['medicines'] {
  return rows.flatMap(({ conflict, medicineId, name }) => {
    if (conflict === undefined) return []
    const by = conflict.map(({ author }) => author)
    return [{ medicineId, name, sides: conflict.map(({ after }) => after), by, openSince: openSince(conflict) }]
  })
}

/** The later time wins, whichever came first: its order is the time itself. */
function listChange(personId: string, changedAt: Instant): StoredRow {
  const place = { collection: 'listChanges', partition: personId, id: personId } as const
  return { ...place, order: String(changedAt).padStart(16, '0'), row: { personId, changedAt } }
}
