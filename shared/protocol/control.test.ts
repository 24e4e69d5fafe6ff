/** Control bodies and the ids made of hashes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../lib/cbor.ts'
import type { PersonId, SpaceId } from '../lib/ids.ts'
import { anyControl, bytesUpToLength, mutated } from '../testing/arbitraries.ts'
import { createTestDevice, seededId } from '../testing/test-device.ts'
import { createTestSpace, epochControl } from '../testing/test-space.ts'
import {
  boardIdOf,
  type Control,
  circleIdOf,
  controlKindNumbers,
  deviceIdOf,
  encodeControl,
  parseControl,
  spaceIdOf,
} from './control.ts'

const malformed = { ok: false, error: expect.objectContaining({ type: 'malformed' }) }

test('PR1 every control comes back as it was written', () => {
  fc.assert(
    fc.property(anyControl, (control) => {
      const bytes = encodeControl(control)
      const parsed = parseControl(controlKindNumbers[control.type], bytes)
      expect(parsed).toEqual({ ok: true, value: control })
      if (parsed.ok) expect(encodeControl(parsed.value)).toEqual(bytes)
    }),
  )
})

test('PR2 PR3 altered control bodies are answered, and what is accepted is canonical', () => {
  const altered = anyControl.chain((control) => fc.tuple(fc.constant(control), mutated(encodeControl(control))))
  fc.assert(
    fc.property(altered, ([control, bytes]) => {
      const parsed = parseControl(controlKindNumbers[control.type], bytes)
      if (parsed.ok) expect(encodeControl(parsed.value)).toEqual(bytes)
    }),
    { numRuns: 1_000 },
  )
})

test('PR2 any kind number over any bytes is answered', () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.integer({ min: 60, max: 79 })), bytesUpToLength(100), (kind, bytes) => {
      expect(parseControl(kind, bytes).ok).toBeTypeOf('boolean')
    }),
  )
  const known = Object.values(controlKindNumbers)
  for (const kind of [0, 1, 63, 68, 79, 64.5]) expect(known).not.toContain(kind)
  for (const kind of [0, 1, 63, 68, 79, 64.5]) expect(parseControl(kind, encodeCbor([]))).toEqual(malformed)
})

function bodyWith(control: Control, at: number, value: unknown): Uint8Array {
  const fields = decodeCbor(encodeControl(control))
  if (!fields.ok || !Array.isArray(fields.value)) throw new Error('a body is an array')
  return encodeCbor(fields.value.with(at, value))
}

test('PR8 reserved group kinds and unknown roles are refused', () => {
  const { controls } = createTestSpace()
  const genesis = controls[0]!.entry.control
  const accepted = (at: number) =>
    Array.from({ length: 24 }, (_, value) => value).filter((value) => parseControl(64, bodyWith(genesis, at, value)).ok)
  expect(accepted(0)).toEqual([1, 2, 3, 4, 5])
  expect(accepted(3)).toEqual([1, 2, 3, 4, 5, 6])
})

test('PR15 only epoch 0 is without a back link, and boxes are whole or absent', () => {
  const { team, chain } = createTestSpace()
  const next = epochControl(chain(team), undefined)
  const parse = (over: Partial<typeof next>) => parseControl(67, encodeControl({ ...next, ...over })).ok
  expect(parse({})).toBe(true)
  expect(parse({ epoch: 0 })).toBe(false)
  expect(parse({ epoch: 0, back: new Uint8Array(0) })).toBe(true)
  expect(parse({ back: new Uint8Array(0) })).toBe(false)
  expect(parse({ back: new Uint8Array(59) })).toBe(false)
  expect(parse({ archiveBox: new Uint8Array(0) })).toBe(true)
  expect(parse({ archiveBox: new Uint8Array(79) })).toBe(false)
  expect(parse({ epoch: 0xffff_ffff })).toBe(true)
  expect(parse({ epoch: 0x1_0000_0000 })).toBe(false)
})

test('PR14 spaces, devices, circles and boards are named by hashes', async () => {
  const sha = async (...parts: Uint8Array[]) =>
    bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', concatBytes(...parts))).slice(0, 16))
  const { keys } = createTestDevice('somebody', 'staff')
  const device = await sha(utf8ToBytes('doorstep/1/device'), keys.signKey, keys.kemKey)
  expect(deviceIdOf(keys.signKey, keys.kemKey)).toBe(device)
  const body = utf8ToBytes('genesis')
  expect(spaceIdOf(body)).toBe(await sha(utf8ToBytes('doorstep/1/space'), body))
  const [space, person] = [seededId<SpaceId>('a space'), seededId<PersonId>('a person')]
  const ids = [utf8ToBytes('doorstep/1/circle'), hexToBytes(space), hexToBytes(person)]
  expect(circleIdOf(space, person)).toBe(await sha(...ids))
  expect(boardIdOf(space)).toBe(await sha(utf8ToBytes('doorstep/1/board'), hexToBytes(space)))
})
