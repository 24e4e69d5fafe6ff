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
    schema: '5d7392432658a1f68f7615e31e4f9b0f6e6d0e5349e6fc176be774a56147c74d',
    parsers: '7688d61e450ccfff2c2e83c3010c83dc7aabb1479d0c0a62d12c3a708dd79735',
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
