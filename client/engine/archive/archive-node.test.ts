/** The archive as somebody runs it by hand. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copySpace } from '../../../server/ops/copy-space.ts'
import { type Bytes, concatBytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { createPullParser, encodePullItem } from '../../../shared/protocol/pull.ts'
import { seededBytes } from '../../../shared/testing/test-device.ts'
import { demoArchiveSeed } from '../membership/archive-kit.ts'
import { type Archived, startArchived } from '../testing/archived-neighbourhood.ts'
import { createFoundedPlace, sheetsOf } from '../testing/founded-team.ts'
import { doreen, must, sync } from '../testing/neighbourhood.ts'
import { seedLength, splitSeed } from './shares.ts'

const script = join(import.meta.dirname, '../archive.node.ts')
let folder: string
let archived: Archived
let whole: Bytes

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'doorstep-copy-'))
  archived = await startArchived()
  whole = copySpace(join(archived.folder, 'relay.db'))!
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await archived.remove()
})

/** Two of the sheets, typed one after the other. */
async function typed(seed = demoArchiveSeed): Promise<string> {
  const [first, , third] = await splitSeed(seed)
  return `${first}\n${third}\n`
}

function run(args: readonly string[], input = '') {
  const { status, stdout } = spawnSync(process.execPath, [script, ...args], { input, encoding: 'utf8' })
  return { status, said: stdout }
}

function copyOf(bytes: Bytes): string {
  const file = join(folder, 'copy.bin')
  writeFileSync(file, bytes)
  return file
}

test('AV604 shares that are pasted at once are both read; where the input ends early it is said, and it fails', async () => {
  const shares = await typed()
  expect(run(['check-kit'], shares)).toEqual({ status: 0, said: expect.stringMatching(/Signing key [0-9a-f]{64}/) })
  const half = run(['check-kit'], shares.slice(0, shares.indexOf('\n') + 1))
  expect(half).toEqual({ status: 1, said: expect.stringContaining('Nothing more was typed.') })
})

test('AV780 a copy that is cut short or damaged is opened by no command, which says what to do', () => {
  function kitsOf(copy: Bytes): string {
    const { said, status } = run(['kits', copyOf(copy)])
    expect(status).toBe(1)
    return said
  }
  const [head, serverTime] = [0 as Arrival, 0 as Instant]
  const start = encodePullItem({ type: 'start', generation: new Uint8Array(16), head, serverTime })
  const end = encodePullItem({ type: 'end', cursor: head, more: false })
  expect(kitsOf(start)).toContain('This copy is not whole: its end is missing. Make another one')
  expect(kitsOf(concatBytes(start, end.subarray(0, -1)))).toContain('not whole')
  expect(kitsOf(concatBytes(start, new Uint8Array([0, 0, 0, 1, 255]), end))).toMatch(/This copy is (damaged|not whole)/)
  expect(kitsOf(concatBytes(start, end))).toContain('There is nothing in this copy.')
})

test('AV1068 a kit counts as made when two of its own sheets were typed off the paper, and no command is guessed at', async () => {
  const sheets = join(folder, 'sheets.html')
  const made = run(['make-kit', 'Elm Street', sheets], await typed(seededBytes('another kit', seedLength)))
  expect(made).toEqual({ status: 1, said: expect.stringContaining('These are sheets of another kit.') })
  expect(made.said).not.toContain('Archive key')
  expect(run(['export', sheets, 'Doreen'])).toEqual({
    status: 1,
    said: expect.stringContaining('Usage: make-kit NAME'),
  })
})

test('AV1068 one person is exported, by a name that is hers alone; what was changed afterwards is no longer hers, and says so', async () => {
  const [copy, shares, out] = [copyOf(whole), await typed(), join(folder, 'export')]
  const several = run(['export', copy, '99900000', out], shares)
  expect(several).toEqual({ status: 1, said: expect.stringMatching(/Several: .*; .*Use the NHS number\./) })
  expect(existsSync(out)).toBe(false)
  const made = run(['export', copy, doreen.nhsNumber, out], shares)
  expect(made).toEqual({ status: 0, said: expect.stringContaining(`are in ${out}, signed.`) })
  const key = /verify FOLDER ([0-9a-f]{64})/.exec(made.said)?.[1] ?? ''
  const page = join(out, 'record.html')
  writeFileSync(page, readFileSync(page, 'utf8').replace('Penicillin', 'Nothing'))
  const after = run(['verify', out, key])
  expect(after).toEqual({ status: 1, said: expect.stringContaining('record.html') })
})

test('AV382 the drill of a copy in which one byte is another ends with failure and says what is wrong', async () => {
  const items = must(createPullParser().push(whole))
  const last = items.findLastIndex(({ type }) => type === 'entry')
  const changed = items.map((item, at) =>
    encodePullItem(
      at === last && item.type === 'entry' ? { ...item, bytes: item.bytes.with(-1, item.bytes.at(-1)! ^ 1) } : item,
    ),
  )
  const bad = run(['drill', copyOf(concatBytes(...changed))], await typed())
  expect(bad).toEqual({ status: 1, said: expect.stringContaining('Not all is as it should be: 1 fault') })
})

test('AV130 of a team with a kit of its own nothing is exported that two administrators did not agree to', async () => {
  const place = await createFoundedPlace()
  const lena = await place.found()
  const [one, two] = await sheetsOf(lena)
  expect(await lena.kitAct({ type: 'give-back', sheets: [one, two] })).toEqual({ type: 'kept' })
  await place.letIn(lena, 'admin', 'Ben Okoro')
  must(await lena.admin.ensurePeople([doreen]))
  await sync(lena)
  const { chains, own } = lena.admin.session()!.device
  const groups = new Set<GroupId>(chains.groups())
  const all = { contents: groups, chains: groups, recipients: new Set<never>() }
  const { items } = await place.memory.relay.store.read(own.space, 0 as Arrival, all, { items: 9_999, bytes: 9e6 })
  const entries = items.flatMap((item) => (item.type === 'entry' ? encodePullItem(item) : []))
  const [head, serverTime] = [items.at(-1)!.arrival, 0 as Instant]
  const start = encodePullItem({ type: 'start', generation: new Uint8Array(16), head, serverTime })
  const copy = copyOf(concatBytes(start, ...entries, encodePullItem({ type: 'end', cursor: head, more: false })))
  const out = join(folder, 'not agreed')
  const { said, status } = run(['export', copy, 'Doreen', out], `${one}\n${two}\n`)
  expect([status, said]).toEqual([1, expect.stringContaining('two administrators have not agreed to an export of')])
  expect(existsSync(out)).toBe(false)
  await place.close()
})
