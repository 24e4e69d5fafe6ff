/** Byte strings: joining, comparing, and the hex, base64url and UTF-8 forms the protocol uses. */

/** Always over a plain ArrayBuffer, so WebCrypto and IndexedDB take it as it is. */
export type Bytes = Uint8Array<ArrayBuffer>

const hexByValue = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'))
const digitValues = Int8Array.from({ length: 128 }, (_, code) => '0123456789abcdef'.indexOf(String.fromCharCode(code)))
const encoder = new TextEncoder()
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Not constant-time: for public values only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

export function bytesToHex(bytes: Uint8Array): string {
  let hex = ''
  for (const value of bytes) hex += hexByValue[value]
  return hex
}

/** `hex` must be an even number of lowercase hex digits; anything else is a bug in the caller and throws. */
export function hexToBytes(hex: string): Bytes {
  const bytes = new Uint8Array(hex.length >> 1)
  // What is no digit has no value: the bits of -1 stay set whatever is joined to them.
  let joined = hex.length % 2 === 0 ? 0 : -1
  for (let i = 0; i < bytes.length; i++) {
    const value = (valueOfDigit(hex, i * 2) << 4) | valueOfDigit(hex, i * 2 + 1)
    joined |= value
    bytes[i] = value
  }
  if (joined < 0) throw new Error('hexToBytes: not lowercase hex')
  return bytes
}

/** -1 for what is no lowercase hex digit. */
function valueOfDigit(hex: string, at: number): number {
  return digitValues[hex.charCodeAt(at)] ?? -1
}

/** Up to here names and labels are: a call to the encoder takes longer than they do. */
const shortText = 64

export function utf8ToBytes(text: string): Bytes {
  return (text.length <= shortText ? asciiToBytes(text) : undefined) ?? (encoder.encode(text) as Bytes)
}

/** Undefined unless every character is one byte. */
function asciiToBytes(text: string): Bytes | undefined {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < bytes.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 127) return undefined
    bytes[i] = code
  }
  return bytes
}

/** Throws on bytes that are not UTF-8. */
export function bytesToUtf8(bytes: Uint8Array): string {
  return strictDecoder.decode(bytes)
}

/** Undefined where they are not UTF-8. For what anybody may have put there. */
export function utf8In(bytes: Uint8Array): string | undefined {
  try {
    return bytesToUtf8(bytes)
  } catch {
    return undefined
  }
}

/** RFC 4648 §5 without padding. */
export function bytesToBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const value of bytes) binary += String.fromCharCode(value)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Undefined when `text` is not unpadded base64url. */
export function base64UrlToBytes(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

/** Big-endian, 4 bytes. */
export function u32ToBytes(value: number): Bytes {
  return new Uint8Array([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255])
}

/** The number these bytes are, the least significant first. */
export function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${bytesToHex(bytes.toReversed())}`)
}
