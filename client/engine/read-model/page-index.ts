/**
 * Which page a row lies on. Pages are named by the first bits of their rows'
 * hashes; one that grows over its limit is split by the next bit, so a write
 * seals one small page again however many rows there are. SHA-256, because
 * others choose the ids of what they write, and must not be able to choose the
 * page.
 */
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { sha256 } from '../../../shared/lib/hash.ts'

export const rowsPerPage = 64
const deepest = 64

/** 64 times '0' or '1'. */
function hashBits(id: string): string {
  return [...sha256(utf8ToBytes(id)).subarray(0, deepest / 8)]
    .map((value) => value.toString(2).padStart(8, '0'))
    .join('')
}

/** The one of `prefixes` that the id's bits start with; undefined when there is no page yet. */
export function pageFor(prefixes: ReadonlySet<string>, id: string): string | undefined {
  if (prefixes.size === 0) return undefined
  if (prefixes.has('')) return ''
  const bits = hashBits(id)
  for (let length = 0; length <= bits.length; length++) {
    const prefix = bits.slice(0, length)
    if (prefixes.has(prefix)) return prefix
  }
  return undefined
}

/** `prefix` split until no part is over the limit: the parts that have rows, or lie beside one that has. */
export function splitPage(prefix: string, ids: readonly string[]): ReadonlyMap<string, readonly string[]> {
  if (ids.length <= rowsPerPage) return new Map([[prefix, ids]])
  return splitByBits(prefix, ids, new Map(ids.map((id) => [id, hashBits(id)])))
}

function splitByBits(
  prefix: string,
  ids: readonly string[],
  bits: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  if (ids.length <= rowsPerPage || prefix.length >= deepest) return new Map([[prefix, ids]])
  const isOne = (id: string) => bits.get(id)![prefix.length] === '1'
  return new Map([
    ...splitByBits(
      `${prefix}0`,
      ids.filter((id) => !isOne(id)),
      bits,
    ),
    ...splitByBits(`${prefix}1`, ids.filter(isOne), bits),
  ])
}
