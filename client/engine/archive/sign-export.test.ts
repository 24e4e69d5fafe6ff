/** AV380 and AV381: what was exported stays as it was made. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bytes, bytesToHex, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { seededBytes } from '../../../shared/testing/test-device.ts'
import { openArchiveKit } from '../membership/archive-kit.ts'
import { exportFaults, manifestName, signatureName, signExport } from './sign-export.ts'

const { root } = await openArchiveKit(seededBytes('a kit', 32))
const { root: otherRoot } = await openArchiveKit(seededBytes('another kit', 32))
const key = bytesToHex(root.publicKey)
const what = { madeAt: 1_790_000_000_000 as Instant, person: 'ab'.repeat(16) as PersonId }
const files = new Map([
  ['record.html', utf8ToBytes('<!doctype html><p>Doreen</p>')],
  ['entries.json', utf8ToBytes('[]')],
])
const signed = await signExport(root, what, files)

test('AV380 what was made is whole', async () => {
  expect([...signed.keys()]).toEqual(['record.html', 'entries.json', manifestName, signatureName])
  expect(await exportFaults(signed, key)).toEqual([])
})

test('AV380 any byte changed in any file is told', async () => {
  const place = fc.constantFrom(...signed.keys()).chain((name) =>
    fc.record({
      name: fc.constant(name),
      at: fc.nat({ max: signed.get(name)!.length - 1 }),
      by: fc.integer({ min: 1, max: 255 }),
    }),
  )
  const property = fc.asyncProperty(place, async ({ at, by, name }) => {
    const bytes: Bytes = new Uint8Array(signed.get(name)!)
    bytes[at]! ^= by
    expect(await exportFaults(new Map([...signed, [name, bytes]]), key)).toHaveLength(1)
  })
  await fc.assert(property, { numRuns: 200 })
})

test('AV380 a file that is gone, one put there, and another kit’s signature are told by name', async () => {
  const without = new Map([...signed].filter(([name]) => name !== 'entries.json'))
  expect(await exportFaults(without, key)).toEqual(['entries.json is missing.'])
  const more = new Map([...signed, ['letter.html', utf8ToBytes('x')] as const])
  expect(await exportFaults(more, key)).toEqual(['letter.html was put there afterwards.'])
  for (const name of [manifestName, signatureName]) {
    const unsigned = new Map([...signed].filter(([each]) => each !== name))
    expect(await exportFaults(unsigned, key)).toEqual([`This folder is no signed export: it has no ${name}.`])
  }
  const others = await signExport(otherRoot, what, files)
  expect(await exportFaults(others, key)).toEqual([expect.stringContaining('not signed by this kit')])
})

test('AV381 nothing but a key is a key', async () => {
  for (const wrong of ['', 'key', key.slice(1), `${key}0`, key.toUpperCase()]) {
    expect(await exportFaults(signed, wrong)).toEqual([expect.stringContaining('no signing key')])
  }
})
