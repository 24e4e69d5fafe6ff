/** However a document is built, every value that was written apart is there. */
import * as A from '@automerge/automerge/slim'
import { beforeAll, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import { newDocument } from '../../domain/documents/genesis.ts'
import { changeMedicine, writeMedicine } from '../../domain/documents/medicines.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import { aisha, carbocisteine, doreen, must } from '../../domain/testing/medicines.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { buildDoc, type ReadChange, rowsOf, saveDoc } from './doc-engine.ts'

beforeAll(initAutomergeInNode)

const name = { kind: 'medicines', key: doreen } as const
const id = '01'.repeat(16)
const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const

function asChange(bytes: Uint8Array): ReadChange {
  const { actor, deps, hash, ops, startOp } = A.decodeChange(bytes)
  return { hash: hash ?? '', bytes: bytes as Bytes, actor, startOp, ops: ops.length, deps, said: null }
}

/** Three devices write one route each, knowing of no other. */
function writtenApart(routes: readonly string[]) {
  const begun = must(writeMedicine(newDocument('medicines', aisha.memberId), id, carbocisteine))
  const apart = ['a1', 'b2', 'c3'].map((two, index) => {
    const doc = A.clone(begun, { actor: two.repeat(16) })
    const by = { by: aisha, at: index + 1, reason: 'x' }
    return asChange(A.getLastLocalChange(must(changeMedicine(doc, id, { route: routes[index] ?? '' }, by)))!)
  })
  return { begun: A.getAllChanges(begun).map(asChange), apart }
}

test.each(['05', 'b2', 'bb', 'ee'])('DC10 at device %s no value is lost, in any order, folded anywhere', (two) => {
  const device = two.repeat(16) as DeviceId
  for (const routes of [
    ['1', '2', '1'],
    ['1', '1', '2'],
    ['1', '2', '3'],
  ]) {
    const { apart, begun } = writtenApart(routes)
    for (const order of orders) {
      for (const fold of [0, 1, 2, 3]) {
        const changes = order.map((index) => apart[index] as ReadChange)
        const before = buildDoc(name, undefined, [...begun, ...changes.slice(0, fold)], device).doc
        const { doc } = buildDoc(name, saveDoc(before), changes.slice(fold), device)
        const row = rowsOf(name, doc, null).put.find(({ collection }) => collection === 'medicines')?.row as MedicineRow
        expect(row.conflict?.map(({ after }) => after.route)).toEqual([...new Set(routes)])
      }
    }
  }
})
