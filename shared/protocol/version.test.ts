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
    schema: '7f0428af8bad2287f3888835baec14a9fdd8759c11088e94d1e05a78fc145064',
    parsers: '26eed80d33c445691a5f8571e925b022a7947f6cda1fe1ade85aa5b87949bfae',
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
