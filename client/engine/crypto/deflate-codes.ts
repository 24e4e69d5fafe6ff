/** The tables of DEFLATE with its fixed codes: RFC 1951 §3.2.5 and §3.2.6. */

/** The shortest copy, and the symbol that stands for one of it. */
export const shortestCopy = 3
export const longestCopy = 258
export const endOfBlock = 256
const firstLength = 257
/** 286, 287 and the distances 30, 31 have codes and no meaning. */
export const lengthSymbols = 29
export const distanceSymbols = 30

export const lengthExtra = extraBits(lengthSymbols, 8, 4)
export const distanceExtra = extraBits(distanceSymbols, 4, 2)
export const lengthBase = bases(lengthExtra, shortestCopy)
export const distanceBase = bases(distanceExtra, 1)
// The longest copy has a symbol of its own, without extra bits.
lengthExtra[lengthSymbols - 1] = 0
lengthBase[lengthSymbols - 1] = longestCopy

export interface Code {
  /** In the order its bits are sent, the first one lowest. */
  readonly bits: number
  readonly length: number
}

/** Of a literal, the end of the block, or a length. */
export function literalCode(symbol: number): Code {
  if (symbol < 144) return codeOf(0x30 + symbol, 8)
  if (symbol < 256) return codeOf(0x190 + symbol - 144, 9)
  if (symbol < 280) return codeOf(symbol - 256, 7)
  return codeOf(0xc0 + symbol - 280, 8)
}

export function distanceCode(symbol: number): Code {
  return codeOf(symbol, 5)
}

export function lengthSymbol(length: number): number {
  return firstLength + lastNotAbove(lengthBase, length)
}

export function distanceSymbol(distance: number): number {
  return lastNotAbove(distanceBase, distance)
}

/** A code is sent from its highest bit on, everything else from its lowest. */
function codeOf(code: number, length: number): Code {
  let bits = 0
  for (let i = 0; i < length; i++) bits |= ((code >> i) & 1) << (length - 1 - i)
  return { bits, length }
}

/** The first `plain` symbols have none, then one more for each `step`. */
function extraBits(count: number, plain: number, step: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, symbol) =>
    symbol < plain ? 0 : Math.floor((symbol - plain) / step) + 1,
  )
}

function bases(extra: Uint8Array, first: number): Uint16Array {
  const base = new Uint16Array(extra.length)
  let next = first
  for (const [symbol, bits] of extra.entries()) {
    base[symbol] = next
    next += 1 << bits
  }
  return base
}

function lastNotAbove(base: Uint16Array, value: number): number {
  let symbol = base.length - 1
  while (base[symbol]! > value) symbol--
  return symbol
}
