/** The relay's checkpoints on the team chain: who may write one, and what one may say. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EntryId } from '../lib/ids.ts'
import type { Control } from '../protocol/control.ts'
import { relayIdOf } from '../protocol/control.ts'
import { anyControl } from '../testing/arbitraries.ts'
import { createTestDevice, seededBytes, seededId, type TestDevice } from '../testing/test-device.ts'
import { createTestSpace, memberControl, type TestSpace } from '../testing/test-space.ts'
import { applyControl, signerOf } from './chain.ts'
import { encodeChainState, parseChainState } from './chain-codec.ts'
import { checkpointsKept } from './checkpoint.ts'

/** Whoever holds the relay's key; named as the relay is. */
function relayOf(name: string): TestDevice {
  const device = createTestDevice(name, 'staff')
  return { ...device, id: relayIdOf(device.keys.signKey) }
}

const relay = relayOf('the relay')
const other = relayOf('another relay')
const watched = (name: string): TestSpace => createTestSpace(name, { relay: relay.keys.signKey })

function checkpoint(page: number): Control {
  return { type: 'checkpoint', page, hash: seededId<EntryId>(`page ${page}`, 32) }
}

function outcome(made: TestSpace, author: TestDevice, control: Control, group = made.team): string {
  const entry = made.draft(author, group, control)
  const chain = made.chain(group)
  const signer = signerOf(chain, made.teamOf(group), entry)
  if (!signer.ok) return signer.error.type
  if (signer.value.join() !== author.keys.signKey.join()) return 'bad-signature'
  const next = applyControl(chain, made.teamOf(group), entry)
  return next.ok ? 'taken' : next.error.type
}

test('MB140 a checkpoint comes from the relay of the genesis alone, under its key, on the team chain alone', () => {
  const made = watched('watched')
  const { admin, nurse, governance } = made.cast
  expect(outcome(made, relay, checkpoint(1))).toBe('taken')
  for (const author of [admin, nurse, governance, other])
    expect(outcome(made, author, checkpoint(1)), author.name).toBe('bad-signature')
  // Its key in the name of somebody who is in.
  expect(outcome(made, { ...relay, id: admin.id }, checkpoint(1))).toBe('author-not-active')
  for (const group of [made.care, made.private, made.circle, made.board]) {
    expect(outcome(made, relay, checkpoint(1), group)).toBe('wrong-kind')
    const draft = made.draft(relay, group, checkpoint(1))
    expect(applyControl(made.chain(group), made.teamOf(group), draft)).toMatchObject({ error: { type: 'wrong-kind' } })
  }
  expect(outcome(createTestSpace('unwatched'), relay, checkpoint(1))).toBe('wrong-kind')
})

test('MB140 the relay writes nothing but checkpoints: every other control of its is refused', () => {
  const made = watched('nothing else')
  fc.assert(
    fc.property(anyControl, fc.constantFrom(made.team, made.care, made.board), (control, group) => {
      fc.pre(control.type !== 'checkpoint')
      expect(applyControl(made.chain(group), made.teamOf(group), made.draft(relay, group, control)).ok).toBe(false)
    }),
  )
  expect(outcome(made, relay, memberControl(createTestDevice('friend', 'admin')))).toBe('author-not-active')
})

test('MB141 MB142 MB32 numbers rise, whatever is tried; the last hundred stay, and read back as they were', () => {
  const pages = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 140 })
  fc.assert(
    fc.property(pages, (tried) => {
      const made = createTestSpace('rising', { peopled: false, relay: relay.keys.signKey })
      let taken: number[] = []
      for (const page of tried) {
        const isNext = page > (taken.at(-1) ?? 0)
        expect(outcome(made, relay, checkpoint(page))).toBe(isNext ? 'taken' : 'checkpoint-number')
        if (!isNext) continue
        made.post(relay, made.team, checkpoint(page))
        taken = [...taken, page]
      }
      const chain = made.chain(made.team)
      expect(chain.checkpoints.map(({ page }) => page)).toEqual(taken.slice(-checkpointsKept))
      expect(parseChainState(encodeChainState(chain))).toEqual({ ok: true, value: chain })
    }),
    { numRuns: 15, examples: [[Array.from({ length: 130 }, (_, at) => at + 1)]] },
  )
})

test('MB140 only a team’s genesis names a relay', () => {
  const made = createTestSpace('misplaced', { peopled: false })
  const { nurse, admin } = made.cast
  made.post(admin, made.team, memberControl(nurse))
  const keys = { keys: nurse.keys, role: nurse.role, member: nurse.member }
  const genesis: Control = {
    ...{ type: 'genesis', groupKind: 'care', about: made.person, archive: null, root: null },
    ...{ ...keys, nonce: seededBytes('nonce', 16), relay: relay.keys.signKey },
  }
  const entry = made.draft(nurse, made.care, genesis)
  expect(applyControl(undefined, made.chain(made.team), entry)).toMatchObject({ error: { type: 'bad-genesis' } })
})
