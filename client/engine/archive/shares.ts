/**
 * The recovery kit on paper: three shares of the archive's seed, of which any two
 * give it back and one alone says nothing. A share is text that can be typed: a
 * version, which of the three it is, which kit it belongs to, the share itself
 * and a checksum, so that a slip of the hand is told from a wrong sheet. Rules
 * AV1 and AV2.
 */
import { combine, split } from 'shamir-secret-sharing'
import { type Bytes, concatBytes, equalBytes, hexToBytes } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { openArchiveKit } from '../membership/archive-kit.ts'

export const seedLength = 32
const sheets = 3
const needed = 2
const version = 1
const kitLength = 4
/** The library puts the place of a share behind it. */
const shareLength = seedLength + 1
const checkLength = 3
const length = 2 + kitLength + shareLength + checkLength

/** Crockford's: nothing in it reads as something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const readAs: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

export interface Share {
  /** 1, 2 or 3. */
  readonly number: number
  readonly kit: Bytes
  readonly share: Bytes
}

/** mistyped: it does not fit its checksum. newer: by a later Doorstep. */
export type ShareProblem = 'unreadable' | 'mistyped' | 'newer'
/** not-a-kit: what they give is not what the sheets name. */
export type JoinProblem = 'same-sheet' | 'different-kits' | 'not-a-kit'

/** Three texts; any two give the seed back. */
export async function splitSeed(seed: Bytes): Promise<readonly string[]> {
  const kit = await kitOf(seed)
  const shares = await split(seed, sheets, needed)
  return shares.map((share, at) => writeShare({ number: at + 1, kit, share: new Uint8Array(share) }))
}

export function readShare(text: string): Result<Share, ShareProblem> {
  const bytes = fromLetters(text)
  if (bytes === undefined) return err('unreadable')
  const [found, number] = bytes
  const body = bytes.slice(0, length - checkLength)
  if (!equalBytes(checkOf(body), bytes.slice(length - checkLength))) return err('mistyped')
  if (found !== version) return err('newer')
  if (number === undefined || number < 1 || number > sheets) return err('unreadable')
  return ok({ number, kit: bytes.slice(2, 2 + kitLength), share: body.slice(2 + kitLength) })
}

/** The library does not check what comes out: it is held against the key that the sheets name. */
export async function joinShares(one: Share, other: Share): Promise<Result<Bytes, JoinProblem>> {
  if (!equalBytes(one.kit, other.kit)) return err('different-kits')
  if (one.number === other.number || equalBytes(one.share, other.share)) return err('same-sheet')
  try {
    const seed: Bytes = new Uint8Array(await combine([one.share, other.share]))
    return equalBytes(await kitOf(seed), one.kit) ? ok(seed) : err('not-a-kit')
  } catch {
    return err('not-a-kit')
  }
}

/** The beginning of the archive key's id. */
async function kitOf(seed: Bytes): Promise<Bytes> {
  const { archive } = await openArchiveKit(seed)
  return hexToBytes(archive.id).slice(0, kitLength)
}

function writeShare({ kit, number, share }: Share): string {
  const body = concatBytes(new Uint8Array([version, number]), kit, share)
  const letters = toLetters(concatBytes(body, checkOf(body)))
  return letters.match(/.{1,4}/g)!.join('-')
}

function checkOf(body: Uint8Array): Bytes {
  return sha256(purpose('share'), body).slice(0, checkLength)
}

function toLetters(bytes: Uint8Array): string {
  let [letters, held, bits] = ['', 0, 0]
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) letters += alphabet[(held >> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits === 0 ? letters : letters + alphabet[(held << (5 - bits)) & 31]
}

/** Undefined unless these are the letters of a whole share, in whatever case, with whatever between them. */
function fromLetters(text: string): Bytes | undefined {
  const letters = [...text.toUpperCase().replaceAll(/[\s-]/g, '')].map((letter) => readAs[letter] ?? letter)
  if (letters.length !== Math.ceil((length * 8) / 5)) return undefined
  const bytes = new Uint8Array(length)
  let [held, bits, at] = [0, 0, 0]
  for (const letter of letters) {
    const value = alphabet.indexOf(letter)
    if (value < 0) return undefined
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[at] = held >> bits
      at += 1
    }
    held &= (1 << bits) - 1
  }
  return held === 0 ? bytes : undefined
}
