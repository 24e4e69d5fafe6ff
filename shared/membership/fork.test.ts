/** Two histories of one chain: noticed, and proven to anybody who was there for neither. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../lib/bytes.ts'
import type { EntryId } from '../lib/ids.ts'
import type { Entry } from '../protocol/entry.ts'
import { createSignatureVerifier } from '../protocol/signature.ts'
import { createTestDevice, seededBytes, type TestDevice } from '../testing/test-device.ts'
import { accessControl, createTestSpace, memberControl, type TestSpace } from '../testing/test-space.ts'
import { contradictionOf } from './fork.ts'
import { encodeForkProof, type ForkProof, verifyForkProof } from './fork-proof.ts'

const verifier = createSignatureVerifier()
const elsewhere = 'a'.repeat(64) as EntryId

const foundIn = (made: TestSpace, entry: Entry) =>
  contradictionOf(entry, made.chain(entry.header.group), made.teamOf(entry.header.group))

const bytesOfChain = (made: TestSpace, group: string): readonly Bytes[] =>
  made.controls.filter(({ entry }) => entry.header.group === group).map(({ entry }) => entry.bytes)

/** As a device that holds this space would make it. */
function proofOf(made: TestSpace, entries: readonly Entry[]): ForkProof {
  const group = entries[0]!.header.group
  return {
    team: bytesOfChain(made, made.team),
    group: group === made.team ? [] : bytesOfChain(made, group),
    entries: entries.map(({ bytes }) => bytes),
  }
}

const verify = (proof: ForkProof) => verifyForkProof(encodeForkProof(proof), verifier)

/** Another colleague is let in, where the team known here let in somebody else. */
function secondHistory(made: TestSpace): Entry {
  const other = made.draft(made.cast.admin, made.team, memberControl(createTestDevice('shown to others', 'staff')))
  made.post(made.cast.admin, made.team, memberControl(createTestDevice('shown here', 'staff')))
  return other
}

test('MB120 nothing that belongs to one history contradicts it, however much of it is known', () => {
  const made = createTestSpace()
  made.write(made.cast.nurse, made.care)
  const heads = made.draftContent(made.cast.patient, made.circle)
  made.post(made.cast.nurse, made.care, accessControl(made.cast.nurse))
  const all: readonly Entry[] = [
    ...made.controls.map(({ entry }) => entry),
    heads,
    made.draftContent(made.cast.nurse, made.care),
  ]
  const known = createTestSpace()
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.boolean(), (entry, isBehind) => {
      expect(foundIn(isBehind ? known : made, entry)).toBeUndefined()
    }),
  )
})

test('MB120 a second entry under a number, one after another entry, and a head that is not there, are contradictions', () => {
  const made = createTestSpace()
  const { admin, nurse } = made.cast
  const at = made.chain(made.team).seq + 1
  const other = secondHistory(made)
  const known = made.chain(made.team).hashes[at]
  expect(foundIn(made, other)).toEqual({ group: made.team, seq: at, known, claimed: other.id })
  const later = made.draft(admin, made.team, memberControl(createTestDevice('later', 'staff')), { prev: other.id })
  expect(foundIn(made, later)).toEqual({ group: made.team, seq: at, known, claimed: other.id })
  const citing = made.draft(nurse, made.care, accessControl(nurse), { team: { seq: at, hash: other.id } })
  expect(foundIn(made, citing)).toEqual({ group: made.team, seq: at, known, claimed: other.id })
  const { heads } = made.draftContent(nurse, made.care).header
  const withHeads = (over: Partial<typeof heads>) =>
    foundIn(made, made.draftContent(nurse, made.care, { heads: { ...heads, ...over } }))
  expect(withHeads({ teamHash: other.id })).toMatchObject({ group: made.team, seq: at })
  expect(withHeads({ groupSeq: 1, groupHash: elsewhere })).toMatchObject({ group: made.care, seq: 1 })
})

test('MB121 a proof names the chain, the number and who signed; two entries under one number name the device', async () => {
  const made = createTestSpace()
  const { nurse, patient } = made.cast
  const other = secondHistory(made)
  const { seq } = made.chain(made.team)
  const named = { type: 'two-histories', signer: made.cast.admin.id, group: made.team, seq, claimed: other.id }
  expect(await verify(proofOf(made, [other]))).toMatchObject({ ok: true, value: named })
  const heads = { ...made.draftContent(patient, made.circle).header.heads, teamHash: other.id }
  const citing = made.draftContent(patient, made.circle, { heads })
  expect(await verify(proofOf(made, [citing]))).toMatchObject({ ok: true, value: { ...named, signer: patient.id } })
  const one = made.draftContent(nurse, made.care)
  const two = made.draftContent(nurse, made.care, {}, seededBytes('another body', 80))
  const twice = { type: 'two-entries', signer: nurse.id, group: made.care, seq: 0 }
  expect(await verify(proofOf(made, [one, two]))).toMatchObject({ ok: true, value: twice })
})

test('MB122 where there is one history, a stranger’s signature, or a chain that does not hold, nothing is proven', async () => {
  const made = createTestSpace()
  const { nurse, stranger } = made.cast
  const honest = made.draftContent(nurse, made.care)
  const problemOf = async (proof: ForkProof) => {
    const verified = await verify(proof)
    return verified.ok ? 'proven' : verified.error.type
  }
  expect(await problemOf(proofOf(made, [honest]))).toBe('no-contradiction')
  expect(await problemOf(proofOf(made, [honest, honest]))).toBe('no-contradiction')
  expect(await problemOf(proofOf(made, [honest, made.draftContent(made.cast.pharmacist, made.care)]))).toBe(
    'no-contradiction',
  )
  const heads = { ...honest.header.heads, groupHash: elsewhere }
  const asNurse: TestDevice = { ...stranger, id: nurse.id }
  expect(await problemOf(proofOf(made, [made.draftContent(asNurse, made.care, { heads })]))).toBe('bad-signature')
  expect(await problemOf(proofOf(made, [made.draftContent(stranger, made.care, { heads })]))).toBe('bad-signature')
  const good = proofOf(made, [made.draftContent(nurse, made.care, { heads })])
  expect(await problemOf(good)).toBe('proven')
  expect(await problemOf({ ...good, team: good.team.slice(1) })).toBe('bad-chain')
  expect(await problemOf({ ...good, group: good.group.toReversed() })).toBe('bad-chain')
  expect(await problemOf({ ...good, team: [], entries: [] })).toBe('bad-chain')
  expect(await problemOf({ team: [], group: [], entries: [] })).toBe('malformed')
  expect(await problemOf({ ...good, team: [], group: [] })).toBe('malformed')
  expect(await problemOf({ ...good, team: [...good.team, ...good.entries] })).toBe('bad-chain')
})

test('MB122 with any byte changed a proof proves nothing else', async () => {
  const made = createTestSpace()
  const other = secondHistory(made)
  const proof = encodeForkProof(proofOf(made, [other]))
  const before = await verifyForkProof(proof, verifier)
  expect(before.ok).toBe(true)
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: proof.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = proof.with(at, proof[at]! ^ change)
      expect((await verifyForkProof(changed, verifier)).ok).toBe(false)
    }),
    { numRuns: 60 },
  )
})
