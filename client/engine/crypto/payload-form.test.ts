/** CR14, CR15: the forms of a payload between being written and being sealed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { createPacking } from './packing.ts'
import { pad, paddedLength } from './padme.ts'
import { createPayloadForms } from './payload-form.ts'

const limit = 65_536
const forms = createPayloadForms(limit)
const words = (count: number) => utf8ToBytes('dressing changed and wound cleaned with saline '.repeat(count))

test('CR14 every payload opens to itself and is never longer sealed than as it is', async () => {
  const given = fc.oneof(fc.uint8Array({ maxLength: 500 }), fc.nat(60).map(words))
  await fc.assert(
    fc.asyncProperty(given, fc.constantFrom('record', 'change', 'snapshot', 'audit'), async (bytes, kind) => {
      const payload = new Uint8Array(bytes)
      const closed = await forms.close(payload, kind)
      expect(await forms.open(closed)).toEqual({ ok: true, value: payload })
      expect(closed.length).toBeLessThanOrEqual(paddedLength(payload))
    }),
  )
})

test('CR14 packed only where it pays, and never what holds words of several authors', async () => {
  const formOf = async (payload: Bytes, kind: 'record' | 'snapshot') => (await forms.close(payload, kind))[0]
  expect(await formOf(words(10), 'record')).toBe(1)
  expect(await formOf(words(10), 'snapshot')).toBe(0)
  expect(await formOf(words(1), 'record')).toBe(0)
  expect(await formOf(crypto.getRandomValues(new Uint8Array(500)), 'record')).toBe(0)
})

test('CR14 an entry from before there were forms opens: four bytes of length, then the payload', async () => {
  const before = new Uint8Array(64)
  before.set([0, 0, 0, 5, ...utf8ToBytes('words')])
  expect(await forms.open(before)).toEqual({ ok: true, value: utf8ToBytes('words') })
})

test('CR15 a form of a newer app waits for it; what is packed badly or unpacks to too much is refused', async () => {
  for (const form of [2, 3, 255]) {
    expect(await forms.open(pad(words(2), form))).toEqual({ ok: false, error: { type: 'newer-app' } })
  }
  const bad = { ok: false, error: { type: 'bad-padding' } }
  expect(await forms.open(pad(words(2), 1))).toEqual(bad)
  const long = await forms.close(words(100), 'record')
  expect(await createPayloadForms(words(100).length - 1).open(long)).toEqual(bad)
})

test('CR14 without the file that packs, what is written is sealed as it is, and what is packed waits until it is there', async () => {
  let isThere = false
  const later = createPayloadForms(limit, async () => {
    if (!isThere) throw new TypeError('no file')
    return createPacking(limit)
  })
  const sealed = await forms.close(words(10), 'record')
  expect((await later.close(words(10), 'record'))[0]).toBe(0)
  expect(await later.open(sealed)).toEqual({ ok: false, error: { type: 'newer-app' } })
  isThere = true
  expect(await later.close(words(10), 'record')).toEqual(sealed)
  expect(await later.open(sealed)).toEqual({ ok: true, value: words(10) })
})
