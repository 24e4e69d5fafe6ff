/**
 * Padmé (Nikitin et al., PURBs, PoPETs 2019 §4): hides a length down to its
 * order of magnitude for at most 12 % more bytes. In front stand one byte for the
 * form of what follows and three for its length; nothing is shorter than 64. The
 * first entries had a length of four bytes there, which is the same as form 0.
 */
import { type Bytes, u32ToBytes } from '../../../shared/lib/bytes.ts'

const headBytes = 4
const smallest = 64

export interface Unpadded {
  /** 0 to 255. */
  readonly form: number
  readonly body: Bytes
}

export function padmeLength(length: number): number {
  if (length <= smallest) return smallest
  const exponent = Math.floor(Math.log2(length))
  const mantissaBits = Math.floor(Math.log2(exponent)) + 1
  const step = 2 ** (exponent - mantissaBits)
  return Math.ceil(length / step) * step
}

export function paddedLength(body: Uint8Array): number {
  return padmeLength(body.length + headBytes)
}

/** `body` of less than 2^24 bytes. */
export function pad(body: Uint8Array, form: number): Bytes {
  const padded = new Uint8Array(paddedLength(body))
  padded.set(u32ToBytes(body.length))
  padded[0] = form
  padded.set(body, headBytes)
  return padded
}

/** Undefined unless `padded` is exactly what `pad` makes: no room for hidden bytes. */
export function unpad(padded: Uint8Array): Unpadded | undefined {
  if (padded.length < smallest) return undefined
  const head = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  const end = (head & 0xff_ff_ff) + headBytes
  if (padmeLength(end) !== padded.length) return undefined
  for (let i = end; i < padded.length; i++) if (padded[i] !== 0) return undefined
  return { form: head >>> 24, body: padded.slice(headBytes, end) }
}
