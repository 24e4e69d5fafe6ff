/**
 * Broken changes of every kind of document, by a colleague's own device: whatever
 * they say, they are refused, wait, or say something; nothing throws, takes long
 * or touches what others wrote (DC16).
 */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import { type DocumentKind, documentKinds } from '../../domain/documents/doc-id.ts'
import { filledBy, filledDocuments } from '../../domain/testing/filled-documents.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { anyLie } from '../testing/broken-change.ts'
import { putTogether, takeApart } from '../testing/change-chunk.ts'
import { type AnyDoc, buildDoc, freeDoc, type ReadChange, readChange, rowsOf, saveDoc } from './doc-engine.ts'

beforeAll(initAutomergeInNode)

const author = filledBy as string as DeviceId
const reader = 'e5'.repeat(16) as DeviceId
/** Of the processor: a busy machine is no failure. */
const mostMs = 2_000

function spentMs(): number {
  const { system, user } = process.cpuUsage()
  return (system + user) / 1_000
}

const known = new Map<DocumentKind, readonly ReadChange[]>()

function changesOf(kind: DocumentKind): readonly ReadChange[] {
  const made = known.get(kind) ?? readAll(A.getAllChanges(filledDocuments[kind]() as A.Doc<unknown>).slice(1))
  known.set(kind, made)
  return made
}

function readAll(changes: readonly Uint8Array[]): readonly ReadChange[] {
  return changes.map((bytes) => {
    const read = readChange(bytes as Bytes, author)
    if (read === undefined) throw new Error('a change of our own is refused')
    return read
  })
}

function built(kind: DocumentKind, changes: readonly ReadChange[]) {
  const name = { kind, key: 'd0'.repeat(16) } as const
  const readIt = (doc: AnyDoc) => {
    expect(saveDoc(doc).length).toBeGreaterThan(0)
    return JSON.stringify(rowsOf(name, doc, null).put)
  }
  const made = buildDoc(name, undefined, changes, { actor: reader, readIt })
  freeDoc(made.doc)
  return { ...made, rows: made.read }
}

test('DC16 the parts of a change put together again are the change', () => {
  for (const kind of documentKinds) {
    for (const { bytes } of changesOf(kind)) expect(putTogether(takeApart(bytes))).toEqual(bytes)
  }
})

const kinds = fc.constantFrom(...documentKinds)

test('DC16 whatever a broken change says, it is refused, waits or is taken: nothing throws, hangs or is lost', () => {
  const before = new Map(documentKinds.map((kind) => [kind, built(kind, changesOf(kind)).rows]))
  const ends = new Map<string, number>()
  const note = (end: string) => ends.set(end, (ends.get(end) ?? 0) + 1)
  const property = fc.property(kinds, fc.nat({ max: 9 }), anyLie, fc.boolean(), (kind, which, lie, isBeside) => {
    const good = changesOf(kind)
    const at = which % good.length
    const original = good[at] as ReadChange
    const started = spentMs()
    const read = readChange(lie.tell(original.bytes), author)
    if (read === undefined) note('refused')
    else {
      // Beside the true one, or in its place: what builds on the true one waits then.
      const others = good.filter((change) => isBeside || change !== original)
      const { applied, broken, waiting } = built(kind, [...others, read])
      note(broken.includes(read) ? 'broken' : waiting.includes(read) ? 'waits' : 'taken')
      for (const change of others) expect([...applied, ...waiting], lie.what).toContain(change)
      if (isBeside) for (const change of others) expect(applied, lie.what).toContain(change)
    }
    expect(spentMs() - started, lie.what).toBeLessThan(mostMs)
    const other = documentKinds[(documentKinds.indexOf(kind) + 1) % documentKinds.length] as DocumentKind
    expect(built(other, changesOf(other)).rows).toBe(before.get(other))
    expect(built(kind, good).rows).toBe(before.get(kind))
  })
  // The second seed found one that Automerge took and could not read afterwards.
  for (const seed of [20_261_127, 99]) fc.assert(property, { numRuns: 200, seed })
  expect([...ends.keys()].sort()).toEqual(expect.arrayContaining(['refused', 'taken', 'waits']))
}, 60_000)
