/**
 * The values records are made of on the wire and their strict schemas: ids as 16
 * bytes, instants and measurements as integers, text that is well-formed and not
 * longer than its limit. Everything a schema does not name is refused.
 */
import * as v from 'valibot'
import { bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { type Instant, latestInstant } from '../../../shared/lib/ids.ts'
import { isDay } from '../dates.ts'
import { type HybridParts, hybridTime, isHybridParts, partsOf } from '../hybrid-clock.ts'
import type { Day, HybridTime } from '../ids.ts'

/** Under the `u` flag only a surrogate without its other half matches. */
const loneSurrogate = /\p{Surrogate}/u

/** 16 bytes on the wire, branded hex in memory. */
export function idSchema<Id extends string>() {
  return v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.length === 16, 'an id has 16 bytes'),
    v.transform((bytes) => bytesToHex(bytes) as Id),
  )
}

/** 32 bytes on the wire, hex in memory: a hash, a key. */
export function hex32Schema<Hex extends string>() {
  return v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.length === 32, 'not 32 bytes'),
    v.transform((bytes) => bytesToHex(bytes) as Hex),
  )
}

export function integerSchema(lowest: number, highest: number) {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(lowest), v.maxValue(highest))
}

export const instantSchema = v.pipe(
  integerSchema(0, latestInstant),
  v.transform((value) => value as Instant),
)

export const hlcSchema = v.pipe(
  v.strictTuple([v.number(), v.number()]),
  v.transform(([wall, count]): HybridParts => ({ wall, count })),
  v.check(isHybridParts, 'not a hybrid time'),
  v.transform((parts): HybridTime => hybridTime(parts)),
)

/** Text that may be empty. Lone surrogates would not survive UTF-8, so they are refused here. */
export function textSchema(limit: number) {
  return v.pipe(
    v.string(),
    v.maxLength(limit),
    v.check((text) => !loneSurrogate.test(text), 'not well-formed text'),
  )
}

/** Text of one line: no line breaks or other control characters. May be empty. */
export function lineSchema(limit: number) {
  return v.pipe(
    textSchema(limit),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    v.regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/, 'not one line'),
  )
}

/** YYYY-MM-DD, a day that exists. */
export const daySchema = v.pipe(
  v.string(),
  v.check((text) => isDay(text), 'not a day'),
  v.transform((text) => text as Day),
)

export function idToWire(hex: string): Uint8Array {
  return hexToBytes(hex)
}

export function nullableIdToWire(hex: string | null): Uint8Array | null {
  return hex === null ? null : hexToBytes(hex)
}

export function hlcToWire(hlc: HybridTime): readonly [number, number] {
  const { wall, count } = partsOf(hlc)
  return [wall, count]
}

/** What a person typed or pasted, as it is kept: line ends are \n, no stray halves of characters, no space around it. */
export function cleanText(typed: string): string {
  return typed
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .trim()
}

/** The same for one line: whatever breaks a line becomes a space. */
export function cleanLine(typed: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return cleanText(typed.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' '))
}
