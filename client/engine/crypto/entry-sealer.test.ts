/** CR10-CR13: an entry opens where it was written, as it was written, and nowhere else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import {
  type ContentEntry,
  encodeContentHeader,
  encodeEnvelope,
  entryIdOf,
  parseContentEntry,
  parseControlEntry,
  signingInputOf,
} from '../../../shared/protocol/entry.ts'
import { verifyEntry } from '../../../shared/protocol/signature.ts'
import { contentFields, createWorld, type Device, verifier } from '../membership/testing/world.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createEntrySealer } from './entry-sealer.ts'

const world = await createWorld('sealer')
const { nurse, gp, groups } = world

async function written(words: string, by: Device = nurse, group = groups.care): Promise<ContentEntry> {
  const sealed = await by.sealer.seal(contentFields(by.chains, group), utf8ToBytes(words))
  if (!sealed.ok) throw new Error(sealed.error.type)
  return sealed.value
}

async function received(bytes: Uint8Array, by: Device = gp) {
  const entry = parseContentEntry(bytes)
  if (!entry.ok) return 'malformed'
  if (!(await verifyEntry(verifier, entry.value, nurse.identity.keys.signKey))) return 'bad signature'
  const opened = await by.sealer.open(entry.value)
  return opened.ok ? opened.value : opened.error.type
}

test('CR10 a colleague opens what was written, and it is padded on the wire', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 300 }), async (words) => {
      const entry = await written(words)
      expect(await received(entry.bytes)).toEqual(utf8ToBytes(words))
      expect((entry.body.length - 16) % 4).toBe(0)
    }),
    { numRuns: 20 },
  )
  const [short, longer] = [await written('a'), await written('a note of a few words')]
  expect(short.body.length).toBe(longer.body.length)
})

test('CR10 what is sealed is what parsing gives', async () => {
  const entry = await written('words')
  expect(parseContentEntry(entry.bytes)).toEqual({ ok: true, value: entry })
})

test('CR11 with any byte of the envelope changed nothing is taken in', async () => {
  const { bytes } = await written('words')
  for (let at = 0; at < bytes.length; at++) {
    const answer = await received(bytes.with(at, bytes[at]! ^ (1 << (at % 8))))
    expect(['malformed', 'bad signature']).toContain(answer)
  }
})

test('CR11 a signature alone does not make it: changed header or body do not open, signed again by the author', async () => {
  const entry = await written('words')
  const resigned = async (header: Partial<ContentEntry['header']>, body = entry.body) => {
    const headerBytes = encodeContentHeader({ ...entry.header, ...header })
    const signature = await nurse.identity.sign(signingInputOf(entryIdOf(headerBytes, body)))
    return encodeEnvelope(headerBytes, body, signature)
  }
  expect(await received(await resigned({}))).toEqual(utf8ToBytes('words'))
  expect(await received(await resigned({ seq: 1 }))).toBe('cannot-open')
  expect(await received(await resigned({ doc: entry.header.author as never }))).toBe('cannot-open')
  expect(await received(await resigned({ priority: 'urgent' }))).toBe('cannot-open')
  expect(await received(await resigned({}, entry.body.with(0, entry.body[0]! ^ 1)))).toBe('cannot-open')
})

test('CR12 nobody can sign another’s ciphertext as their own', async () => {
  const entry = await written('mine')
  const headerBytes = encodeContentHeader({ ...entry.header, author: gp.id })
  const signature = await gp.identity.sign(signingInputOf(entryIdOf(headerBytes, entry.body)))
  const stolen = parseContentEntry(encodeEnvelope(headerBytes, entry.body, signature))
  if (!stolen.ok) throw new Error(stolen.error.detail)
  expect(await verifyEntry(verifier, stolen.value, gp.identity.keys.signKey)).toBe(true)
  expect(await nurse.sealer.open(stolen.value)).toEqual({ ok: false, error: { type: 'cannot-open' } })
})

test('CR12 padding that hides bytes is refused', async () => {
  const deps = { identity: nurse.identity, random: nurse.random }
  const sealer = createEntrySealer({ ...deps, keyring: nurse.keyring })
  const groupKey = (await nurse.keyring.groupKey(groups.care, 0))!
  const { entryKeysOf } = await import('./key-schedule.ts')
  const entry = await written('words')
  const key = await entryKeysOf({ space: world.space, group: groups.care, epoch: 0 }, groupKey)(nurse.id)
  const additionalData = new Uint8Array([...utf8ToBytes('doorstep/1/aad'), ...entry.headerBytes])
  const padded = new Uint8Array(64).fill(7)
  const algorithm = { name: 'AES-GCM', iv: entry.header.nonce, additionalData }
  const body = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, padded))
  expect(await sealer.open({ ...entry, body })).toEqual({ ok: false, error: { type: 'bad-padding' } })
})

test('CR13 without the key nothing is sealed or opened, and the phone of the public has none of care', async () => {
  const { doreen } = world
  const fields = contentFields(nurse.chains, groups.care)
  expect(await doreen.sealer.seal(fields, utf8ToBytes(''))).toEqual({ ok: false, error: { type: 'no-key' } })
  expect(await doreen.sealer.open(await written('care'))).toEqual({ ok: false, error: { type: 'no-key' } })
  const toDoreen = await written('hello', nurse, groups.private)
  expect(await doreen.sealer.open(toDoreen)).toEqual({ ok: true, value: utf8ToBytes('hello') })
})

test('CR13 a key that arrives later opens what it could not before', async () => {
  let key: Awaited<ReturnType<typeof nurse.keyring.groupKey>>
  const sealer = createEntrySealer({ ...nurse, keyring: { groupKey: async () => key } })
  const entry = await written('words')
  expect(await sealer.open(entry)).toMatchObject({ ok: false, error: { type: 'no-key' } })
  key = await nurse.keyring.groupKey(groups.care, 0)
  expect(await sealer.open(entry)).toMatchObject({ ok: true })
})

test('CR13 what is larger than an entry may be is not sealed', async () => {
  const fields = contentFields(nurse.chains, groups.care)
  // Packed it would be small, and nobody would unpack it; whole it fits, and with its header no more.
  const grown = createSeededRandom('cr13').bytes(65_500)
  for (const large of [new Uint8Array(66_000), grown])
    expect(await nurse.sealer.seal(fields, large)).toEqual({ ok: false, error: { type: 'too-large' } })
})

test('CR13 a signed control is what parsing gives', async () => {
  const { seq, head } = nurse.chains.state(groups.care)!
  const control = { type: 'remove', device: gp.id } as const
  const { heads, space, group, writtenAt } = contentFields(nurse.chains, groups.care)
  const team = { seq: heads.teamSeq, hash: heads.teamHash }
  const signed = await nurse.sealer.signControl(control, {
    space,
    group,
    groupSeq: seq + 1,
    prev: head,
    writtenAt,
    team,
  })
  expect(parseControlEntry(signed.bytes)).toEqual({ ok: true, value: signed })
  expect(await verifyEntry(verifier, signed, nurse.identity.keys.signKey)).toBe(true)
})
