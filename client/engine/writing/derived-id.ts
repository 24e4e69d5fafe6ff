/** Ids of what a command writes besides its own record. */
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'

/** The same command always writes records with the same ids. */
export function derivedId(commandId: string, name: string): string {
  return bytesToHex(sha256(purpose('derived-id'), hexToBytes(commandId), utf8ToBytes(name)).subarray(0, 16))
}
