/** What every message is made of: the encoding under it, and its fields. */
import type { Mutation } from './mutation.ts'

const cbor = { file: 'shared/lib/cbor-decode.ts', test: 'shared/lib/cbor.test.ts' } as const
const field = { file: 'shared/protocol/fields.ts', test: 'shared/protocol/fields.test.ts' } as const

export const pieceMutations: readonly Mutation[] = [
  {
    ...cbor,
    check: 'nothing stands behind a value',
    from: 'return reader.at === bytes.length ?',
    to: 'return reader.at <= bytes.length ?',
  },
  {
    ...cbor,
    check: 'what goes wrong in the depth of a message is answered, not thrown',
    from: 'if (failure instanceof Refusal)',
    to: "if (failure instanceof Refusal && failure.message === '')",
  },
  {
    ...cbor,
    check: 'a tag is not passed over',
    from: "throw new Refusal('a tag')",
    to: 'return [readArgument(reader), readValue(reader)][1]',
  },
  {
    ...cbor,
    check: 'a head that is cut short is answered',
    from: "if (reader.at + 1 + size > reader.bytes.length) throw new Refusal('cut short')",
    to: '',
  },
  {
    ...cbor,
    check: 'a number is in its shortest form',
    from: 'if (value < leastOf(size))',
    to: 'if (value < 0)',
  },
  {
    ...cbor,
    check: 'no number is larger than a number can be told exactly',
    from: "if (!Number.isSafeInteger(value)) throw new Refusal('a number too large')",
    to: '',
  },
  {
    ...cbor,
    check: 'no number is smaller than a number can be told exactly',
    from: "if (argument === Number.MAX_SAFE_INTEGER) throw new Refusal('a number too large')",
    to: '',
  },
  { ...cbor, check: 'text is UTF-8', from: "throw new Refusal('text that is not UTF-8')", to: "return ''" },
  {
    ...cbor,
    check: 'a key is text',
    from: "if ((reader.bytes[start] ?? 0) >>> 5 !== major.text) throw new Refusal('a key that is no text')",
    to: '',
  },
  {
    ...cbor,
    check: 'keys stand in their order, each once',
    from: 'if (i > 0 && !isBefore(reader.bytes, [before, beforeEnd], [start, reader.at]))',
    to: 'if (i < 0)',
  },
  {
    ...cbor,
    check: 'a value is of a known kind',
    from: "if (size !== 1 && size !== 2 && size !== 3) throw new Refusal('a value of no known kind')",
    to: '',
  },
  {
    ...cbor,
    check: 'a float that is cut short is answered',
    from: "if (end > reader.bytes.length) throw new Refusal('cut short')",
    to: '',
  },
  {
    ...cbor,
    check: 'a float is a number, in its shortest form',
    from: 'const isShortest = Number.isFinite(value) && equalBytes(encode(value), reader.bytes.subarray(at - 1, end))',
    to: 'const isShortest = Number.isFinite(value)',
  },
  {
    ...field,
    file: 'shared/lib/bytes.ts',
    check: 'what is no id is not written as another',
    from: "if (joined < 0) throw new Error('hexToBytes: not lowercase hex')",
    to: '',
  },
  {
    ...field,
    check: 'a number is one its field allows',
    from: 'raw >= min && raw <= max\n        ? ok',
    to: 'raw >= min\n        ? ok',
  },
  {
    ...field,
    check: 'yes or no is one of the two',
    from: "typeof raw === 'boolean' ? ok(raw)",
    to: "typeof raw !== 'object' ? ok(raw)",
  },
  {
    ...field,
    check: 'bytes have a length that is allowed',
    from: 'lengths.includes(raw.length)',
    to: 'raw.length > 0',
  },
  {
    ...field,
    check: 'bytes are no longer than they may be',
    from: 'raw instanceof Uint8Array && raw.length >= min && raw.length <= max',
    to: 'raw instanceof Uint8Array && raw.length >= min',
  },
  { ...field, check: 'an id is as long as an id', from: 'raw.length === length', to: 'raw.length >= length' },
  {
    ...field,
    check: 'text is no longer than it may be',
    from: "typeof raw === 'string' && raw.length >= min && raw.length <= max",
    to: "typeof raw === 'string' && raw.length >= min",
  },
  {
    ...field,
    check: 'a list has no more items than it may have',
    from: 'raw.length < min || raw.length > max) return',
    to: 'raw.length < min) return',
  },
  {
    ...field,
    check: 'a message has its fields and no others',
    from: 'raw.length !== lead.length + keys.length',
    to: 'raw.length < lead.length + keys.length',
  },
  {
    ...field,
    check: 'a message is of the version it says',
    from: "if (lead.some((constant, at) => raw[at] !== constant)) return malformed('wrong leading number')",
    to: '',
  },
  {
    ...field,
    check: 'what a field alone cannot say is asked too',
    from: 'const detail = problem(value)',
    to: 'const detail = [problem(value)].find(() => false)',
  },
  {
    ...field,
    check: 'what is told apart by a number has one',
    from: "if (!Array.isArray(raw) || raw.length === 0) return malformed('not a tagged array')",
    to: '',
  },
]
