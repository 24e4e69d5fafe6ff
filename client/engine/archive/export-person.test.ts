/** The page that a person is given of what is kept of her. */
import { join } from 'node:path'
import * as A from '@automerge/automerge/slim'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyBlobs } from '../../../server/ops/copy-space.ts'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { docIdOf } from '../../../shared/lib/doc-id.ts'
import type { DeviceId, GroupId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import { naughtyStrings } from '../../../shared/testing/naughty-strings.ts'
import { testNow } from '../../../shared/testing/test-space.ts'
import { dayAndTime } from '../../domain/dates.ts'
import { cancelVisit, planVisit } from '../../domain/documents/diary.ts'
import { newDocument } from '../../domain/documents/genesis.ts'
import { changeMedicine, type MedicinesDoc, writeMedicine } from '../../domain/documents/medicines.ts'
import { nameThread } from '../../domain/documents/thread.ts'
import type { RecordId } from '../../domain/ids.ts'
import { writeDecision } from '../../domain/records/decision.ts'
import { writeMessage } from '../../domain/records/message.ts'
import { writeReceipt } from '../../domain/records/receipt.ts'
import { writeSharedVisits } from '../../domain/records/shared-visits.ts'
import { writeView } from '../../domain/records/view.ts'
import { carbocisteine } from '../../domain/testing/medicines.ts'
import { naughtyRecords } from '../../domain/testing/naughty-records.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { type Archived, olive, openCopy, picture, startArchived } from '../testing/archived-neighbourhood.ts'
import { doreen, idOf, must } from '../testing/neighbourhood.ts'
import { lookedLines } from './export-access.ts'
import { exportPerson } from './export-person.ts'
import { exportPhotos } from './export-photos.ts'
import type { ArchivedChange } from './open-archive.ts'

let archived: Archived
let items: Archived['items']

beforeAll(async () => {
  archived = await startArchived()
  ;({ items } = archived)
})

afterAll(() => archived.remove())

const options = { initAutomerge: initAutomergeInNode, now: testNow }

test('AV400 the export has her photo as it was taken, and says which are not there or are something else', async () => {
  const archive = must(await openCopy(items))
  const sealed = new Map<string, Bytes>()
  expect(copyBlobs(join(archived.folder, 'relay.db'), undefined, (blob, bytes) => sealed.set(blob, bytes))).toBe(1)
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
  expect(whole.html).toContain('<img src="photo-1.jpg" alt="Left shin, healing">')
  expect(whole.html).toMatch(/content-security-policy" content="default-src 'none'; .*img-src 'self' file:"/)
  const olives = await exportPhotos(archive, olive.personId, (blob) => sealed.get(blob))
  expect([olives.files.size, olives.faults]).toEqual([0, []])
})

test('AV360 two doses written apart both stand in the export, each with who wrote it, when, when the server had it, and why', async () => {
  const archive = must(await openCopy(items))
  const team = Object.values(archive.chains.team()!.devices)
  const ofName = (name: string) => team.find(({ member }) => member === idOf(name))!.keys.device
  const [aisha, ben] = [ofName('Aisha Rahman'), ofName('Ben Okafor')]
  const template = archive.changes.find(({ chain }) => chain.about === doreen.personId)!
  const doc = docIdOf('medicines', doreen.personId)
  const of = (author: DeviceId, made: A.Doc<MedicinesDoc>, storedAt = testNow): ArchivedChange => ({
    ...template,
    storedAt,
    entry: { ...template.entry, header: { ...template.entry.header, author, doc } },
    payload: A.getLastLocalChange(made) as Bytes,
  })
  const id = '01'.repeat(16)
  const begun = must(writeMedicine(newDocument('medicines', aisha), id, carbocisteine))
  const dosed = (device: DeviceId, name: string, dose: string, hours: number) => {
    const by = { memberId: idOf<string>(name), name, role: 'nurse', face: '' }
    const edit = { by, at: testNow, reason: `as ${name} saw it` }
    const made = must(changeMedicine(A.load(A.save(begun), { actor: device }), id, { dose }, edit))
    return of(device, made, (testNow + hours * 60 * 60_000) as Instant)
  }
  const apart = [of(aisha, begun), dosed(aisha, 'Aisha Rahman', '250 mg', 1), dosed(ben, 'Ben Okafor', '750 mg', 2)]
  const { html } = await exportPerson({ ...archive, changes: [...archive.changes, ...apart] }, doreen.personId, {
    initAutomerge: initAutomergeInNode,
    now: testNow,
  })
  expect(html).toContain('250 mg or 750 mg')
  const side = (name: string, dose: string, hours: number) =>
    new RegExp(
      `<dt>Written by</dt><dd>${name}, nurse</dd>.*?<dt>Written</dt><dd>\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d</dd>.*?<dt>Arrived at the server</dt><dd>${dayAndTime((testNow + hours * 60 * 60_000) as Instant)}</dd>.*?as ${name} saw it.*?<dt>After</dt>.*?${dose}`,
      's',
    )
  expect(html).toMatch(side('Aisha Rahman', '250 mg', 1))
  expect(html).toMatch(side('Ben Okafor', '750 mg', 2))
})

test('AV220 whatever was typed into whatever field of a record stands in the export as words', async () => {
  const archive = must(await openCopy(items))
  const hers = archive.records.find(({ chain }) => chain.about === doreen.personId)!
  const naughty = Object.values(naughtyStrings).flatMap(naughtyRecords)
  const records = naughty.map((record) => ({ ...hers, record: { ...record, about: doreen.personId } }))
  const { html, raw } = await exportPerson({ ...archive, records: [...archive.records, ...records] }, doreen.personId, {
    initAutomerge: initAutomergeInNode,
    now: testNow,
  })
  expect(html.split('data-naughty').length).toBeGreaterThan(500)
  const tags = [...html.matchAll(/<[!/]?([a-z]\w*|!--|\?|!\[)[^>]*>/gi)].map(([, name]) => name!.toLowerCase())
  const known = 'doctype html meta title style body h1 h2 h3 h4 p ul ol li article dl dt dd div nav section a'.split(
    ' ',
  )
  expect([...new Set(tags)].filter((tag) => !known.includes(tag))).toEqual([])
  // Nothing is an attribute either: the page has these and no other.
  const attributed = html
    .match(/<\w+ [^>]*>/g)
    ?.filter((tag) => !/^<(html lang|meta|p class="(by|look)"|article|section id="[a-z]+"|a href="#[a-z]+")/.test(tag))
  expect(attributed).toEqual([])
  expect(JSON.parse(raw).length).toBeGreaterThan(naughty.length)
})

test('AV482 decisions have a section of their own, newest first, with why, who agreed, and what took their place', async () => {
  const archive = must(await openCopy(items))
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

test('AV600 the page calls everything as people do: no name of a field, no id, no time in figures', async () => {
  const archive = must(await openCopy(items))
  const { html } = await exportPerson(archive, doreen.personId, options)
  const body = html.slice(html.indexOf('<body>'))
  expect(body).not.toMatch(/[0-9a-f]{32}|\b1[5-9]\d{11}\b/)
  expect(body).not.toMatch(/<dt>[a-z]|<dt>[^<]*[a-z][A-Z]|undefined|\[object/)
  expect(body).toMatch(/<dt>NHS number<\/dt><dd>999 000 0018<\/dd>/)
  expect(body).toMatch(/<h3>Allergies<\/h3><article><h4>Penicillin<\/h4>.*?<dt>Recorded on<\/dt><dd>01-Jun-2026<\/dd>/s)
  expect(body).toContain('Standing in for a colleague: Aisha is ill')
  for (const [, id] of body.matchAll(/<a href="#([a-z]+)">/g)) expect(body).toContain(`<section id="${id}">`)
})

test('AV601 what family and the team wrote to each other stands apart, and the first lines say so before it is handed over', async () => {
  const archive = must(await openCopy(items))
  const hers = archive.records.find(({ chain, record }) => chain.kind === 'private' && record.type === 'next-step')!
  const jean = { role: 'family', member: idOf<MemberId>('Jean'), since: 0 } as (typeof hers.chain.devices)[DeviceId]
  const chain = { ...hers.chain, group: 'jeans' as GroupId, devices: { ['jean' as DeviceId]: jean } }
  const record = { ...hers.record, id: idOf<RecordId>('of Jean'), text: 'Said in confidence' } as typeof hers.record
  const { html } = await exportPerson(
    { ...archive, records: [...archive.records, { ...hers, chain, record }] },
    doreen.personId,
    options,
  )
  expect(html.slice(0, html.indexOf('<nav>'))).toContain('Before this is handed over: 1 entries at the end')
  const [before, apart] = html.split('<section id="others">')
  expect(before).not.toContain('Said in confidence')
  expect(apart).toMatch(/in a conversation of family with the team<\/p>.*Said in confidence/s)
  expect((await exportPerson(archive, doreen.personId, options)).html).not.toContain('Before this is handed over')
})

test('AV820 whoever is no staff stands in the export as what they are, beside what they call themselves', async () => {
  const archive = must(await openCopy(items))
  const hers = archive.records.find(({ record }) => record.type === 'note')!
  const { author } = hers.record
  const jean = { role: 'family', member: author.memberId, since: 0 } as (typeof hers.chain.devices)[DeviceId]
  const chain = { ...hers.chain, kind: 'circle', devices: { ['jean' as DeviceId]: jean } } as const
  const base = { ...hers.record, id: idOf<RecordId>('of Jean') }
  const said = { ...hers, chain, record: must(writeMessage({ text: 'Two of them', answers: null }, base)) }
  const { html } = await exportPerson({ ...archive, records: [...archive.records, said] }, doreen.personId, options)
  expect(html).toContain(`${author.name}, ${author.role} (family or friend), in the circle`)
  expect(html).toContain(`${author.name}, ${author.role}, in the record`)
})

test('AV602 what phones were shown stands once where it was sent again unchanged; what programs write is counted', async () => {
  const archive = must(await openCopy(items))
  const hers = archive.records.find(({ chain, record }) => chain.kind === 'private' && record.type === 'next-step')!
  const told = (name: string, minutes: number, next: boolean) => {
    const base = { ...hers.record, id: idOf<RecordId>(name), at: (testNow + minutes * 60_000) as Instant }
    const who = base.author
    const call = { who, from: testNow, to: testNow, anyTime: false }
    return { ...hers, record: must(writeSharedVisits({ next: next ? call : null, last: null }, base)) }
  }
  const receipt = must(writeReceipt({ stored: { ['a'.repeat(32)]: 4 }, seen: {} }, hers.record))
  const more = [
    told('one', 1, true),
    told('two', 2, true),
    told('three', 3, true),
    told('four', 4, false),
    { ...hers, record: receipt },
  ]
  const { html } = await exportPerson({ ...archive, records: [...archive.records, ...more] }, doreen.personId, options)
  const [, shown] = /<section id="shown">(.*?)<\/section>/s.exec(html) ?? []
  expect(shown?.match(/Sent again unchanged, 2 times\./g)).toHaveLength(1)
  expect(shown).toContain('No next visit.')
  const [, programs] = /<section id="programs">(.*?)<\/section>/s.exec(html) ?? []
  expect(programs).toMatch(/Signs that what was written had arrived .*: [^<]+, \d+, /)
})

test('AV603 who looked is listed by the day, each of staff once', async () => {
  const archive = must(await openCopy(items))
  const hers = archive.records.find(({ chain }) => chain.about === doreen.personId && chain.kind === 'care')!
  const looked = (name: string, days: number) => {
    const author = { ...hers.record.author, memberId: idOf<MemberId>(name), name, role: 'nurse' }
    const at = (testNow + days * 86_400_000) as Instant
    return must(writeView({ ...hers.record, id: idOf<RecordId>(`${name} ${days}`), at, author }))
  }
  const views = [looked('Nora Quinn', 0), looked('Nora Quinn', 0), looked('Ben Okafor', 0), looked('Nora Quinn', 1)]
  const lines = lookedLines(views)
  expect(lines.map((line) => line.replace(/^\d\d-[A-Z][a-z]{2}-\d{4}: /, ''))).toEqual([
    'Nora Quinn, nurse',
    'Nora Quinn, nurse; Ben Okafor, nurse',
  ])
  const records = [...archive.records, ...views.map((record) => ({ ...hers, record }))]
  const { html } = await exportPerson({ ...archive, records }, doreen.personId, options)
  expect(html).toContain(`<h2>Who looked at the record</h2><ul><li>${lines[0]}</li>`)
})

test('AV861 visits planned for her are in the export, called off or in doubt too, and nobody else’s', async () => {
  const archive = must(await openCopy(items))
  const aisha = Object.values(archive.chains.team()!.devices).find(({ member }) => member === idOf('Aisha Rahman'))!
  const { device } = aisha.keys
  const template = archive.records.find(({ chain }) => chain.kind === 'team')!
  const header = { ...template.entry.header, author: device, doc: docIdOf('diary', '2026-12-01') }
  const [first] = must(await openCopy(items)).changes
  const at = Date.parse('2026-11-20') as Instant
  const change = {
    ...first!,
    chain: template.chain,
    entry: { ...first!.entry, header: { ...header, writtenAt: at, kind: 'change' } },
  }
  const by = { memberId: idOf<string>('Aisha Rahman'), name: 'Aisha Rahman', role: 'nurse', face: '' }
  const visit = (personId: string, reason: string, from: string | null) => {
    const plan = {
      personId,
      reason,
      from,
      to: null,
      window: null,
      memberId: by.memberId,
      tag: null,
      order: 1,
      household: '',
    }
    return plan
  }
  const edit = { by, at: testNow, reason: 'She asked for it' }
  let diary = newDocument('diary', device)
  const ids = ['0a', '0b', '0c'].map((byte) => byte.repeat(16)) as [string, string, string]
  diary = must(planVisit(diary, ids[0], visit(doreen.personId, 'Dressing', '09:30'), edit))
  diary = must(planVisit(diary, ids[1], visit(doreen.personId, 'Bloods', null), edit))
  diary = must(planVisit(diary, ids[2], visit(olive.personId, 'Olive’s own visit', '10:00'), edit))
  diary = must(cancelVisit(diary, ids[1], { ...edit, reason: 'Done at the clinic' }))
  const planned = A.getAllChanges(diary)
    .slice(1)
    .map((payload) => ({ ...change, payload: payload as Bytes }) as ArchivedChange)
  const { html, raw } = await exportPerson(
    { ...archive, changes: [...archive.changes, ...planned] },
    doreen.personId,
    options,
  )
  const [, now] = /<section id="now">(.*?)<\/section>/s.exec(html) ?? []
  expect(now).toMatch(
    /<h3>Planned visits<\/h3><article><h4>01-Dec-2026, 09:30<\/h4>.*?<dd>Dressing<\/dd>.*?Aisha Rahman/s,
  )
  expect(now).toMatch(/<h4>01-Dec-2026, at any time \(called off\)<\/h4>.*?<dd>Bloods<\/dd>.*?Done at the clinic/s)
  expect(html + raw).not.toContain('Olive')
  expect(html).toContain('Nothing: all of it could be read.')
  expect(html).toContain('those of the planned visits are not')
})

test('AV862 what staff say of a conversation of family with the team stands apart with it', async () => {
  const archive = must(await openCopy(items))
  const hers = archive.records.find(({ chain }) => chain.kind === 'private')!
  const jean = { role: 'family', member: idOf<MemberId>('Jean'), since: 0 } as (typeof hers.chain.devices)[DeviceId]
  const group = idOf<GroupId>('group of Jean')
  const chain = { ...hers.chain, group, devices: { ['jean' as DeviceId]: jean } }
  const header = { ...hers.entry.header, doc: docIdOf('thread', group), kind: 'change' as const }
  const by = { memberId: idOf<string>('Aisha Rahman'), name: 'Aisha Rahman', role: 'nurse', face: '' }
  const input = { title: 'Jean is worried', priority: 'today' } as const
  const named = must(nameThread(newDocument('thread', header.author), input, { by, at: testNow }))
  const change = { entry: { ...hers.entry, header }, chain, payload: A.getLastLocalChange(named) } as ArchivedChange
  const { html } = await exportPerson({ ...archive, changes: [...archive.changes, change] }, doreen.personId, options)
  const [before, apart] = html.split('<section id="others">')
  expect(before).not.toContain('Jean')
  expect(before).toContain('Before this is handed over: 1 entries at the end')
  expect(apart).toContain('Jean is worried')
})

test('AV863 a change that no document takes, and what is amiss in the team’s own group, are told as not read', async () => {
  const archive = must(await openCopy(items))
  const change = archive.changes.find(({ chain }) => chain.about === doreen.personId)!
  const of = (doc: string, payload: Bytes): ArchivedChange => {
    const header = { ...change.entry.header, doc: doc as typeof change.entry.header.doc }
    return { ...change, payload, entry: { ...change.entry, header } }
  }
  const broken = [of(change.entry.header.doc, new Uint8Array([1, 2, 3]) as Bytes), of('ee'.repeat(32), change.payload)]
  const { group } = archive.chains.team()!
  const faults = [{ what: 'false-escrow', group, detail: 'epoch 0' }] as const
  const all = { ...archive, changes: [...archive.changes, ...broken], faults }
  const { html } = await exportPerson(all, doreen.personId, options)
  expect(html.slice(0, html.indexOf('<nav>'))).toContain('3 things could not be read: see the end.')
  const [, unread] = /<section id="unread">(.*?)<\/section>/s.exec(html) ?? []
  expect(unread).toContain('The archive’s copy of a key was not the key in use (epoch 0).')
  expect(unread).toContain(
    'An entry did not pass the checks and is not in here (a change of who it is about, allergies and alerts).',
  )
  expect(unread).toContain('An entry did not pass the checks and is not in here (a change of no known document).')
})
