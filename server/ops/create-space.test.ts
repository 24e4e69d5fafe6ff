/** The first administrator's link, with the relay running beside it. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Bytes, bytesToBase64Url, bytesToHex } from '../../shared/lib/bytes.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { parseAppendResults } from '../../shared/protocol/append.ts'
import { encodeControlAppend } from '../../shared/protocol/control-append.ts'
import { foundingHeader, parseFoundingFragment } from '../../shared/protocol/founding-link.ts'
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
