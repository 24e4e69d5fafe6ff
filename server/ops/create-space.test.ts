/** The first administrator's link, with the relay running beside it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Bytes, bytesToBase64Url, bytesToHex } from '../../shared/lib/bytes.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { parseAppendResults } from '../../shared/protocol/append.ts'
import { encodeControlAppend } from '../../shared/protocol/control-append.ts'
import { foundingHeader, parseFoundingFragment } from '../../shared/protocol/founding-link.ts'
import { parseRecoveryFragment } from '../../shared/protocol/recovery-link.ts'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { openRelayKey } from '../audit/relay-key.ts'
import { createSqliteEntryStore } from '../entry-store/entry-store.sqlite.ts'
import { startRelay } from '../start-relay.ts'
import { createFoundingLink, linkHoldsMs } from './create-space.ts'

const machine = {
  now: () => Date.now() as Instant,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
}

test('RT80 RT15 a running relay takes the link at once, founds one space for it, and its files hold no secret', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'founding-'))
  const relay = await startRelay({ port: 0, dataDir, founding: { type: 'by-link' } })
  const address = 'https://doorstep.example'
  const path = join(dataDir, 'relay.db')
  const quota = { groupBytes: 0, spaceBytes: 0, quarantineBytes: 0 }
  const store = createSqliteEntryStore({ ...machine, path, quota })
  const link = await createFoundingLink(
    { ...machine, mailbox: store, relayKey: openRelayKey(dataDir).publicKey },
    address,
  )
  await store.close()
  expect(link.startsWith(`${address}/join#`)).toBe(true)
  const read = parseFoundingFragment(new URL(link).hash)
  if (!read.ok) throw new Error('the link cannot be read')
  const { expiresAt, secret } = read.value
  expect(Math.abs(expiresAt - Date.now() - linkHoldsMs)).toBeLessThan(60_000)

  async function found(name: string, shown?: string): Promise<readonly string[]> {
    const { controls, space } = createTestSpace(name, { peopled: false })
    const response = await fetch(`${relay.url}/v1/spaces/${space}/control`, {
      method: 'POST',
      headers: { 'content-type': 'application/cbor', ...(shown === undefined ? {} : { [foundingHeader]: shown }) },
      body: encodeControlAppend(controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes }))) as BodyInit,
    })
    const results = parseAppendResults(new Uint8Array(await response.arrayBuffer()))
    return results.ok ? results.value.map(({ type }) => type) : [results.error.detail]
  }

  const shown = bytesToBase64Url(secret)
  expect(await found('one')).toEqual(['refused', 'refused'])
  expect(await found('one', shown)).toEqual(['stored', 'stored'])
  expect(await found('two', shown)).toEqual(['refused', 'refused'])
  expect(await found('one', shown)).toEqual(['duplicate', 'duplicate'])
  const kept = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name)))
  for (const form of [Buffer.from(secret), Buffer.from(shown), Buffer.from(bytesToHex(secret as Bytes))])
    expect(kept.some((bytes) => bytes.includes(form))).toBe(false)
  await relay.stop()
})

test('RT130 recover-space prints a link for the one space there is, or for the one that is named, and keeps no secret', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'recovering-'))
  const cli = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['server/cli.ts', 'recover-space', 'https://doorstep.example', dataDir, ...args], {
      cwd: join(import.meta.dirname, '../..'),
      encoding: 'utf8',
    })
  expect(cli().status).toBe(1)
  const relay = await startRelay({ port: 0, dataDir })
  const spaces = ['one', 'two'].map((name) => createTestSpace(name, { peopled: false }))
  const post = async ({ controls, space }: (typeof spaces)[number]) => {
    const body = encodeControlAppend(controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes })))
    const headers = { 'content-type': 'application/cbor' }
    await fetch(`${relay.url}/v1/spaces/${space}/control`, { method: 'POST', headers, body: body as BodyInit })
  }
  const linkIn = (printed: string) => printed.split('\n').find((line) => line.startsWith('https://')) ?? ''
  await post(spaces[0]!)
  const link = linkIn(cli().stdout)
  const read = parseRecoveryFragment(new URL(link).hash)
  if (!read.ok) throw new Error('the link cannot be read')
  expect(read.value.space).toBe(spaces[0]!.space)
  await post(spaces[1]!)
  expect(cli()).toMatchObject({ status: 1, stdout: expect.stringContaining(spaces[1]!.space) })
  const named = parseRecoveryFragment(new URL(linkIn(cli(spaces[1]!.space).stdout)).hash)
  expect(named.ok && named.value.space).toBe(spaces[1]!.space)
  await relay.stop()
  const kept = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name)))
  expect(kept.some((bytes) => bytes.includes(Buffer.from(read.value.secret)))).toBe(false)
})
