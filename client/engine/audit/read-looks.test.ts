/** AU220: what the relay says of who looked is believed under the signature of the device alone. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../../shared/lib/hash.ts'
import type { Arrival, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { ContentEntry, ContentHeader } from '../../../shared/protocol/entry.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { encodeViewEvent, type ViewItem } from '../../../shared/protocol/view-log.ts'
import { mutated } from '../../../shared/testing/arbitraries.ts'
import { createTestSpace, testNow } from '../../../shared/testing/test-space.ts'
import { readLooks } from './read-looks.ts'

const made = createTestSpace('looks')
const { care, cast, chain, circle, draftContent, space, team } = made
const verifier = createSignatureVerifier()
const chains = {
  state: (group: GroupId) => (group === care || group === circle ? chain(group) : undefined),
  team: () => chain(team),
}
const session = { space, token: '', expiresAt: 0 as Instant } as unknown as Parameters<typeof readLooks>[1]

const eventOf = ({ body, headerBytes, signature }: ContentEntry) =>
  encodeViewEvent({ headerBytes, bodyHash: sha256(body), signature })
const look = (over: Partial<ContentHeader> = {}, group = care, by = cast.nurse) =>
  draftContent(by, group, { kind: 'audit', writtenAt: testNow, ...over })

/** A relay that answers with so many at a time, and for ever with the last. */
function relayOf(events: readonly ViewItem['event'][], atOnce = 2) {
  const items = events.map((event, at) => ({ arrival: (at + 1) as Arrival, event }))
  return { viewLog: async (_: unknown, after: Arrival) => ok(items.slice(after, after + atOnce)) }
}

async function read(events: readonly ViewItem['event'][]) {
  const outcome = await readLooks({ relay: relayOf(events), verifier, chains }, session)
  if (!outcome.ok) throw new Error(outcome.error.type)
  return outcome.value
}

test('AU220 the first of a day stands, whatever their order and however often one is shown', async () => {
  const [late, early, again] = [
    look({ writtenAt: (testNow + 60_000) as Instant }),
    look(),
    look({ writtenAt: (testNow + 24 * 3_600_000) as Instant }),
  ]
  const { looks, unproven } = await read([late, early, late, again].map(eventOf))
  expect(looks.map(({ at }) => at)).toEqual([again.header.writtenAt, early.header.writtenAt])
  expect(looks[1]).toMatchObject({ memberId: cast.nurse.member, personId: chain(care).about })
  expect(unproven).toBe(0)
})

test('AU220 another kind, another group, a stranger and another’s signature are counted and not shown', async () => {
  const stranger = look({}, care, cast.stranger)
  const borrowed = { ...look(), signature: look({}, care, cast.admin).signature }
  const odd = [look({ kind: 'record' }), look({}, circle), stranger, borrowed].map(eventOf)
  expect(await read(odd)).toEqual({ looks: [], unproven: odd.length })
})

test('AU220 any damage is no look of anybody', async () => {
  const good = eventOf(look())
  await fc.assert(
    fc.asyncProperty(mutated(good), async (event) => {
      const { looks, unproven } = await read([event])
      expect(looks.length + unproven).toBe(1)
      if (looks.length === 1) expect(event).toEqual(good)
    }),
  )
})

test('AU220 a relay that shows the same for ever is not asked for ever', async () => {
  const item = { arrival: 1 as Arrival, event: eventOf(look()) }
  const outcome = await readLooks({ relay: { viewLog: async () => ok([item]) }, verifier, chains }, session)
  expect(outcome).toMatchObject({ ok: true, value: { looks: [{}], unproven: 0 } })
})
