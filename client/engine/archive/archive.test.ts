/** AV3 to AV6: a real relay's file after its neighbourhood has lost every device. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, GroupId, Instant, SpaceId } from '../../../shared/lib/ids.ts'
import { zeroHash } from '../../../shared/lib/ids.ts'
import { applyControl } from '../../../shared/membership/chain.ts'
import { encodeControl, spaceIdOf } from '../../../shared/protocol/control.ts'
import type { PullItem } from '../../../shared/protocol/pull.ts'
import { createTestDevice, seededBytes } from '../../../shared/testing/test-device.ts'
import { signControl } from '../../../shared/testing/test-envelopes.ts'
import { createTestSpace, epochControl, genesisControl, testNow } from '../../../shared/testing/test-space.ts'
import { demoArchiveSeed, openArchiveKit } from '../membership/archive-kit.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { createSystemRandom } from '../platform/random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { type Archived, openCopy, startArchived } from '../testing/archived-neighbourhood.ts'
import { doreen, must } from '../testing/neighbourhood.ts'
import { drillOf } from './drill.ts'
import { exportPerson, findPeople } from './export-person.ts'
import { readKitHistory } from './kit-history.ts'
import { listOpenings } from './list-openings.ts'
import { joinShares, readShare, splitSeed } from './shares.ts'

let archived: Archived
let items: Archived['items']

beforeAll(async () => {
  archived = await startArchived()
  ;({ items } = archived)
})

afterAll(() => archived.remove())

test('KR340 no key of any group is in a file of the relay, in whatever form', async () => {
  const names = await readdir(archived.folder, { recursive: true, withFileTypes: true })
  const paths = names.filter((each) => each.isFile()).map(({ name, parentPath }) => join(parentPath, name))
  const files = await Promise.all(paths.map((path) => readFile(path)))
  const has = (bytes: Uint8Array, within: readonly Buffer[] = files) =>
    formsOf(Buffer.from(bytes)).some((form) => within.some((file) => file.includes(form)))
  // What is there in clear is found, and so is a key in any of its forms.
  const { chains, space } = must(await openCopy(items))
  expect(has(Buffer.from(space, 'hex'))).toBe(true)
  const some = Buffer.from(archived.groupKeys[0]!)
  for (const form of [some, some.toString('hex'), some.toString('hex').toUpperCase()])
    expect(has(some, [Buffer.concat([Buffer.from('x'), Buffer.from(form)])])).toBe(true)
  for (const before of ['', 'x', 'xy', 'xyz']) {
    const within = Buffer.concat([Buffer.from(before), some, Buffer.from('z')])
    for (const form of ['base64', 'base64url'] as const)
      expect(has(some, [Buffer.from(within.toString(form))])).toBe(true)
  }
  // Of every epoch of every group there is.
  const epochs = chains.all().reduce((count, chain) => count + chain.epochs.length, 0)
  expect(archived.groupKeys).toHaveLength(epochs)
  for (const key of archived.groupKeys) expect(has(key)).toBe(false)
})

/** As it is, in letters, and in base64 whatever stands before it. */
function formsOf(bytes: Buffer): readonly (string | Buffer)[] {
  const hex = bytes.toString('hex')
  const based = [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes])
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6)]
    return (['base64', 'base64url'] as const).map((form) => padded.toString(form).slice(from, to))
  })
  return [bytes, hex, hex.toUpperCase(), ...based]
}

test('AV3 a team whose kit is public has no history of kits to hold an export against', async () => {
  const deps = { store: createMemoryDeviceStore(), clock: { now: () => testNow }, random: createSystemRandom() }
  expect(await readKitHistory(deps, items)).toEqual({ ok: false, error: 'no-kit' })
  expect(await readKitHistory(deps, [])).toEqual({ ok: false, error: 'empty' })
})

test('AV382 the drill opens every key, and says which did not', async () => {
  const archive = must(await openCopy(items, demoArchiveSeed))
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
  const archive = must(await openCopy(items, must(await joinShares(shares[2]!, shares[0]!))))
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

test('AV3 a changed or missing entry is said, never silently left out; another kit opens nothing', async () => {
  expect(await openCopy(items, new Uint8Array(32).fill(1))).toEqual({ ok: false, error: 'other-kit' })
  expect(await openCopy([])).toEqual({ ok: false, error: 'empty' })
  const entries = items.filter((item) => item.type === 'entry')
  const last = entries.at(-1)!
  const bent = items.map((item) =>
    item === last ? { ...last, bytes: last.bytes.with(-1, last.bytes.at(-1)! ^ 1) as Bytes } : item,
  )
  expect(must(await openCopy(bent)).faults.map(({ what }) => what)).toContain('refused')
  const readable = must(await openCopy(items)).records
  const first = readable.find(
    ({ entry }) => entry.header.seq === 0 && readable.some((other) => other.entry.header.prev === entry.id),
  )!
  const holed = items.filter((item) => item.type !== 'entry' || Buffer.compare(item.bytes, first.entry.bytes) !== 0)
  expect(must(await openCopy(holed)).faults.map(({ what }) => what)).toContain('waits')
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
  const opened = must(await openCopy(made))
  expect(opened.faults.map(({ detail, what }) => `${what} ${detail}`)).toEqual([
    'false-escrow epoch 0',
    'no-key epoch 0',
  ])
  expect(
    (
      await openCopy(
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
  const lines = listOpenings(must(await openCopy(items)))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^Ben Okafor opened Doreen Ashworth: cover, until .+; “Aisha is ill”$/)
})
