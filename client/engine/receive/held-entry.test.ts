/** RX110: each check of what is let in of a removed device, by itself. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bytes, bytesToHex } from '../../../shared/lib/bytes.ts'
import { type DocId, zeroDoc, zeroHash } from '../../../shared/lib/ids.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import type { ContentEntry, ContentHeader } from '../../../shared/protocol/entry.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { createTestDevice, type TestDevice } from '../../../shared/testing/test-device.ts'
import { createTestSpace, memberControl, testNow } from '../../../shared/testing/test-space.ts'
import { hybridTime } from '../../domain/hybrid-clock.ts'
import type { RecordId } from '../../domain/ids.ts'
import { writeLetIn } from '../../domain/records/let-in.ts'
import { writeNote } from '../../domain/records/note.ts'
import { writeReceipt } from '../../domain/records/receipt.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { EntrySealer } from '../crypto/entry-sealer.ts'
import type { Chains } from '../membership/chains.ts'
import { must } from '../testing/neighbourhood.ts'
import { encodePayload } from '../writing/record-payload.ts'
import type { RefusalReason } from './check-entry.ts'
import { type HeldDeps, openLetIn } from './held-entry.ts'
import { carriedIn } from './open-records.ts'

const made = createTestSpace('held entries')
const { admin, nurse, pharmacist } = made.cast
const { about } = made.chain(made.care)

function baseOf({ member, name }: TestDevice, id: string) {
  const author = { memberId: member, name, role: 'Nurse', face: 'aisha' }
  return { id: id as RecordId, at: testNow, hlc: hybridTime({ wall: testNow, count: 0 }), author, about }
}

const note = { visitId: null, words: '', found: 'Crackles at both bases', did: '', next: '' }
const hers = must(writeNote(note, baseOf(nurse, 'aa'.repeat(16))))
const another = must(writeNote(note, baseOf(pharmacist, 'ab'.repeat(16))))
const receipt = must(writeReceipt({ stored: {}, seen: {} }, baseOf(nurse, 'ac'.repeat(16))))

const inCare = (body: Bytes, over: Partial<ContentHeader> = {}, author = nurse) =>
  made.draftContent(author, made.care, over, body)
const saying = (...records: readonly CareRecord[]) => inCare(encodePayload(records))
const { heads } = saying(hers).header
const good = saying(hers, receipt)
const inTeam = made.draftContent(nurse, made.team, {}, encodePayload([hers]))
made.post(admin, made.team, { type: 'remove', device: nurse.id })

/** Nothing is sealed here: what an entry says is its body. */
function depsOf(open: EntrySealer['open'] = async ({ body }) => ok(body), of = made): HeldDeps {
  const asked: Pick<Chains, 'state' | 'team'> = { state: of.chain, team: () => of.chain(of.team) }
  const chains = asked as Chains
  return { space: of.space, me: of.cast.admin.member, chains, sealer: { open }, verifier: createSignatureVerifier() }
}

const letIn = (entry: ContentEntry) => must(writeLetIn({ entry: entry.bytes }, baseOf(admin, 'ad'.repeat(16))))
const outer = { author: admin.id, group: made.care }
const verdictOn = (entry: ContentEntry, open?: EntrySealer['open']) => openLetIn(depsOf(open), outer, letIn(entry))
const refused = (reason: RefusalReason) => ({ type: 'refused', reason })

test('RX110 what is let in is of this very group, and its author might write it then', async () => {
  expect(await verdictOn(good)).toMatchObject({ type: 'good', records: [hers] })
  expect(await verdictOn(inTeam)).toEqual(refused('wrong-space'))
  const asOf = (over: Partial<typeof heads>) => inCare(good.body, { heads: { ...heads, ...over } })
  const { head, seq } = made.chain(made.team)
  expect(await verdictOn(asOf({ teamSeq: seq, teamHash: head }))).toEqual(refused('author-not-active'))
  expect(await verdictOn(asOf({ teamHash: zeroHash }))).toEqual(refused('control-fork'))
  expect(await verdictOn(asOf({ groupHash: zeroHash }))).toEqual(refused('control-fork'))
  expect(await verdictOn(inCare(good.body, {}, pharmacist))).toEqual(refused('not-removed'))
})

test('RX110 what is let in opens, is a record, and names a document its author may write to', async () => {
  for (const type of ['cannot-open', 'bad-padding'] as const)
    expect(await verdictOn(good, async () => err({ type }))).toEqual(refused(type))
  expect(await verdictOn(good, async () => err({ type: 'no-key' }))).toEqual({ type: 'pending', for: 'key' })
  for (const kind of ['change', 'audit'] as const)
    expect(await verdictOn(inCare(good.body, { kind, heads }))).toEqual(refused('unknown-kind'))
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 16, maxLength: 16 }), async (bytes) => {
      const doc = bytesToHex(new Uint8Array(bytes)) as DocId
      fc.pre(doc !== zeroDoc)
      expect(await verdictOn(inCare(good.body, { doc, heads }))).toEqual(refused('wrong-place'))
    }),
    { numRuns: 20 },
  )
})

test('RX110 of whatever else an entry says nothing is let in, not the part of it that would be right', async () => {
  const inTime = (...records: readonly CareRecord[]) => inCare(encodePayload(records), { heads })
  for (const entry of [inTime(another), inTime(hers, another), inTime({ ...hers, about: admin.id as never })])
    expect(await verdictOn(entry)).toEqual(refused('wrong-place'))
  expect(await verdictOn(inTime(receipt))).toEqual(refused('wrong-place'))
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 40 }), async (bytes) => {
      expect(await verdictOn(inCare(new Uint8Array(bytes), { heads }))).toEqual(refused('bad-record'))
    }),
    { numRuns: 40 },
  )
  const carried = (...entries: readonly ContentEntry[]) =>
    carriedIn(depsOf(), { entry: inCare(good.body, {}, admin) }, entries.map(letIn))
  expect(await carried(good, inTime(hers))).toMatchObject({ type: 'good', records: [hers, hers] })
  for (const entries of [
    [good, inTeam],
    [inTeam, good],
    [inTime(another), good],
  ])
    expect((await carried(...entries)).type).toBe('refused')
})

test('QV960 what a removed tablet had left is let in by another device of its owner’s, and by no phone that came into a circle under her id', async () => {
  const made = createTestSpace('let in')
  const { cast, circle, team } = made
  const further = { ...createTestDevice('let in further', 'staff'), member: cast.nurse.member }
  const liar = { ...createTestDevice('let in liar', 'family'), member: cast.nurse.member }
  made.post(cast.admin, team, memberControl(further))
  made.post(cast.nurse, circle, memberControl(liar))
  const { bytes } = made.draftContent(cast.nurse, circle)
  made.post(cast.admin, team, { type: 'remove', device: cast.nurse.id })
  // Whether it may is asked before it is opened, and here nobody has the key.
  const deps = depsOf(async () => err({ type: 'no-key' }), made)
  const record = must(writeLetIn({ entry: bytes }, baseOf(admin, 'ae'.repeat(16))))
  const letIn = (by: TestDevice) => openLetIn(deps, { author: by.id, group: circle }, record)
  expect(await letIn(further)).toEqual({ type: 'pending', for: 'key' })
  expect(await letIn(cast.admin)).toEqual({ type: 'pending', for: 'key' })
  expect(await letIn(liar)).toEqual({ type: 'refused', reason: 'author-not-active' })
})
