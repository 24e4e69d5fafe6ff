/**
 * A key that is nobody's, for checking a signature that counts for nothing: a
 * name that is not known costs as much to refuse as one that is, so that how long
 * an answer takes says nothing either. AD12.
 */
import { hexToBytes } from '../../shared/lib/bytes.ts'

/** Of the first test vector of RFC 8032: its secret is public, so nothing may ever be let in by it. */
export const nobodysKey = hexToBytes('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
