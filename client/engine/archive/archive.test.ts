/** AV3 to AV6: a real relay's file after its neighbourhood has lost every device. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as A from '@automerge/automerge/slim'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyBlobs, copySpace } from '../../../server/ops/copy-space.ts'
import { startRelay } from '../../../server/start-relay.ts'
import { generous } from '../../../server/testing/test-relay.ts'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { docIdOf } from '../../../shared/lib/doc-id.ts'
import type { Arrival, DeviceId, GroupId, Instant, MemberId, SpaceId } from '../../../shared/lib/ids.ts'
import { zeroHash } from '../../../shared/lib/ids.ts'
import { applyControl } from '../../../shared/membership/chain.ts'
import { encodeControl, spaceIdOf } from '../../../shared/protocol/control.ts'
import { createPullParser, type PullItem } from '../../../shared/protocol/pull.ts'
import { naughtyStrings } from '../../../shared/testing/naughty-strings.ts'
import { createTestDevice, seededBytes } from '../../../shared/testing/test-device.ts'
import { signControl } from '../../../shared/testing/test-envelopes.ts'
import { createTestSpace, epochControl, genesisControl, testNow } from '../../../shared/testing/test-space.ts'
import { newDocument } from '../../domain/documents/genesis.ts'
import { changeMedicine, type MedicinesDoc, writeMedicine } from '../../domain/documents/medicines.ts'
import type { RecordId } from '../../domain/ids.ts'
import { writeDecision } from '../../domain/records/decision.ts'
import { carbocisteine } from '../../domain/testing/medicines.ts'
import { naughtyRecords } from '../../domain/testing/naughty-records.ts'
import { demoArchiveSeed, openArchiveKit } from '../membership/archive-kit.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { createSystemClock } from '../platform/clock.ts'
import { createSystemRandom } from '../platform/random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { doreen, idOf, intent, must, startNeighbourhood, sync } from '../testing/neighbourhood.ts'
import { drillOf } from './drill.ts'
import { exportPerson, findPeople } from './export-person.ts'
import { exportPhotos } from './export-photos.ts'
import { listOpenings } from './list-openings.ts'
import { type ArchivedChange, openArchive } from './open-archive.ts'
import { joinShares, readShare, splitSeed } from './shares.ts'

const olive = {
  ...doreen,
  personId: idOf<typeof doreen.personId>('Olive Marsh'),
  name: { family: 'Marsh', given: 'Olive', title: '', preferred: '' },
  nhsNumber: '9990000026',
}
const clock = createSystemClock()
const open = (items: readonly PullItem[], seed: Bytes = demoArchiveSeed) =>
  openArchive({ store: createMemoryDeviceStore(), clock, random: createSystemRandom() }, items, seed)

let folder: string
let items: readonly PullItem[]
/** Of every epoch of every group that a device can open. */
let groupKeys: readonly Bytes[]

async function keysOf(engine: Awaited<ReturnType<typeof startNeighbourhood>>['robot']): Promise<readonly Bytes[]> {
  const { chains, keyring } = engine.admin.session()!.device
  const places = chains.all().flatMap(({ epochs, group }) => epochs.map(({ epoch }) => ({ group, epoch })))
  const keys = await Promise.all(places.map(({ epoch, group }) => keyring.groupKey(group, epoch)))
  return keys.filter((key) => key !== undefined)
}

async function visit(engine: Awaited<ReturnType<typeof startNeighbourhood>>['robot'], personId: string, found: string) {
  const { at, commandId } = intent()
  const note = { words: '', found, did: '', next: 'Back on <b>Friday</b>' }
  const written = {
    type: 'write-visit',
    at,
    commandId,
    startedAt: at,
    personId,
    visitId: null,
    observations: null,
    note,
  } as const
  expect(await engine.run(written)).toEqual({ ok: true })
}

const picture = Uint8Array.from({ length: 2_000 }, (_, at) => (at * 11) & 255)

async function takePhoto(engine: Awaited<ReturnType<typeof startNeighbourhood>>['robot']) {
  const { personId } = doreen
  const photo = { bytes: picture, mediaType: 'image/jpeg', width: 40, height: 30 } as const
  const kept = await engine.photoAct({ type: 'keep', draftKey: `visit/${personId}/unplanned`, personId, photo })
  if (kept.type !== 'kept') throw new Error(kept.type)
  const { at, commandId } = intent()
  const words = { words: '', found: 'Photographed', did: '', next: '' }
  const written = { type: 'write-visit', at, commandId, startedAt: at, personId, visitId: null } as const
  const attached = { blob: kept.photo.blob, words: 'Left shin, healing', consent: 'agreed' } as const
  expect(await engine.run({ ...written, note: words, observations: null, photo: attached })).toEqual({ ok: true })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-archive-'))
  const relay = await startRelay({ port: 0, dataDir: folder, limits: generous })
  const here = await startNeighbourhood({
    people: [doreen, olive as never],
    relay: { url: relay.url, parts: {}, stop: () => relay.stop() },
  })
  const { engine: aisha } = await here.join('Aisha Rahman', 'staff')
  const { engine: ben } = await here.join('Ben Okafor', 'staff')
  await sync(aisha, ben, aisha)
  await visit(aisha, doreen.personId, 'Crackles at both bases')
  await visit(aisha, olive.personId, 'Olive’s own words')
  const allergy = { substance: 'Penicillin', reaction: 'rash', on: '2026-06-01', reason: 'She says so' } as const
  const recorded = { type: 'record-allergy', ...intent(), personId: doreen.personId, ...allergy } as const
  expect(await aisha.run(recorded)).toEqual({ ok: true })
  await takePhoto(aisha)
  await sync(aisha)
  const act = {
    type: 'open-record',
    personId: doreen.personId,
    reason: 'cover',
    words: 'Aisha is ill',
    hours: 2,
  } as const
  expect(await ben.accessAct(act)).toEqual({ type: 'done', told: true })
  await sync(ben, aisha)
  groupKeys = await keysOf(aisha)
  await here.close()
  const parsed = createPullParser().push(copySpace(join(folder, 'relay.db'))!)
  if (!parsed.ok) throw new Error('the copy cannot be read')
  items = parsed.value
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('AV400 the export has her photo as it was taken, and says which are not there or are something else', async () => {
  const archive = must(await open(items))
  const sealed = new Map<string, Bytes>()
  expect(copyBlobs(join(folder, 'relay.db'), undefined, (blob, bytes) => sealed.set(blob, bytes))).toBe(1)
  const made = async (readSealed: Parameters<typeof exportPhotos>[2]) => {
    const photos = await exportPhotos(archive, doreen.personId, readSealed)
    const how = { initAutomerge: initAutomergeInNode, now: testNow, photos }
    return { ...photos, html: (await exportPerson(archive, doreen.personId, how)).html }
  }
  const whole = await made((blob) => sealed.get(blob))
  expect([...whole.files]).toEqual([['photo-1.jpg', picture]])
  expect(whole.faults).toEqual([])
  expect(whole.html).toContain('Left shin, healing')
  expect(whole.html).toContain('href="photo-1.jpg"')
  const missing = await made(() => undefined)
  expect(missing.html).toContain('The photo “Left shin, healing”')
  expect([missing.files.size, missing.faults]).toEqual([0, [expect.stringContaining('is not in the copy')]])
  const other = await made((blob) => sealed.get(blob)?.map((byte, at) => (at === 50 ? byte ^ 1 : byte)))
  expect([other.files.size, other.faults]).toEqual([0, [expect.stringContaining('does not open')]])
  const olives = await exportPhotos(archive, olive.personId, (blob) => sealed.get(blob))
  expect([olives.files.size, olives.faults]).toEqual([0, []])
})

test('KR340 no key of any group is in a file of the relay, in whatever form', async () => {
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))))
  // What is there in clear is found.
  const { space } = must(await open(items))
  expect(files.some((file) => file.includes(Buffer.from(space, 'hex')))).toBe(true)
  expect(groupKeys.length).toBeGreaterThan(4)
  for (const key of groupKeys) {
    const bytes = Buffer.from(key)
    for (const form of [
      bytes,
      bytes.toString('hex'),
      bytes.toString('base64').slice(0, 42),
      bytes.toString('base64url'),
    ])
      expect(files.some((file) => file.includes(form))).toBe(false)
  }
})

test('AV382 the drill opens every key, and says which did not', async () => {
  const archive = must(await open(items, demoArchiveSeed))
  const keys = archive.chains.groups().reduce((count, group) => count + archive.chains.state(group)!.epochs.length, 0)
  expect(keys).toBeGreaterThan(2)
  const groups = archive.chains.groups().length
  expect(drillOf(archive)).toEqual({
    isGood: true,
    lines: [expect.stringContaining(`All ${keys} keys of ${groups} groups`)],
  })
  const group = archive.chains.groups()[0]!
  const broken = drillOf({ ...archive, faults: [{ what: 'no-key', group, detail: 'epoch 0' }] })
  expect(broken).toEqual({
    isGood: false,
    lines: [
      expect.stringContaining('1 fault, 1 group not open'),
      `Group ${group}: No key could be found for part of it (epoch 0).`,
    ],
  })
})

test('AV3 AV5 two shares and the relay’s file give all that is kept of one person, and nothing of another', async () => {
  const shares = (await splitSeed(demoArchiveSeed)).map((text) => must(readShare(text)))
  const archive = must(await open(items, must(await joinShares(shares[2]!, shares[0]!))))
  expect(archive.faults).toEqual([])
  expect(findPeople(archive, '999 000 0018')).toEqual([{ id: doreen.personId, name: 'Doreen Ashworth' }])
  const { html, raw } = await exportPerson(archive, doreen.personId, {
    initAutomerge: initAutomergeInNode,
    now: testNow,
  })
  for (const kept of [
    'Crackles at both bases',
    'Penicillin',
    'Aisha Rahman',
    'Aisha is ill',
    'Nothing: all of it could be read.',
    'Agreed to messages in Doorstep, about visits and care',
  ])
    expect(html).toContain(kept)
  expect(html).toContain('Back on &lt;b&gt;Friday&lt;/b&gt;')
  expect(html + raw).not.toContain('Olive')
  expect(JSON.parse(raw).length).toBeGreaterThan(4)
})

test('AV360 two doses written apart both stand in the export, each with who wrote it and why', async () => {
  const archive = must(await open(items))
  const team = Object.values(archive.chains.team()!.devices)
  const ofName = (name: string) => team.find(({ member }) => member === idOf(name))!.keys.device
  const [aisha, ben] = [ofName('Aisha Rahman'), ofName('Ben Okafor')]
  const template = archive.changes.find(({ chain }) => chain.about === doreen.personId)!
  const doc = docIdOf('medicines', doreen.personId)
  const of = (author: DeviceId, made: A.Doc<MedicinesDoc>): ArchivedChange => ({
    ...template,
    entry: { ...template.entry, header: { ...template.entry.header, author, doc } },
    payload: A.getLastLocalChange(made) as Bytes,
  })
  const id = '01'.repeat(16)
  const begun = must(writeMedicine(newDocument('medicines', aisha), id, carbocisteine))
  const dosed = (device: DeviceId, name: string, dose: string) => {
    const by = { memberId: idOf<string>(name), name, role: 'nurse', face: '' }
    const edit = { by, at: testNow, reason: `as ${name} saw it` }
    return of(device, must(changeMedicine(A.load(A.save(begun), { actor: device }), id, { dose }, edit)))
  }
  const apart = [of(aisha, begun), dosed(aisha, 'Aisha Rahman', '250 mg'), dosed(ben, 'Ben Okafor', '750 mg')]
  const { html } = await exportPerson({ ...archive, changes: [...archive.changes, ...apart] }, doreen.personId, {
    initAutomerge: initAutomergeInNode,
    now: testNow,
  })
  expect(html).toContain('250 mg or 750 mg')
  const side = (name: string, dose: string) =>
    new RegExp(
      `<dt>author</dt><dd><dl><dt>name</dt><dd>${name}</dd>.*?<dt>writtenAt</dt><dd>\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d</dd>.*?as ${name} saw it.*?<dt>after</dt>.*?${dose}`,
      's',
    )
  expect(html).toMatch(side('Aisha Rahman', '250 mg'))
  expect(html).toMatch(side('Ben Okafor', '750 mg'))
})

test('AV220 whatever was typed into whatever field of a record stands in the export as words', async () => {
  const archive = must(await open(items))
  const hers = archive.records.find(({ chain }) => chain.about === doreen.personId)!
  const naughty = Object.values(naughtyStrings).flatMap(naughtyRecords)
  const records = naughty.map((record) => ({ ...hers, record: { ...record, about: doreen.personId } }))
  const { html, raw } = await exportPerson({ ...archive, records: [...archive.records, ...records] }, doreen.personId, {
    initAutomerge: initAutomergeInNode,
    now: testNow,
  })
  expect(html.split('data-naughty').length).toBeGreaterThan(500)
  const tags = [...html.matchAll(/<[!/]?([a-z]\w*|!--|\?|!\[)[^>]*>/gi)].map(([, name]) => name!.toLowerCase())
  const known = 'doctype html meta title style body h1 h2 h3 p ul li article dl dt dd div'.split(' ')
  expect([...new Set(tags)].filter((tag) => !known.includes(tag))).toEqual([])
  // Nothing is an attribute either: the page has these and no other.
  const attributed = html.match(/<\w+ [^>]*>/g)?.filter((tag) => !/^<(html lang|meta|p class="by"|article)/.test(tag))
  expect(attributed).toEqual([])
  expect(JSON.parse(raw).length).toBeGreaterThan(naughty.length)
})

test('AV482 decisions have a section of their own, newest first, with why, who agreed, and what took their place', async () => {
  const archive = must(await open(items))
  const hers = archive.records.find(({ chain }) => chain.about === doreen.personId && chain.kind === 'care')!
  const nora = { memberId: idOf<MemberId>('Nora'), name: 'Nora Quinn', role: 'community nurse', face: '' }
  const decided = (
    name: string,
    at: number,
    what: string,
    over: { instead?: string; why?: string; agreed?: string } = {},
  ) => {
    const base = {
      id: idOf<RecordId>(name),
      at: (testNow + at) as Instant,
      hlc: hers.record.hlc,
      author: nora,
      about: doreen.personId,
    }
    const said = { what, why: '', agreed: '', instead: null, ...over }
    return { ...hers, record: must(writeDecision(said, base)) }
  }
  const first = decided('one', 0, 'Two visits a week', { why: 'Steady indoors', agreed: 'Doreen and <Karen>' })
  const anew = decided('two', 60_000, 'One visit a week', { instead: first.record.id })
  const options = { initAutomerge: initAutomergeInNode, now: testNow }
  const { html } = await exportPerson(
    { ...archive, records: [...archive.records, first, anew] },
    doreen.personId,
    options,
  )
  const [, section] = /<h2>What was decided, newest first<\/h2><ul>(.*?)<\/ul>/s.exec(html) ?? []
  const [newest, earlier, ...rest] = (section ?? '').split('</li>')
  expect(rest).toEqual([''])
  expect(newest).toMatch(/Nora Quinn, community nurse: One visit a week — In place of the one of \d\d-[A-Z]/)
  expect(earlier).toMatch(
    /: Two visits a week — Why: Steady indoors — There or agreed: Doreen and &lt;Karen&gt; — Decided anew by Nora Quinn, .*: the later one holds\./,
  )
  expect((await exportPerson(archive, olive.personId, options)).html).toContain(
    'Nothing was written down as a decision.',
  )
})

test('AV3 a changed or missing entry is said, never silently left out; another kit opens nothing', async () => {
  expect(await open(items, new Uint8Array(32).fill(1))).toEqual({ ok: false, error: 'other-kit' })
  expect(await open([])).toEqual({ ok: false, error: 'empty' })
  const entries = items.filter((item) => item.type === 'entry')
  const last = entries.at(-1)!
  const bent = items.map((item) =>
    item === last ? { ...last, bytes: last.bytes.with(-1, last.bytes.at(-1)! ^ 1) as Bytes } : item,
  )
  expect(must(await open(bent)).faults.map(({ what }) => what)).toContain('refused')
  const readable = must(await open(items)).records
  const first = readable.find(
    ({ entry }) => entry.header.seq === 0 && readable.some((other) => other.entry.header.prev === entry.id),
  )!
  const holed = items.filter((item) => item.type !== 'entry' || Buffer.compare(item.bytes, first.entry.bytes) !== 0)
  expect(must(await open(holed)).faults.map(({ what }) => what)).toContain('waits')
})

test('AV4 a false escrow is said, and what it hides is named', async () => {
  const founder = createTestDevice('founder of a false escrow', 'admin')
  const { archive } = await openArchiveKit(demoArchiveSeed)
  const genesis = { ...genesisControl(founder, 'team', 'false', null), archive }
  const space = spaceIdOf(encodeControl(genesis)) as SpaceId
  const place = {
    space,
    group: space as string as GroupId,
    author: founder.id,
    writtenAt: testNow,
    team: { seq: 0, hash: zeroHash },
  }
  const begun = signControl(founder, { ...place, groupSeq: 0, prev: zeroHash }, genesis)
  const chain = must(applyControl(undefined, undefined, begun))
  const epoch = signControl(
    founder,
    { ...place, groupSeq: 1, prev: begun.id },
    { ...epochControl(chain, undefined), archiveBox: seededBytes('no key', 80) },
  )
  const made = [begun, epoch].map(
    ({ bytes }, at): PullItem => ({ type: 'entry', arrival: (at + 1) as Arrival, bytes, storedAt: 0 as Instant }),
  )
  const opened = must(await open(made))
  expect(opened.faults.map(({ detail, what }) => `${what} ${detail}`)).toEqual([
    'false-escrow epoch 0',
    'no-key epoch 0',
  ])
  expect(
    (
      await open(
        createTestSpace('another').controls.map(
          ({ entry }, at): PullItem => ({
            type: 'entry',
            arrival: (at + 1) as Arrival,
            bytes: entry.bytes,
            storedAt: 0 as Instant,
          }),
        ),
      )
    ).ok,
  ).toBe(false)
})

test('AV6 every opening outside a round is listed from the chains, with the words that were written', async () => {
  const lines = listOpenings(must(await open(items)))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^Ben Okafor opened Doreen Ashworth: cover, until .+; “Aisha is ill”$/)
})
