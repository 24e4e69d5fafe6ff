/** The pieces by themselves: each refuses whatever it would not write. */
import { expect, test } from 'vitest'
import { latestInstant } from '../lib/ids.ts'
import {
  bool,
  bytesOf,
  bytesUpTo,
  checked,
  encodeField,
  type Field,
  idOf,
  instant,
  listOf,
  numbered,
  row,
  tagged,
  textUpTo,
  uint,
  wordOf,
} from './fields.ts'

type Shape = { readonly type: 'round'; readonly size: number } | { readonly type: 'none' }

const bytes = (length: number) => new Uint8Array(length)
const small = uint(9, 2)
const shape = tagged<Shape>({ round: 1, none: 2 }, { round: row({ size: small }), none: row({}) })
const even = checked(uint(), (value) => (value % 2 === 0 ? undefined : 'odd'))

const pieces: readonly [
  string,
  Pick<Field<unknown>, 'read'> & { readonly write: (value: never) => unknown },
  readonly unknown[],
  readonly unknown[],
][] = [
  ['a number', small, [2, 9], [1, 10, 2.5, '2', 2n, null, [2]]],
  ['an instant', instant, [0, latestInstant], [-1, latestInstant + 1]],
  ['yes or no', bool, [true, false], [0, 1, null, 'true']],
  ['bytes of a length', bytesOf(2, 4), [bytes(2), bytes(4)], [bytes(3), bytes(0), 'ab', [0, 0]]],
  ['bytes up to a length', bytesUpTo(3, 1), [bytes(1), bytes(3)], [bytes(0), bytes(4), 'ab', [0]]],
  ['an id', idOf(16), [bytes(16)], [bytes(15), bytes(17), bytes(32), 'a'.repeat(16)]],
  ['text', textUpTo(3, 1), ['a', 'abc'], ['', 'abcd', bytes(2), 12, null]],
  ['a named number', numbered({ one: 1 }), [1], [0, 2, 'one', '1']],
  ['a word', wordOf(['yes']), ['yes'], ['no', 'toString', 0]],
  ['a list', listOf(small, 2, 1), [[2], [2, 9]], [[], [2, 2, 2], [2, 1], bytes(2), '23', 2]],
  ['a row', row({ size: small }, [7]), [[7, 2]], [[8, 2], [2], [7], [7, 2, 2], [7, 1], { 0: 7, 1: 2 }]],
  ['one of several', shape, [[1, 2], [2]], [[], [3], [1], [2, 2], [1, 1], { 0: 2 }, null]],
  ['what is checked', even, [0, 2], [1, 3, '2']],
]

test.each(pieces)('PR3 %s is read where it would be written so, and refused otherwise', (_name, field, good, bad) => {
  for (const raw of good) {
    const read = field.read(raw)
    if (!read.ok) throw new Error(read.error.detail)
    expect(field.write(read.value as never)).toEqual(raw)
  }
  expect(bad.map((raw) => field.read(raw).ok)).toEqual(bad.map(() => false))
})

test.each(['0'.repeat(31), '0'.repeat(33), 'AB'.repeat(16), `${'0'.repeat(31)}g`, `${'0'.repeat(31)}é`])(
  'PR1010 what is no id is not written as another one: %s',
  (id) => {
    expect(() => encodeField(idOf(16), id)).toThrow('not lowercase hex')
  },
)
