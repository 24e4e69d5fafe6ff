/**
 * The wire does not change unnoticed. When this fails, either the change was not
 * meant, or it is a new version: then raise `protocolVersion`, give it a line in
 * version.ts, and add its hashes below. Before the first release, while nobody's
 * devices or relays hold data of a version, its hashes may be replaced.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bytesToHex } from '../lib/bytes.ts'
import { sha256 } from '../lib/hash.ts'
import { protocolVersion } from './version.ts'

interface Pin {
  readonly schema: string
  readonly parsers: string
}

const pinByVersion: Readonly<Record<number, Pin>> = {
  1: {
    schema: 'e703530f7d8bda33f683cb65fdb3c918d365be5f1e1876fa34ea7707186b18c4',
    parsers: '46bdc0288fa122d1472598f83376dc45c38c66428030b8e936b5a12d6c0a9dd4',
  },
}

const advice =
  'The wire changed. If that is meant: raise protocolVersion, add a line to version.ts and these hashes to version.test.ts; ' +
  'if not, undo it. A change of words or layout alone keeps the version and replaces the hash.'

const here = import.meta.dirname
/** version.ts is left out: it is what changes with the number. */
const parserFiles = readdirSync(here)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'version.ts')
  .toSorted()

function hashOf(...names: readonly string[]): string {
  return bytesToHex(sha256(...names.map((name) => new Uint8Array(readFileSync(join(here, name))))))
}

test('PR23 the schema and the parsers are those of this version', () => {
  expect(parserFiles.length).toBeGreaterThan(10)
  const found: Pin = { schema: hashOf('protocol.cddl'), parsers: hashOf(...parserFiles) }
  expect(found, advice).toEqual(pinByVersion[protocolVersion])
})
