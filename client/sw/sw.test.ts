import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const client = join(import.meta.dirname, '..')

/** What a file needs when it runs: imports of types alone are gone by then. */
function importsOf(code: string): readonly string[] {
  const withoutTypes = code.replaceAll(/^(im|ex)port type [^;]*?from '[^']+'$/gm, '')
  return [...withoutTypes.matchAll(/(?:\bfrom|\bimport) ?\(?'([^']+)'/g)].map((match) => match[1] ?? '')
}

/** Every file and package behind the service worker. */
function everythingBehind(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const waiting = [root]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue
    const isOurs = file.startsWith('/')
    const code = isOurs ? readFileSync(file, 'utf8') : ''
    found.set(file, code)
    const folder = dirname(file)
    waiting.push(...importsOf(code).map((path) => (path.startsWith('.') ? join(folder, path) : path)))
  }
  return found
}

test('SW4 nothing behind the worker could hold a key or open a record', () => {
  const behind = everythingBehind(join(import.meta.dirname, 'sw.ts'))
  const files = [...behind.keys()].map((file) => (file.startsWith('/') ? relative(client, file) : file))
  expect(files).toContain('engine/sync/push.ts')
  expect(files.filter((file) => /crypto|keyring|vault|sealed|engine\/membership|domain|\/ui\//.test(file))).toEqual([])
  const packages = files.filter((file) => !file.endsWith('.ts')).filter((name) => !name.startsWith('workbox-'))
  expect(packages.sort()).toEqual(
    ['@noble/curves/ed25519.js', '@noble/hashes/sha2.js', 'cborg', 'dexie', 'valibot'].filter((name) =>
      packages.includes(name),
    ),
  )
  // A module loaded later would be none of the worker's own file, and it would not start.
  const late = [...behind].filter(([, code]) => /\bimport\(/.test(code)).map(([file]) => relative(client, file))
  expect(late).toEqual([])
  const secretive = [...behind].filter(([, code]) => /crypto\.subtle|getRandomValues|decrypt/.test(code))
  expect(secretive.map(([file]) => relative(client, file))).toEqual(['../shared/protocol/signature.ts'])
  const [, verifier = ''] = secretive[0] ?? []
  expect(verifier.match(/crypto\.subtle\.\w+/g)).toEqual(['crypto.subtle.importKey', 'crypto.subtle.verify'])
})
