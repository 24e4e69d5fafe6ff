/** Joining, opening, kills and restarts, documents: one device's life on the real relay, in memory. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Instant, type MemberId, zeroDoc } from '../../../shared/lib/ids.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import { changeDetails } from '../../domain/documents/person.ts'
import type { RecordId } from '../../domain/ids.ts'
import { writeNote } from '../../domain/records/note.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import type { Engine } from '../engine.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

interface Device {
  readonly engine: Engine
  readonly store: MemoryDeviceStore
  readonly wire: Wire
}

let memory: MemoryRelay
let here: Neighbourhood

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  return () => here.close()
})

function device(store?: MemoryDeviceStore): Device {
  const wire = memory.wire()
  return { ...here.device({ network: wire, ...(store === undefined ? {} : { store }) }), wire }
}

/** Unlocked on what an earlier run left on the disk, without signal; nothing loads Automerge by itself here. */
async function offlineAgain(store: MemoryDeviceStore) {
  const wire = memory.wire()
  wire.setFate('request-lost')
  const again = here.device({ network: wire, store: store.reopen(), headless: false })
  await again.engine.unlock(passphrase)
  return again
}

async function join(name: string, role: 'staff' | 'patient'): Promise<Device> {
  const made = device()
  await joinWith(made.engine, await here.invite(name, role, role === 'patient' ? doreen.personId : undefined))
  await sync(here.robot)
  await openState(made.engine)
  await sync(made.engine)
  return made
}

let count = 0

function intent() {
  count += 1
  memory.clock.advance(1_000)
  return { commandId: idOf<string>(`life ${count}`), at: memory.clock.now() }
}

const thread = () => threadIdOf(here.robot.admin.privateGroup(doreen.personId)!)

function say({ engine }: Device, text: string, more = intent()) {
  return engine.run({ type: 'send-message', ...more, threadId: thread(), text, answers: null })
}

function visit(next: string, more = intent()) {
  const note = { words: '', found: 'Wheeze', did: '', next }
  return {
    type: 'write-visit',
    ...more,
    startedAt: more.at,
    personId: doreen.personId,
    visitId: null,
    note,
    observations: null,
  } as const
}

const entriesOf = ({ engine }: Device) =>
  engine.admin
    .session()!
    .device.feeds.all()
    .reduce((sum, feed) => sum + feed.next, 0)

describe('joining', () => {
  test('JO1 a device killed while it waits goes on asking, and is let in', async () => {
    const first = device()
    await joinWith(first.engine, await here.invite('Doreen Ashworth', 'patient', doreen.personId))
    const second = device(first.store.reopen())
    const waiting = await stateOf(second.engine, ({ type }) => type === 'waiting-to-join')
    expect(waiting).toMatchObject({ offline: false, spaceName: 'Mill Lane', code: expect.stringMatching(/^\d{6}$/) })
    await sync(here.robot)
    await openState(second.engine)
  })

  test('JO1 without signal the request waits on the device, and says so', async () => {
    const made = device()
    made.wire.setFate('request-lost')
    await joinWith(made.engine, await here.invite('Doreen Ashworth', 'patient', doreen.personId))
    expect(await stateOf(made.engine, ({ type }) => type === 'waiting-to-join')).toMatchObject({ offline: true })
    made.wire.setFate('delivered')
    await sync(made.engine, here.robot)
    await openState(made.engine)
  })

  test('JO1 a used invite is refused, leaves nothing behind, and another one can be tried', async () => {
    const fragment = await here.invite('Doreen Ashworth', 'patient', doreen.personId)
    await joinWith(device().engine, fragment)
    const late = device()
    await expect(joinWith(late.engine, fragment)).rejects.toThrow('invite-used')
    expect(late.store.dump()).toEqual([])
    await joinWith(late.engine, await here.invite('Karen Ashworth', 'family', doreen.personId))
  })

  test('JO1 an invite used by another while the request waited is said to be used, and a new one can be tried', async () => {
    const fragment = await here.invite('Doreen Ashworth', 'patient', doreen.personId)
    const late = device()
    late.wire.setFate('request-lost')
    await joinWith(late.engine, fragment)
    await joinWith(device().engine, fragment)
    late.wire.setFate('delivered')
    await late.engine.syncNow()
    const refused = await stateOf(late.engine, (state) => state.type === 'waiting-to-join' && 'problem' in state)
    expect(refused).toMatchObject({ problem: 'invite-used' })
    await joinWith(late.engine, await here.invite('Karen Ashworth', 'family', doreen.personId))
    // Once for who knocked first.
    await sync(late.engine, here.robot, here.robot)
    await openState(late.engine)
  })

  test('JN750 as what somebody is let in is read from the link', async () => {
    const { engine } = device()
    const as = async (link: string) => {
      const reading = await engine.readInvite(link)
      return reading.type === 'good' && [reading.invite.audience, reading.invite.standing]
    }
    expect(await as(await here.invite('Aisha Rahman', 'staff'))).toEqual(['staff', 'staff'])
    for (const role of ['patient', 'family'] as const)
      expect(await as(await here.invite('Somebody', role, doreen.personId))).toEqual(['public', role])
  })

  test('JO968 a name longer than anything written takes is cut to what it takes', async () => {
    const { engine } = device()
    const name = `Aisha ${'Rahman '.repeat(60)}`
    const reading = await engine.readInvite(await here.invite('Aisha Rahman', 'staff'))
    if (reading.type !== 'good') throw new Error(reading.type)
    expect(await engine.join({ invite: reading.invite, name, passphrase })).toEqual({ ok: true })
    await sync(here.robot)
    expect(await openState(engine)).toMatchObject({ me: { signature: { name: name.slice(0, 200).trim() } } })
  })

  test('JO3 a short passphrase and a broken or expired link are refused before anything is made', async () => {
    const { engine, store } = device()
    const fragment = await here.invite('Aisha Rahman', 'staff')
    const reading = await engine.readInvite(fragment)
    if (reading.type !== 'good') throw new Error(reading.type)
    const request = { invite: reading.invite, name: 'Aisha', passphrase: 'short' }
    expect(await engine.join(request)).toMatchObject({
      ok: false,
      problem: { type: 'passphrase-too-short', minimum: 12 },
    })
    expect((await engine.readInvite(`${fragment.slice(0, -4)}AAAA`)).type).toBe('broken')
    memory.clock.advance(2 * 86_400_000)
    expect((await engine.readInvite(fragment)).type).toBe('expired')
    expect(store.dump()).toEqual([])
  })
})

describe('opening', () => {
  test('JO2 without any network a device opens from its disk and shows the same', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    await aisha.engine.run(visit(''))
    await sync(aisha.engine)
    const before = await viewOf(aisha.engine, 'person', { personId: doreen.personId })
    const again = device(aisha.store.reopen())
    again.wire.setFate('request-lost')
    expect(await stateOf(again.engine, ({ type }) => type === 'locked')).toMatchObject({
      opensWith: 'passphrase',
      unsentCount: 0,
    })
    expect(await again.engine.unlock('not the passphrase')).toMatchObject({
      ok: false,
      problem: { type: 'wrong-passphrase' },
    })
    memory.clock.advance(60_000)
    expect(await again.engine.unlock(passphrase)).toEqual({ ok: true })
    const after = await viewOf(again.engine, 'person', { personId: doreen.personId })
    expect(after.story).toEqual(before.story)
    expect(after.person).toEqual(before.person)
  })

  test('JO2 a locked device answers nothing, writes nothing, and still counts what waits', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    aisha.wire.setFate('request-lost')
    await say(aisha, 'waits')
    await aisha.engine.lock()
    expect(await say(aisha, 'too late')).toEqual({ ok: false, problem: { type: 'not-open' } })
    expect(await stateOf(aisha.engine, ({ type }) => type === 'locked')).toMatchObject({ unsentCount: 1 })
  })
})

describe('writing', () => {
  test('CM2 a command run twice, also after a kill, writes once', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    const more = intent()
    await say(aisha, 'once', more)
    const again = device(aisha.store.reopen())
    await again.engine.unlock(passphrase)
    const before = entriesOf(again)
    expect(await say(again, 'once', more)).toEqual({ ok: true })
    expect(entriesOf(again)).toBe(before)
  })

  test('CM4 a visit and what was published of it are written together, the draft goes with them', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    aisha.wire.setFate('request-lost')
    const key = `visit/${doreen.personId}/unplanned`
    await aisha.engine.run({ type: 'save-draft', ...intent(), key, value: '{"found":"Whe"}' })
    expect(await viewOf(aisha.engine, 'draft', { key })).toMatchObject({ value: '{"found":"Whe"}' })
    const before = entriesOf(aisha)
    aisha.store.fail({ type: 'no-space' })
    const command = visit('Aisha comes on Friday')
    expect(await aisha.engine.run(command)).toEqual({ ok: false, problem: { type: 'no-space' } })
    expect(entriesOf(aisha)).toBe(before)
    aisha.store.fail(null)
    expect(await aisha.engine.run(command)).toEqual({ ok: true })
    expect(entriesOf(aisha)).toBe(before + 2)
    expect(await viewOf(aisha.engine, 'draft', { key })).toMatchObject({ value: null })
  })

  test('SX11 a lost answer costs a repetition and nothing else', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    const patient = await join('Doreen Ashworth', 'patient')
    aisha.wire.setFate('reply-lost')
    await say(aisha, 'once only')
    await sync(aisha.engine)
    const view = await viewOf(aisha.engine, 'sync', {})
    expect(view.pill).toMatchObject({ type: 'no-signal', saved: 1 })
    expect(view.waiting[0]).toMatchObject({ kind: 'message', initials: 'D.A.', reason: 'no-signal' })
    aisha.wire.setFate('delivered')
    await sync(aisha.engine, patient.engine)
    expect((await viewOf(aisha.engine, 'sync', {})).pill.type).toBe('up-to-date')
    const { messages } = await viewOf(
      patient.engine,
      'thread',
      { threadId: thread() },
      (seen) => seen.messages.length > 0,
    )
    expect(messages.map(({ text }) => text)).toEqual(['once only'])
  })

  test('QV5 a watcher is told when its view differs and not otherwise', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    let told = 0
    const stop = aisha.engine.watch('people', { search: '' }, () => {
      told += 1
    })
    await aisha.engine.settle()
    expect(told).toBe(1)
    await aisha.engine.run(visit(''))
    await sync(aisha.engine)
    expect(told).toBe(1)
    stop()
  })
})

describe('receiving', () => {
  test('RX8 a batch that did not reach the disk is fetched again, and nothing of it was shown', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    const patient = await join('Doreen Ashworth', 'patient')
    await say(aisha, 'after the flood')
    await sync(aisha.engine)
    patient.store.fail({ type: 'no-space' })
    await sync(patient.engine)
    expect((await viewOf(patient.engine, 'thread', { threadId: thread() })).messages).toEqual([])
    patient.store.fail(null)
    await sync(patient.engine)
    expect((await viewOf(patient.engine, 'thread', { threadId: thread() })).messages.length).toBe(1)
  })

  test('EN6 nobody writes in another’s name, an administrator neither; own history keeps its own time', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    const { admin } = here.robot
    must(await admin.setRound(doreen.roundId, [idOf<MemberId>('Aisha Rahman')]))
    await sync(here.robot, aisha.engine)
    const group = admin.careGroup(doreen.personId)!
    const at = (memory.clock.now() - 86_400_000) as Instant
    const text = { visitId: null, words: '', found: 'Chest clear', did: '', next: '' }
    const noteBy = (engine: Engine, id: string, author: Signature) => {
      const base = engine.admin.historyBase({ id: idOf<RecordId>(id), at, author, about: doreen.personId })
      return { key: idOf<string>(id), group, records: [must(writeNote(text, base))] }
    }
    const own = (engine: Engine) => engine.admin.session()!.device.own.signature
    const tom = { memberId: idOf<string>('Dr Tom Reid'), name: 'Dr Tom Reid', role: 'GP', face: '' }
    for (const author of [tom, own(aisha.engine)]) {
      const part = noteBy(here.robot, `forged as ${author.name}`, author)
      expect(await admin.writeRecords([part])).toEqual({
        ok: false,
        error: { type: 'refused', detail: 'other-author' },
      })
      // As a changed app would do it: sealed and signed all the same.
      const label = { kind: 'note', personId: doreen.personId } as const
      const draft = { ...part, kind: 'record', priority: 'ordinary', doc: zeroDoc, label } as const
      must(await admin.session()!.writer.write({ entries: [draft], alongside: [], sealedAlongside: [] }))
    }
    const mine = noteBy(aisha.engine, 'mine', own(aisha.engine))
    must(await aisha.engine.admin.writeRecords([mine]))
    must(await aisha.engine.admin.writeRecords([mine]))
    await sync(here.robot, aisha.engine, here.robot)
    const parked = aisha.engine.admin.session()!.device.parked.refused()
    expect(parked.map(({ reason }) => reason)).toEqual(['wrong-place', 'wrong-place'])
    for (const { engine } of [aisha, { engine: here.robot }]) {
      const { story } = await viewOf(engine, 'person', { personId: doreen.personId }, (view) => view.story.length > 0)
      expect(story.map(({ author: { name }, times }) => [name, times.writtenAt])).toEqual([['Aisha Rahman', at]])
    }
  })

  test('QV7 a day and a record that wait to be opened are not shown as empty, and a later start is complete at once', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    const [date, personId] = ['2026-05-28', doreen.personId]
    const planned = { from: '09:30', to: null, window: null, tag: null, household: '', order: 1, reason: 'Dressing' }
    const plan = { ...planned, personId, memberId: idOf<string>('Aisha Rahman') }
    const store = aisha.store.reopen()
    await aisha.engine.close()
    must(await here.robot.admin.changeDocument('diary', date, (doc) => planVisit(doc, idOf('visit'), plan)))
    must(await here.robot.admin.changeDocument('person', personId, (doc) => changeDetails(doc, { given: 'Doreen' })))
    await sync(here.robot)
    const first = here.device({ network: memory.wire(), store, headless: false })
    await first.engine.unlock(passphrase)
    await first.engine.syncNow()
    const waits = (view: { readonly complete: boolean }) => !view.complete
    expect(await viewOf(first.engine, 'today', { date }, waits)).toMatchObject({ visits: [] })
    await viewOf(first.engine, 'person', { personId }, waits)
    const second = await offlineAgain(first.store)
    expect(await viewOf(second.engine, 'today', { date })).toMatchObject({ complete: false, visits: [] })
    expect(await viewOf(second.engine, 'person', { personId })).toMatchObject({ complete: false })
    second.engine.admin.session()!.documents.start()
    const today = await viewOf(second.engine, 'today', { date }, (view) => view.complete)
    expect(today).toMatchObject({ visits: [{ visit: { reason: 'Dressing' } }], readyCount: 1 })
    await viewOf(second.engine, 'person', { personId }, (view) => view.complete && view.alerts.length > 0)
    const third = await offlineAgain(second.store)
    expect(await viewOf(third.engine, 'today', { date })).toEqual(today)
  })

  test('DC9 the list of medicines is as old as its newest change, not as the last catch-up', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    const changedAt = memory.clock.now()
    const words = { brand: '', form: 'tablet', frequency: 'once a day', route: 'by mouth', prescriber: '', source: '' }
    const line = { ...words, name: 'apixaban', dose: '2.5 mg', since: '', risk: '' }
    const { admin } = here.robot
    must(await admin.changeDocument('medicines', doreen.personId, (doc) => writeMedicine(doc, idOf('line'), line)))
    memory.clock.advance(3_600_000)
    await sync(here.robot, aisha.engine)
    const has = (view: PersonView) => view.medicines.length > 0
    const view = await viewOf(aisha.engine, 'person', { personId: doreen.personId }, has)
    expect([view.medicinesUpdatedAt, view.updatedAt]).toEqual([changedAt, memory.clock.now()])
  })

  test('AL1 a diary planned elsewhere is on Today, whether Automerge was loaded before or after it came', async () => {
    const aisha = await join('Aisha Rahman', 'staff')
    const nothing = { from: '09:30', to: null, window: null, tag: null, household: '', order: 1, reason: 'Dressing' }
    const plan = { ...nothing, personId: doreen.personId, memberId: idOf<string>('Aisha Rahman') }
    must(await here.robot.admin.changeDocument('diary', '2026-05-28', (doc) => planVisit(doc, idOf('visit'), plan)))
    await sync(here.robot, aisha.engine)
    const late = here.device({ network: memory.wire(), store: aisha.store.reopen(), headless: false })
    await late.engine.unlock(passphrase)
    for (const engine of [aisha.engine, late.engine]) {
      const { visits } = await viewOf(engine, 'today', { date: '2026-05-28' }, (view) => view.visits.length > 0)
      expect(visits.map(({ visit: { reason }, person }) => [reason, person?.name.given])).toEqual([
        ['Dressing', 'Doreen'],
      ])
    }
  })
})
