/** What a device holds of a document and shows of it: read again from its disk, and held against its rows. */
import * as A from '@automerge/automerge/slim'
import { type DocumentKind, settingsKey } from '../../../shared/lib/doc-id.ts'
import type { PersonId } from '../../../shared/lib/ids.ts'
import type { ChangeFacts } from '../../domain/documents/sides.ts'
import { projectDocument } from '../../domain/projections/project-document.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import { safetyFacts } from '../../domain/safety/person-facts.ts'
import { checkPerson } from '../../domain/safety-checks.ts'
import { documentFields } from '../../domain/testing/document-fields.ts'
import { createDocStore } from '../documents/doc-store.ts'
import type { Engine } from '../engine.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'

export interface DocumentState {
  readonly heads: readonly string[]
  readonly content: unknown
  /** As the policy table names them. */
  readonly fields: readonly string[]
  /** As its pages have them. */
  readonly rows: readonly StoredRow[]
  /** As the document, read again, gives them. */
  readonly anew: readonly StoredRow[]
}

/** `about`: whose rows, or of which day. */
export async function documentState(engine: Engine, kind: DocumentKind, key: string): Promise<DocumentState> {
  const { chains, device, pages, sealedStore } = engine.admin.session()!.device
  const now = () => 0 as never
  const docs = createDocStore({ sealedStore, chains, device, initAutomerge: initAutomergeInNode, now })
  const doc = await docs.read(kind, key)
  const facts: ChangeFacts = {
    memberOf: (actor) => chains.team()?.devices[actor.slice(-32) as typeof device]?.member,
    arrivedAt: () => null,
  }
  const { drop, put } = projectDocument(kind, doc, key, null, facts)
  const collections = new Set([...put, ...drop].map(({ collection }) => collection))
  const partitions = [...new Set([...put, ...drop].map(({ partition }) => partition))]
  const stored = (await Promise.all(partitions.map((partition) => pages.load(partition)))).flatMap(({ rows }) => rows)
  // What waits with a person is told by several documents, each in a row of its own.
  const waits = new Set([...put, ...drop].flatMap(({ collection, id }) => (collection === 'waiting' ? [id] : [])))
  const isOfThis = (row: StoredRow) =>
    row.collection === 'waiting'
      ? waits.has(row.id)
      : collections.has(row.collection) && (key === settingsKey || JSON.stringify(row).includes(key))
  return {
    heads: [...A.getHeads(doc as A.Doc<unknown>)].sort(),
    content: JSON.parse(JSON.stringify(doc)),
    fields: documentFields(doc),
    rows: sorted(stored.filter(isOfThis)),
    anew: isBegun(doc as A.Doc<unknown>) ? sorted(put) : [],
  }
}

/** Beyond the constant beginning, which every device computes and none sends: without more no row shows it. */
function isBegun(doc: A.Doc<unknown>): boolean {
  return A.getAllChanges(doc).length > 1
}

/** The warnings as they stand, and as the rows beside them give them now. */
export async function warningState(engine: Engine, person: PersonId) {
  const { pages } = engine.admin.session()!.device
  const rows = await pages.read([person], ['details', 'medicines'])
  const details = rows.flatMap((one) => (one.collection === 'details' ? [one.row] : []))
  const medicines = rows.flatMap((one) => (one.collection === 'medicines' ? [one.row] : []))
  const stored = (await pages.read([person], ['warnings'])).find(({ id }) => id === person)?.row ?? null
  return { stored, anew: checkPerson(safetyFacts(person, details[0], medicines)) }
}

/** When something came is each device's own. */
export function withoutArrival<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (key, inner) => (key === 'arrivedAt' || key === 'openSince' ? undefined : inner)) ?? 'null',
  )
}

function sorted(rows: readonly StoredRow[]): readonly StoredRow[] {
  const name = ({ collection, id, partition }: StoredRow) => `${collection}/${partition}/${id}`
  return withoutArrival([...rows].sort((a, b) => (name(a) < name(b) ? -1 : 1)))
}
