/** What is run by hand after the relay's file was put back, or lost. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { createSqliteEntryStore } from '../entry-store/entry-store.sqlite.ts'
import { createTestRelay, words } from '../testing/test-relay.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-test-'))
  return () => rm(folder, { recursive: true, force: true })
})

const openStore = () =>
  createSqliteEntryStore({
    path: join(folder, 'relay.db'),
    quota: { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e9 },
    now: () => Date.now() as Instant,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
  })

function cli(...args: readonly string[]) {
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, '..', 'cli.ts'), ...args, folder], {
    encoding: 'utf8',
  })
  return { status, stdout }
}

test('RT122 restored gives every space another generation, and leaves what it holds', async () => {
  const made = createTestSpace()
  const store = openStore()
  const relay = createTestRelay({ store })
  await relay.grow(made.space, made.controls)
  const before = await store.spaceHead(made.space)
  await store.close()
  expect(cli('restored').stdout).toContain('1 spaces will be read from the start')
  const again = openStore()
  const after = await again.spaceHead(made.space)
  expect(after?.head).toBe(before?.head)
  expect(after?.generation).not.toEqual(before?.generation)
  await again.close()
  await rm(join(folder, 'relay.db'))
  expect(cli('restored').status).toBe(1)
})

test('RT122 take-back lets one lost space be founded again by its own genesis, and nothing else', async () => {
  const made = createTestSpace('lost')
  const other = createTestSpace('other')
  const founding = { type: 'by-link' } as const
  const closed = openStore()
  const refused = await createTestRelay({ founding, store: closed }).grow(made.space, made.controls)
  expect(words(refused)[0]).toBe('unknown-or-forbidden')
  await closed.close()
  expect(cli('take-back', 'mill-lane').status).toBe(1)
  expect(cli('take-back', made.space).status).toBe(0)
  const store = openStore()
  const now = createTestRelay({ founding, store })
  // The relay of this test has a clock of its own, which stands before the 72 hours end.
  expect(words(await now.grow(other.space, other.controls))[0]).toBe('unknown-or-forbidden')
  expect(new Set(words(await now.grow(made.space, made.controls)))).toEqual(new Set(['stored']))
  await store.close()
})
