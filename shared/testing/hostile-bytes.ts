/**
 * What somebody who wants a reader to fall over would send: CBOR that is deep,
 * or claims more than it holds, or says the same in another form, and text that
 * is long or deep. None is longer than the largest entry.
 */
import { type Bytes, concatBytes } from '../lib/bytes.ts'

const most = 65_536

function repeated(unit: readonly number[], length = most): Bytes {
  return Uint8Array.from({ length: length - (length % unit.length) }, (_, i) => unit[i % unit.length]!)
}

const after = (head: readonly number[], rest: Uint8Array = new Uint8Array(0)) =>
  concatBytes(Uint8Array.from(head), rest)

export const hostileBytes: Readonly<Record<string, Bytes>> = {
  nothing: new Uint8Array(0),
  zeros: repeated([0]),
  'arrays in arrays': repeated([0x81]),
  'wide arrays in wide arrays': repeated([0x9a, 0, 0, 0xff, 0xff]),
  'maps in maps': repeated([0xa1, 0x61, 0x61]),
  'tags on tags': repeated([0xc6]),
  'byte strings without end in each other': repeated([0x5f]),
  'an array without end': repeated([0x9f, 0x00]),
  'an array that says it has 2^53 items': after([0x9b, 0, 0x20, 0, 0, 0, 0, 0, 0], repeated([0], 60_000)),
  'an array that says it has 2^64-1 items': after([0x9b, ...Array<number>(8).fill(0xff)]),
  'bytes that say they are 4 GiB': after([0x5a, 0xff, 0xff, 0xff, 0xff], repeated([1], 60_000)),
  'text that says it is 2^53 long': after([0x7b, 0, 0x20, 0, 0, 0, 0, 0, 0]),
  'a map that says it has 2^32-1 keys': after([0xba, 0xff, 0xff, 0xff, 0xff], repeated([0x60, 0], 60_000)),
  'an array of 65,000 empty arrays': after([0x99, 0xfd, 0xe8], repeated([0x80], 65_000)),
  'an array of 65,000 empty maps': after([0x99, 0xfd, 0xe8], repeated([0xa0], 65_000)),
  'an array of 65,000 empty texts': after([0x99, 0xfd, 0xe8], repeated([0x60], 65_000)),
  'a map that sets what objects are made of': after([0xa1, 0x69, ...new TextEncoder().encode('__proto__'), 0xa0]),
  'floats that are no numbers': repeated([0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0]),
  'text that is not UTF-8': after([0x79, 0xea, 0x60], repeated([0xff], 60_000)),
  'what unpacks to more than itself': repeated([0x63, 0x60, 0x18, 0x05]),
}

export const hostileTexts: Readonly<Record<string, string>> = {
  nothing: '',
  'a letter, a million times': 'a'.repeat(1_000_000),
  'a digit, a million times': '9'.repeat(1_000_000),
  spaces: ' '.repeat(1_000_000),
  'arrays in arrays': '['.repeat(100_000),
  'whole arrays in arrays': '['.repeat(5_000) + ']'.repeat(5_000),
  'objects in objects': '{"a":'.repeat(50_000),
  'an object that sets what objects are made of': '{"__proto__":{"isAdmin":true},"constructor":1}',
  'a link of nothing but a secret': `#j=${'A'.repeat(100_000)}`,
  'half a letter of an emoji': '\ud800'.repeat(1_000),
  'letters that turn around': '\u202e\u0000\u2066'.repeat(1_000),
  percents: '%'.repeat(100_000),
}
