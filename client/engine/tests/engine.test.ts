/** The heart of the product, on a real relay: a note crosses, and only to those it is meant for. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GroupId } from '../../../shared/lib/ids.ts'
import { doreen, intent, type Neighbourhood, startNeighbourhood, sync, viewOf } from '../testing/neighbourhood.ts'

let here: Neighbourhood

beforeAll(async () => {
  here = await startNeighbourhood()
})

afterAll(() => here.close())

const note = {
  words: 'My breath is short',
  found: 'Wheeze on both sides',
  did: 'Nebuliser',
  next: 'Aisha comes on Friday',
}

describe('the note crosses', () => {
  test('EN1 a note, what happens next and a message reach whom they are meant for, and nobody else', async () => {
    const aisha = (await here.join('Aisha Rahman', 'staff')).engine
    const priya = (await here.join('Priya Patel', 'staff')).engine
    const { engine: patient, store: phone } = await here.join('Doreen Ashworth', 'patient', { about: doreen.personId })
    await sync(aisha, priya, patient)

    const write = { type: 'write-visit', ...intent(), personId: doreen.personId, visitId: null, note } as const
    const observations = { values: { respirations: 18, spo2: 95, spo2Scale: 1 }, notMeasured: {} } as const
    expect(await aisha.run({ ...write, startedAt: write.at, observations })).toEqual({ ok: true })
    const thread = (await viewOf(aisha, 'person', { personId: doreen.personId })).threads.find(
      ({ audience }) => audience.type === 'with-public',
    )
    expect(thread).toBeDefined()
    const threadId = thread!.threadId
    expect(
      await aisha.run({ type: 'send-message', ...intent(), threadId, text: 'See you on Friday', answers: null }),
    ).toEqual({ ok: true })
    await sync(aisha, priya, patient)

    const seen = await viewOf(priya, 'person', { personId: doreen.personId }, (view) => view.story.length >= 2)
    expect(seen.story.map((item) => item.kind).sort()).toEqual(['message', 'note'])
    const written = seen.story.find((item) => item.kind === 'note')
    expect(written).toMatchObject({ author: { name: 'Aisha Rahman' }, observation: { values: { respirations: 18 } } })
    expect(seen.observations.length).toBe(1)

    const home = await viewOf(patient, 'home', {}, (view) => view.nextSteps.length > 0)
    expect(home.nextSteps[0]?.text).toBe('Aisha comes on Friday')
    const messages = await viewOf(patient, 'thread', { threadId: home.threadId! }, (view) => view.messages.length > 0)
    expect(messages.messages[0]?.text).toBe('See you on Friday')
    const { chains, keyring, own } = patient.admin.session()!.device
    expect(await keyring.groupKey(own.space as string as GroupId, 0)).toBeUndefined()
    expect(chains.byKind('care')).toEqual([])
    expect(phone.dump().some(({ store, key }) => store === 'boxes' && !key.startsWith(own.group))).toBe(false)

    await sync(patient, aisha)
    const travel = await viewOf(aisha, 'thread', { threadId }, (view) => view.messages[0]?.travel?.type === 'arrived')
    expect(travel.messages[0]?.travel).toMatchObject({ type: 'arrived', on: ['Doreen'], of: 1 })
  })
})
