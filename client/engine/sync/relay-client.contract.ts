/** What every `RelayClient` promises (RC rules of SPEC.md), against whatever relay stands behind it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Arrival } from '../../../shared/lib/ids.ts'
import { blobIdOf } from '../../../shared/protocol/blob.ts'
import { parseFetchPage } from '../../../shared/protocol/fetch-log.ts'
import { blobSigningInput } from '../../../shared/protocol/held-blob.ts'
import { parseViewEvent } from '../../../shared/protocol/view-log.ts'
import { createTestDevice, type TestDevice } from '../../../shared/testing/test-device.ts'
import { createTestSpace, memberControl, type TestSpace } from '../../../shared/testing/test-space.ts'
import type { Fate } from '../testing/memory-relay.ts'
import type { RelayClient, Session, StreamItem } from './relay-client.ts'

export interface OpenedRelay {
  readonly client: RelayClient
  /** What becomes of the next requests; null where the way cannot be told. */
  readonly script: ((fates: readonly Fate[]) => void) | null
  readonly close: () => Promise<void>
}

const start = 0 as Arrival

export function relayClientContract(name: string, open: () => Promise<OpenedRelay>, way: 'scripted' | 'plain'): void {
  describe(`${name}: relay client`, () => {
    let relay: OpenedRelay
    let here: TestSpace

    beforeAll(async () => {
      relay = await open()
      here = createTestSpace(`contract ${name}`)
      const items = here.controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes }))
      const posted = await relay.client.appendControl(here.space, items)
      if (!posted.ok || posted.value.some((result) => result.type !== 'stored')) throw new Error('space not posted')
    })

    afterAll(() => relay.close())

    async function sessionOf(device: TestDevice): Promise<Session> {
      const signer = { device: device.id, sign: async (message: Uint8Array) => device.sign(message) }
      const opened = await relay.client.openSession(here.space, signer)
      if (!opened.ok) throw new Error(`no session: ${opened.error.type}`)
      return opened.value
    }

    async function pullAll(session: Session, after = start) {
      const items: StreamItem[] = []
      const request = { session, after, onItems: async (some: readonly StreamItem[]) => void items.push(...some) }
      return { items, outcome: await relay.client.pull(request) }
    }

    test('RY1 an entry sent twice is stored once and answered with the same arrival', async () => {
      const entry = here.write(here.cast.nurse, here.care)
      const first = await relay.client.append([entry.bytes])
      const again = await relay.client.append([entry.bytes])
      expect(first).toMatchObject({ ok: true, value: [{ type: 'stored' }] })
      expect(again).toMatchObject({ ok: true, value: [{ type: 'duplicate' }] })
      const arrivals = [first, again].map((answer) =>
        answer.ok && 'arrival' in answer.value[0]! ? answer.value[0].arrival : null,
      )
      expect(arrivals[0]).toBe(arrivals[1])
    })

    test('RY400 an attachment goes and comes as it is, twice is once, and one that is not there is refused', async () => {
      const session = await sessionOf(here.cast.nurse)
      const sealed = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7) & 255)
      const blob = blobIdOf(sealed)
      for (let time = 0; time < 2; time++)
        expect(await relay.client.putBlob(session, here.care, blob, sealed)).toEqual({ ok: true, value: undefined })
      const got = await relay.client.getBlob(session, here.care, blob)
      expect(got.ok && Buffer.from(got.value).equals(Buffer.from(sealed))).toBe(true)
      const hidden = { ok: false, error: { type: 'problem', problem: 'unknown-or-forbidden', status: 404 } }
      expect(await relay.client.getBlob(session, here.circle, blob)).toEqual(hidden)
    })

    test('SX562 an attachment of a removed device comes by its own word, once, and an administrator alone fetches and decides', async () => {
      // Let in and out again here: nobody else of the contract is touched.
      const leaver = createTestDevice(`contract ${name} leaver`, 'staff')
      const controls = [memberControl(leaver), { type: 'remove', device: leaver.id } as const].map((control) =>
        here.post(here.cast.admin, here.team, control),
      )
      const items = controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes }))
      expect(await relay.client.appendControl(here.space, items)).toMatchObject({ ok: true })
      const sealed = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 11) & 255)
      const blob = blobIdOf(sealed)
      const signature = leaver.sign(blobSigningInput(here.space, here.team, blob))
      const word = { space: here.space, device: leaver.id, signature }
      const done = { ok: true, value: undefined }
      for (let time = 0; time < 2; time++)
        expect(await relay.client.holdBlob(word, here.team, blob, sealed)).toEqual(done)
      const [admin, nurse] = [await sessionOf(here.cast.admin), await sessionOf(here.cast.nurse)]
      const listed = await relay.client.heldBlobs(admin)
      expect(listed).toMatchObject({ ok: true, value: [{ group: here.team, blob, author: leaver.id, bytes: 70_000 }] })
      const hidden = { ok: false, error: { type: 'problem', problem: 'unknown-or-forbidden', status: 404 } }
      expect(await relay.client.heldBlobs(nurse)).toEqual(hidden)
      expect(await relay.client.getHeldBlob(nurse, here.team, blob)).toEqual(hidden)
      expect(await relay.client.getBlob(admin, here.team, blob)).toEqual(hidden)
      const got = await relay.client.getHeldBlob(admin, here.team, blob)
      expect(got.ok && Buffer.from(got.value).equals(Buffer.from(sealed))).toBe(true)
      expect(await relay.client.dropHeldBlob(admin, here.team, blob)).toEqual(done)
      expect(await relay.client.getHeldBlob(admin, here.team, blob)).toEqual(hidden)
    })

    test('RY1 answers come in the order asked, one refusal beside what is taken', async () => {
      const good = here.write(here.cast.pharmacist, here.care)
      const gap = here.draftContent(here.cast.nurse, here.care, { seq: 99 })
      const answer = await relay.client.append([gap.bytes, good.bytes])
      expect(answer).toMatchObject({ ok: true, value: [{ type: 'refused', problem: 'gap' }, { type: 'stored' }] })
    })

    test('RY3 a pull yields everything readable in arrival order and ends at a cursor that continues', async () => {
      const session = await sessionOf(here.cast.nurse)
      const { items, outcome } = await pullAll(session)
      expect(outcome).toMatchObject({ ok: true, value: { more: false } })
      const arrivals = items.map(({ arrival }) => arrival)
      expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b))
      expect(items.some(({ type }) => type === 'box')).toBe(true)
      const rest = await pullAll(session, outcome.ok ? outcome.value.cursor : start)
      expect(rest.items).toEqual([])
    })

    test('RY3 a group’s history can be read by itself', async () => {
      const session = await sessionOf(here.cast.nurse)
      const items: StreamItem[] = []
      const onItems = async (some: readonly StreamItem[]) => void items.push(...some)
      const outcome = await relay.client.pull({ session, after: start, group: here.care, onItems })
      expect(outcome.ok).toBe(true)
      expect(items.length).toBeGreaterThan(0)
    })

    test('RY4 a device that is in no chain gets no session, and a wrong token is "no-session"', async () => {
      const { stranger } = here.cast
      const signer = { device: stranger.id, sign: async (message: Uint8Array) => stranger.sign(message) }
      const refused = await relay.client.openSession(here.space, signer)
      expect(refused).toMatchObject({ ok: false, error: { type: 'problem' } })
      const session = { ...(await sessionOf(here.cast.nurse)), token: 'no such token' }
      expect((await pullAll(session)).outcome).toMatchObject({ ok: false, error: { problem: 'no-session' } })
    })

    test('RY5 a patient may not ask for a care group, and is not told whether it is there', async () => {
      const session = await sessionOf(here.cast.patient)
      const request = { session, after: start, onItems: async () => {} }
      const known = await relay.client.pull({ ...request, group: here.care })
      const unknown = await relay.client.pull({ ...request, group: 'f'.repeat(32) as typeof here.care })
      expect(known).toMatchObject({ ok: false, error: { problem: 'unknown-or-forbidden' } })
      expect(unknown).toEqual(known)
    })

    test('RY6 missing boxes are named and can be put', async () => {
      const session = await sessionOf(here.cast.nurse)
      const missing = await relay.client.missingBoxes(session, [here.care, 'f'.repeat(32) as typeof here.care])
      expect(missing.ok && missing.value.every(({ group }) => group === here.care)).toBe(true)
      const epoch = here.chain(here.care).epochs.length - 1
      const boxes = [{ recipient: here.team, box: new Uint8Array(80) }]
      expect(await relay.client.putBoxes(session, here.care, epoch, boxes)).toEqual({ ok: true, value: undefined })
    })

    test('RY140 the relay says its key to anybody, and its log to information governance alone', async () => {
      const key = await relay.client.relayKey()
      expect(key).toMatchObject({ ok: true, value: expect.any(Uint8Array) })
      await pullAll(await sessionOf(here.cast.nurse))
      const governance = await sessionOf(here.cast.governance)
      const log = await relay.client.fetchLog(governance, 0)
      const pages = log.ok ? log.value.map(parseFetchPage) : []
      const devices = pages.flatMap((page) => (page.ok ? page.value.devices : [])).map(({ device }) => device)
      expect(devices).toContain(here.cast.nurse.id)
      expect(await relay.client.fetchLog(governance, pages.length)).toEqual({ ok: true, value: [] })
      const refused = await relay.client.fetchLog(await sessionOf(here.cast.admin), 0)
      expect(refused).toMatchObject({ ok: false, error: { problem: 'unknown-or-forbidden' } })
    })

    test('RY220 the relay says to information governance alone who looked, after an arrival', async () => {
      const looked = here.write(here.cast.nurse, here.care, { kind: 'audit' })
      expect(await relay.client.append([looked.bytes])).toMatchObject({ ok: true, value: [{ type: 'stored' }] })
      const governance = await sessionOf(here.cast.governance)
      const log = await relay.client.viewLog(governance, start)
      const [item] = log.ok ? log.value : []
      const event = item === undefined ? undefined : parseViewEvent(item.event)
      expect(event).toMatchObject({ ok: true, value: { id: looked.id } })
      expect(await relay.client.viewLog(governance, item!.arrival)).toEqual({ ok: true, value: [] })
      const refused = await relay.client.viewLog(await sessionOf(here.cast.admin), start)
      expect(refused).toMatchObject({ ok: false, error: { problem: 'unknown-or-forbidden' } })
    })

    if (way === 'plain') return

    test('RY9 a lost request was not taken, a lost reply was: asked again, each is there once', async () => {
      const [unheard, unanswered] = [1, 2].map(() => here.write(here.cast.nurse, here.care).bytes)
      relay.script?.(['request-lost', 'delivered', 'reply-lost'])
      const answers = [unheard!, unheard!, unanswered!, unanswered!].map((bytes) => () => relay.client.append([bytes]))
      const outcomes: unknown[] = []
      for (const ask of answers) outcomes.push(await ask())
      const lost = { ok: false, error: { type: 'no-signal' } }
      expect(outcomes).toMatchObject([
        lost,
        { ok: true, value: [{ type: 'stored' }] },
        lost,
        { ok: true, value: [{ type: 'duplicate' }] },
      ])
      const { items } = await pullAll(await sessionOf(here.cast.nurse))
      const entries = items.flatMap((item) => (item.type === 'entry' ? [item.bytes.join()] : []))
      for (const bytes of [unheard!, unanswered!])
        expect(entries.filter((each) => each === bytes.join())).toHaveLength(1)
    })

    test('RY9 a stream cut on the way is no signal; what came whole is kept, and the rest follows it', async () => {
      const session = await sessionOf(here.cast.nurse)
      const whole = await pullAll(session)
      relay.script?.(['stream-cut'])
      const part = await pullAll(session)
      expect(part.outcome).toEqual({ ok: false, error: { type: 'no-signal' } })
      expect(part.items).toEqual(whole.items.slice(0, part.items.length))
      expect(part.items.length).toBeLessThan(whole.items.length)
      const rest = await pullAll(session, part.items.at(-1)?.arrival ?? start)
      expect(rest.items.at(-1)).toEqual(whole.items.at(-1))
    })
  })
}
