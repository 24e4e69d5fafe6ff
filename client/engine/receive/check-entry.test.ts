/** RX3: a device judges by itself who might write what, whatever a relay let in. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToHex } from '../../../shared/lib/bytes.ts'
import type { EntryId, GroupId } from '../../../shared/lib/ids.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { accessControl, createTestSpace, epochControl } from '../../../shared/testing/test-space.ts'
import { checkAuthor, checkRight } from './check-entry.ts'

const anyHash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => bytesToHex(new Uint8Array(bytes)) as EntryId)

test('RX3 who was removed, let in later, or holds no key of the group is refused, also when a relay takes it', () => {
  const made = createTestSpace()
  const { admin, governance, nurse, patient } = made.cast
  const judge = (group: GroupId, entry: ContentEntry) => {
    const facts = { space: made.space, chain: made.chain(group), team: made.chain(made.team) }
    const known = checkAuthor(entry, facts)
    return known.type === 'good' ? checkRight(entry, facts, known.author) : known
  }
  const before = made.write(nurse, made.care)
  const ofPatient = made.write(patient, made.private)
  expect(judge(made.care, before)).toMatchObject({ type: 'good' })
  expect(judge(made.private, ofPatient)).toMatchObject({ type: 'good' })
  expect(judge(made.team, made.write(governance, made.team))).toMatchObject({ reason: 'author-not-active' })
  const early = { ...ofPatient.header.heads, groupSeq: 0, groupHash: made.chain(made.private).hashes[0]! }
  expect(judge(made.private, made.write(patient, made.private, { heads: early }))).toMatchObject({
    reason: 'author-not-active',
  })

  made.post(admin, made.team, { type: 'remove', device: nurse.id })
  made.post(admin, made.private, { type: 'remove', device: patient.id })
  expect(judge(made.care, made.write(nurse, made.care))).toMatchObject({ reason: 'author-not-active' })
  expect(judge(made.private, made.write(patient, made.private))).toMatchObject({ reason: 'author-not-active' })
  expect(judge(made.care, before)).toMatchObject({ type: 'good' })

  made.post(admin, made.private, epochControl(made.chain(made.private), made.teamOf(made.private)))
  const cut = made.chain(made.private).cuts[patient.id]!
  const { heads } = ofPatient.header
  expect(judge(made.private, made.write(patient, made.private, { heads, seq: cut }))).toMatchObject({
    reason: 'beyond-cut',
  })
})

test('RX2 RX3 what cites another history than ours is refused for good; what cites a head still to come waits', () => {
  const made = createTestSpace()
  const { nurse, pharmacist } = made.cast
  const facts = { space: made.space, chain: made.chain(made.care), team: made.chain(made.team) }
  const { heads } = made.draftContent(nurse, made.care).header
  const verdictOn = (over: Partial<typeof heads>) => {
    const entry = made.draftContent(nurse, made.care, { heads: { ...heads, ...over } })
    return checkRight(entry, facts, facts.team.devices[nurse.id]!)
  }
  expect(verdictOn({})).toMatchObject({ type: 'good' })
  fc.assert(
    fc.property(fc.nat(heads.groupSeq), fc.nat(heads.teamSeq), anyHash, (groupSeq, teamSeq, hash) => {
      expect(verdictOn({ groupSeq, groupHash: hash })).toEqual({ type: 'refused', reason: 'control-fork' })
      expect(verdictOn({ teamSeq, teamHash: hash })).toEqual({ type: 'refused', reason: 'control-fork' })
      expect(verdictOn({ groupSeq: heads.groupSeq + 1 + groupSeq, groupHash: hash })).toMatchObject({ for: 'chain' })
      expect(verdictOn({ teamSeq: heads.teamSeq + 1 + teamSeq, teamHash: hash })).toMatchObject({ for: 'chain' })
    }),
  )
  made.post(nurse, made.care, accessControl(pharmacist))
  const early = { teamSeq: 0, teamHash: facts.team.hashes[0]! }
  const chain = made.chain(made.care)
  const back = made.draftContent(nurse, made.care, { heads: { ...heads, ...early } })
  expect(checkRight(back, { ...facts, chain }, facts.team.devices[nurse.id]!)).toEqual({
    ...{ type: 'refused', reason: 'team-reference-went-back' },
  })
})

test('RX2 RX3 an entry of another space, and one by nobody our chains know, are refused for good', () => {
  const made = createTestSpace()
  const elsewhere = createTestSpace('elsewhere')
  const facts = { space: made.space, chain: made.chain(made.care), team: made.chain(made.team) }
  const own = made.write(made.cast.nurse, made.care)
  const foreign = made.draftContent(made.cast.nurse, made.care, { space: elsewhere.space })
  const byStranger = made.draftContent(made.cast.stranger, made.care)
  expect(checkAuthor(own, facts)).toMatchObject({ type: 'good' })
  expect(checkAuthor(foreign, facts)).toEqual({ type: 'refused', reason: 'wrong-space' })
  expect(checkAuthor(byStranger, facts)).toEqual({ type: 'refused', reason: 'unknown-author' })
  const ahead = { ...byStranger.header.heads, teamSeq: facts.team.seq + 1 }
  const early = made.draftContent(made.cast.stranger, made.care, { heads: ahead })
  expect(checkAuthor(early, facts)).toEqual({ type: 'pending', for: 'chain' })
})
