/** HPKE once more, by another hand: what `@hpke/core` is held against. */
import * as second from 'hpke'

export const secondSuite = new second.CipherSuite(
  second.KEM_DHKEM_X25519_HKDF_SHA256,
  second.KDF_HKDF_SHA256,
  second.AEAD_AES_256_GCM,
)
