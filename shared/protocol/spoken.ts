/**
 * A spoken code: sixteen digits in fours, as on a bank card, for a phone whose
 * camera is broken. Fifteen are random, the last one tells a digit misheard or
 * two swapped. PUT /v1/spaces/:space/spoken leaves an invite under it, sealed;
 * GET /v1/spoken/:id takes it up. The relay learns neither code nor invite.
 */
import type { Bytes } from '../lib/bytes.ts'
import { ok, type Result } from '../lib/result.ts'
import { bytesOf, bytesUpTo, encodeField, parseField, row } from './fields.ts'
import { type Malformed, malformed } from './malformed.ts'

export interface SpokenDeposit {
  /** Derived from the code, as the key is. */
  readonly id: Bytes
  readonly sealed: Bytes
}

/** As long as two people sit at one table; then another is made. */
export const spokenHoldsMs = 15 * 60_000
export const spokenByteLimit = 4_096

const randomDigits = 15
const fields = { id: bytesOf(16), sealed: bytesUpTo(spokenByteLimit, 1) }
const deposit = row<SpokenDeposit>(fields)

export function encodeSpokenDeposit(value: SpokenDeposit): Bytes {
  return encodeField(deposit, value)
}

export function parseSpokenDeposit(bytes: Uint8Array): Result<SpokenDeposit, Malformed> {
  return parseField(deposit, bytes)
}

/** 64 random bits become fifteen digits, nearly 50 bits, and their check. */
export function spokenCodeOf(random: Uint8Array): string {
  const number = new DataView(random.buffer, random.byteOffset, 8).getBigUint64(0)
  const digits = String(number % 10n ** BigInt(randomDigits)).padStart(randomDigits, '0')
  return `${digits}${checkOf(digits)}`
}

/** As people type: spaces, dashes and full stops do not count. */
export function parseSpokenCode(typed: string): Result<string, Malformed> {
  const code = typed.replace(/[\s.\-–]/g, '')
  if (!/^\d{16}$/.test(code)) return malformed('not sixteen digits')
  return checkOf(code) === 0 ? ok(code) : malformed('a digit is wrong')
}

/** Damm: no single wrong digit and no two neighbours swapped come out as 0. */
function checkOf(digits: string): number {
  return [...digits].reduce((row, digit) => Number(quasigroup[row]![Number(digit)]), 0)
}

const quasigroup = [
  ...['0317598642', '7092154863', '4206871359', '1750983426', '6123045978'],
  ...['3674209581', '5869720134', '8945362017', '9438617205', '2581436790'],
]
