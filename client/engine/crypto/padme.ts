/**
 * Padmé (Nikitin et al., PURBs, PoPETs 2019 §4): hides a length down to its
 * order of magnitude for at most 12 % more bytes. A four-byte length stands in
 * front; nothing is shorter than 64.
 */
import { type Bytes, u32ToBytes } from '../../../shared/lib/bytes.ts'

const lengthBytes = 4
const smallest = 64

export function padmeLength(length: number): number {
  if (length <= smallest) return smallest
  const exponent = Math.floor(Math.log2(length))
  const mantissaBits = Math.floor(Math.log2(exponent)) + 1
  const step = 2 ** (exponent - mantissaBits)
  return Math.ceil(length / step) * step
}

export function pad(payload: Uint8Array): Bytes {
  const padded = new Uint8Array(padmeLength(payload.length + lengthBytes))
  padded.set(u32ToBytes(payload.length))
  padded.set(payload, lengthBytes)
  return padded
}

/** Undefined unless `padded` is exactly what `pad` makes: no room for hidden bytes. */
export function unpad(padded: Uint8Array): Bytes | undefined {
  if (padded.length < smallest) return undefined
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  const end = length + lengthBytes
  if (padmeLength(end) !== padded.length) return undefined
  for (let i = end; i < padded.length; i++) if (padded[i] !== 0) return undefined
  return padded.slice(lengthBytes, end)
}
