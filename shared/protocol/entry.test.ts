/** Envelopes: one encoding, an id over header and body, and nothing else let through. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../lib/cbor.ts'
import { type Instant, latestInstant, type RoundId } from '../lib/ids.ts'
import {
  anyContentHeader,
  anyControl,
  anyControlHeader,
  anyEnvelope,
  bytesOfLength,
  bytesUpToLength,
  mutated,
} from '../testing/arbitraries.ts'
import { createTestSpace } from '../testing/test-space.ts'
import { wireSchema } from '../testing/wire-schema.ts'
import { encodeControl } from './control.ts'
import {
  encodeContentHeader,
  encodeControlHeader,
  encodeEnvelope,
  entryByteLimit,
  entryIdOf,
  parseContentEntry,
  parseControlEntry,
  parseEntry,
  signingInputOf,
} from './entry.ts'
import { createSignatureVerifier, verifyEntry } from './signature.ts'

const zeroSignature = new Uint8Array(64)
const malformed = { ok: false, error: expect.objectContaining({ type: 'malformed' }) }

test('PR270 an instant that no calendar can write is malformed, in content and on a chain', () => {
  const late = fc.integer({ min: latestInstant + 1, max: Number.MAX_SAFE_INTEGER }).map((value) => value as Instant)
  fc.assert(
    fc.property(anyContentHeader, anyControlHeader, late, (content, control, writtenAt) => {
      const of = (header: Uint8Array<ArrayBuffer>) => encodeEnvelope(header, new Uint8Array(1), zeroSignature)
      expect(parseContentEntry(of(encodeContentHeader({ ...content, writtenAt })))).toEqual(malformed)
      const body = encodeControl({ type: 'round', round: control.group as string as RoundId, staff: [] })
      const header = encodeControlHeader('round', { ...control, writtenAt })
      expect(parseControlEntry(encodeEnvelope(header, body, zeroSignature))).toEqual(malformed)
    }),
  )
})

test('PR1 PR9 content comes back as it was written, its body untouched', () => {
  fc.assert(
    fc.property(anyContentHeader, bytesUpToLength(300), bytesOfLength(64), (header, body, signature) => {
      const headerBytes = encodeContentHeader(header)
      const bytes = encodeEnvelope(headerBytes, body, signature)
      const id = entryIdOf(headerBytes, body)
      const expected = { type: 'content', id, header, headerBytes, body, signature, bytes }
      expect(parseEntry(bytes)).toEqual({ ok: true, value: expected })
    }),
  )
})

test('PR1 PR9 a control comes back as it was written, read from its clear body', () => {
  fc.assert(
    fc.property(anyControlHeader, anyControl, bytesOfLength(64), (header, control, signature) => {
      const headerBytes = encodeControlHeader(control.type, header)
      const body = encodeControl(control)
      const bytes = encodeEnvelope(headerBytes, body, signature)
      const id = entryIdOf(headerBytes, body)
      const expected = { type: 'control', id, header, control, headerBytes, body, signature, bytes }
      expect(parseEntry(bytes)).toEqual({ ok: true, value: expected })
    }),
  )
})

test('PR2 random and altered bytes are answered, and what is accepted is canonical', () => {
  const altered = anyEnvelope.chain(mutated)
  fc.assert(
    fc.property(fc.oneof(bytesUpToLength(400), altered), (bytes) => {
      const parsed = parseEntry(bytes)
      if (!parsed.ok) {
        expect(parsed.error.type).toBe('malformed')
        return
      }
      const { headerBytes, body, signature } = parsed.value
      expect(encodeEnvelope(headerBytes, body, signature)).toEqual(bytes)
    }),
    { numRuns: 2_000 },
  )
})

test('PR2 nesting as deep as an entry is long is refused', () => {
  expect(parseEntry(new Uint8Array(entryByteLimit).fill(0x81))).toEqual(malformed)
})

test('PR3 other encodings of the same header are refused', () => {
  const { cast, care, write } = createTestSpace()
  const { headerBytes, body } = write(cast.nurse, care)
  const [start, ...rest] = [headerBytes.slice(0, 1), headerBytes.slice(2)]
  const suiteAs = (...form: number[]) => concatBytes(start, new Uint8Array(form), ...rest)
  const accepts = (header: Uint8Array) => parseEntry(encodeEnvelope(header, body, zeroSignature)).ok
  expect(accepts(suiteAs(0x01))).toBe(true)
  for (const form of [
    [0x18, 0x01],
    [0x19, 0, 1],
    [0xf9, 0x3c, 0x00],
    [0xfb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0],
    [0xc0, 0x01],
    [0xf5],
    [0xf7],
  ])
    expect(accepts(suiteAs(...form)), form.join()).toBe(false)
  const indefinite = concatBytes(new Uint8Array([0x9f]), headerBytes.slice(1), new Uint8Array([0xff]))
  expect(accepts(indefinite)).toBe(false)
  const fields = decodeCbor(headerBytes)
  if (!fields.ok || !Array.isArray(fields.value)) throw new Error('header is an array')
  expect(accepts(encodeCbor(fields.value))).toBe(true)
  expect(accepts(encodeCbor([...fields.value, 0]))).toBe(false)
  expect(accepts(encodeCbor(fields.value.slice(0, -1)))).toBe(false)
})

test('PR4 what a parser hands out shares no memory with what came in', () => {
  const { cast, care, write } = createTestSpace()
  const { bytes } = write(cast.nurse, care)
  const wider = concatBytes(new Uint8Array([1, 2, 3]), bytes, new Uint8Array([4]))
  for (const view of [wider.subarray(3, -1), Buffer.from(wider).subarray(3, -1)]) {
    const parsed = parseContentEntry(view)
    if (!parsed.ok) throw new Error(parsed.error.detail)
    const { body, headerBytes, signature } = parsed.value
    for (const own of [parsed.value.bytes, body, headerBytes, signature, parsed.value.header.nonce]) {
      expect(own.constructor).toBe(Uint8Array)
      expect(own.byteLength).toBe(own.buffer.byteLength)
      expect(own.buffer).not.toBe(view.buffer)
    }
  }
})

test('PR5 an entry of 65,536 bytes is read, one of a byte more is not', () => {
  const { cast, care, write } = createTestSpace()
  const { headerBytes } = write(cast.nurse, care)
  const overhead = encodeEnvelope(headerBytes, new Uint8Array(60_000), zeroSignature).length - 60_000
  const sized = (length: number) => encodeEnvelope(headerBytes, new Uint8Array(length - overhead), zeroSignature)
  expect(sized(entryByteLimit)).toHaveLength(entryByteLimit)
  expect(parseEntry(sized(entryByteLimit)).ok).toBe(true)
  expect(parseEntry(sized(entryByteLimit + 1))).toEqual(malformed)
  expect(parseEntry(encodeEnvelope(headerBytes, new Uint8Array(9), new Uint8Array(63)))).toEqual(malformed)
})

test('PR6 the id is the hash of the hashes, and another signature leaves it', async () => {
  const sha = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const [header, body] = [utf8ToBytes('header'), utf8ToBytes('body')]
  const expected = await sha(concatBytes(utf8ToBytes('doorstep/1/id'), await sha(header), await sha(body)))
  const id = entryIdOf(header, body)
  expect(id).toBe(bytesToHex(expected))
  expect(signingInputOf(id)).toEqual(concatBytes(utf8ToBytes('doorstep/1/sig'), hexToBytes(id)))
  const { cast, care, write } = createTestSpace()
  const entry = write(cast.nurse, care)
  const other = parseEntry(encodeEnvelope(entry.headerBytes, entry.body, zeroSignature))
  expect(other.ok && other.value.id).toBe(entry.id)
})

test('PR7 every bit of an envelope counts', async () => {
  const { cast, care, write, controls } = createTestSpace()
  const verifier = createSignatureVerifier()
  for (const entry of [write(cast.nurse, care), controls[0]!.entry]) {
    const { signKey } = entry.type === 'content' ? cast.nurse.keys : cast.admin.keys
    expect(await verifyEntry(verifier, entry, signKey)).toBe(true)
    for (let bit = 0; bit < entry.bytes.length * 8; bit++) {
      const flipped = new Uint8Array(entry.bytes)
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      const parsed = parseEntry(flipped)
      if (!parsed.ok || parsed.value.id !== entry.id) continue
      expect(await verifyEntry(verifier, parsed.value, signKey), `bit ${bit}`).toBe(false)
    }
  }
})

test('PR8 unknown suites, kinds and priorities are refused', () => {
  const { cast, care, write, controls } = createTestSpace()
  const content = write(cast.nurse, care)
  const accepts = (entry: { headerBytes: Uint8Array; body: Uint8Array }, at: number, value: number) => {
    const fields = decodeCbor(entry.headerBytes)
    if (!fields.ok || !Array.isArray(fields.value)) throw new Error('header is an array')
    return parseEntry(encodeEnvelope(encodeCbor(fields.value.with(at, value)), entry.body, zeroSignature)).ok
  }
  const accepted = (at: number, entry: { headerBytes: Uint8Array; body: Uint8Array } = content) =>
    Array.from({ length: 256 }, (_, value) => value).filter((value) => accepts(entry, at, value))
  expect(accepted(0)).toEqual([1])
  expect(accepted(1)).toEqual([1, 2, 3, 4])
  expect(accepted(2)).toEqual([0, 1, 2, 3])
  expect(accepted(0, controls[0]!.entry)).toEqual([1])
  expect(accepted(1, controls[0]!.entry)).toEqual([64])
})

test('PR8 content is not taken for control, nor control for content', () => {
  const { cast, care, write, controls } = createTestSpace()
  const content = write(cast.nurse, care)
  expect(parseContentEntry(content.bytes)).toEqual({ ok: true, value: content })
  expect(parseControlEntry(content.bytes)).toEqual(malformed)
  expect(parseControlEntry(controls[0]!.entry.bytes)).toEqual({ ok: true, value: controls[0]!.entry })
  expect(parseContentEntry(controls[0]!.entry.bytes)).toEqual(malformed)
})

test('PR24 the schema describes every entry, and accepts of altered ones what the parser accepts', () => {
  const altered = anyEnvelope.chain((bytes) => fc.tuple(fc.constant(bytes), mutated(bytes)))
  fc.assert(
    fc.property(altered, ([bytes, other]) => {
      expect(wireSchema.matches('entry', bytes)).toBe(true)
      if (parseEntry(other).ok) expect(wireSchema.matches('entry', other)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('PR24 of altered content the parser accepts what the schema accepts', () => {
  const content = fc
    .tuple(anyContentHeader, bytesUpToLength(20))
    .map(([header, body]) => encodeEnvelope(encodeContentHeader(header), body, zeroSignature))
  fc.assert(
    fc.property(content.chain(mutated), (other) => {
      const isContent = wireSchema.matches('content-entry', other)
      expect(parseContentEntry(other).ok).toBe(isContent)
    }),
    { numRuns: 1_000 },
  )
})
