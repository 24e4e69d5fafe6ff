import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { utf8ToBytes } from '../../shared/lib/bytes.ts'
import { createSignatureVerifier } from '../../shared/protocol/signature.ts'
import { openRelayKey } from './relay-key.ts'

const folderOf = () => mkdtempSync(join(tmpdir(), 'relay-key-'))

test('RT144 the relay’s key is made once, signs, and is readable by its own user alone', async () => {
  const folder = folderOf()
  const key = openRelayKey(folder)
  const message = utf8ToBytes('so far')
  const verifier = createSignatureVerifier()
  expect(await verifier.verify(key.publicKey, message, key.sign(message))).toBe(true)
  expect(await verifier.verify(key.publicKey, utf8ToBytes('further'), key.sign(message))).toBe(false)
  expect(statSync(join(folder, 'relay.key')).mode & 0o777).toBe(0o600)
  expect(openRelayKey(folder).publicKey).toEqual(key.publicKey)
  expect(openRelayKey(folderOf()).publicKey).not.toEqual(key.publicKey)
})

test('RT144 a key others can read, and a file that holds none, are a plain sentence and no start', () => {
  const folder = folderOf()
  openRelayKey(folder)
  const path = join(folder, 'relay.key')
  const before = readFileSync(path)
  chmodSync(path, 0o640)
  expect(() => openRelayKey(folder)).toThrow(/can be read by other users/)
  expect(readFileSync(path)).toEqual(before)
  chmodSync(path, 0o600)
  writeFileSync(path, 'no key')
  expect(() => openRelayKey(folder)).toThrow(/does not hold the relay's key/)
})
