/**
 * Writes a brotli and a gzip copy beside each file of the build that gains from
 * it, so that the relay sends the 3.6 MB of WebAssembly as 0.8 MB and spends no
 * time on it. Fonts and pictures are compressed already.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { filesBelow } from './files.ts'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

const gains = /\.(js|css|html|wasm|svg|json|webmanifest)$/

async function compress(path: string): Promise<void> {
  const bytes = readFileSync(path)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  const [br, gz] = await Promise.all([brotli(bytes, { params }), gzipped(bytes, { level: 9 })])
  if (br.length < bytes.length) writeFileSync(`${path}.br`, br)
  if (gz.length < bytes.length) writeFileSync(`${path}.gz`, gz)
}

/** Returns how many files were compressed. A copy that is no smaller is not written. */
export async function precompress(folder: string): Promise<number> {
  const paths = filesBelow(folder)
    .filter((file) => gains.test(file))
    .map((file) => join(folder, file))
  // The WebAssembly takes as long as all the rest: it begins first, and the rest goes beside it.
  const largestFirst = paths.toSorted((a, b) => statSync(b).size - statSync(a).size)
  await Promise.all(largestFirst.map(compress))
  return paths.length
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '../dist/client')
  const count = await precompress(folder)
  const total = filesBelow(folder)
    .filter((file) => file.endsWith('.br'))
    .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
  console.log(`${count} files compressed, ${(total / 1e6).toFixed(2)} MB as brotli`)
  if (count === 0) throw new Error(`nothing to compress in ${folder}`)
}
