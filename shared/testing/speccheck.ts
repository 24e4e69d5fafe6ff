/**
 * The published vectors of ed25519-speccheck (github.com/novifinancial/ed25519-speccheck,
 * cases.json at d2b2ba58; Apache-2.0), for "Taming the many EdDSAs" by Chalkias,
 * Garillot and Nikolaenko. The twelve of the paper, by the numbers it gives them,
 * and three more of the repository, which differ from 0 to 2 in the message alone:
 * in those the small-order parts do not cancel out by chance.
 */
import { expect, vi } from 'vitest'
import { hexToBytes } from '../lib/bytes.ts'
import { deviceIdOf } from '../protocol/control.ts'
import { acceptDeviceKeys } from '../protocol/device-keys.ts'
import { createSignatureVerifier } from '../protocol/signature.ts'
import { createTestDevice } from './test-device.ts'

interface Vector {
  readonly name: string
  readonly message: string
  readonly signKey: string
  readonly signature: string
  /** The key is never let in, or S is not below the group order and the platform is not asked. */
  readonly stoppedBy: 'key' | 'S'
}

const smallKey = 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'
const mixedKey = 'f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43'
const otherMixedKey = 'cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d'
const soundKey = '442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623'
const minusZeroKey = 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'

const smallR = 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'
const otherSmallR = 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'
const zero = '00'.repeat(32)
const oneMessage = '9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41'
const large = '85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40'
const oneS = 'a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04'
const mixedR = mixedKey + oneS
const minusZero = `a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc${oneS}`

function vector(
  name: string,
  message: string,
  signKey: string,
  signature: string,
  stoppedBy: Vector['stoppedBy'] = 'key',
): Vector {
  return { name, message, signKey, signature, stoppedBy }
}

const vectors: readonly Vector[] = [
  vector(
    '0: S = 0, small A, small R',
    '8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6',
    smallKey,
    smallR + zero,
  ),
  vector('1: small A, mixed R', '9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79', smallKey, mixedR),
  vector(
    '2: mixed A, small R',
    'aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab',
    mixedKey,
    `${otherSmallR}8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e`,
  ),
  vector(
    '3: mixed A and R, both equations hold',
    '9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79',
    otherMixedKey,
    '9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009',
  ),
  vector(
    '4: mixed A and R, with the cofactor alone',
    'e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c',
    otherMixedKey,
    '160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09',
  ),
  vector(
    '5: with the cofactor, unless 8h is reduced first',
    'e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c',
    otherMixedKey,
    '21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405',
  ),
  vector(
    '6: S above the order',
    large,
    soundKey,
    'e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514',
    'S',
  ),
  vector(
    '7: S far above the order',
    large,
    soundKey,
    '8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa19427e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22',
    'S',
  ),
  vector(
    '8: R not canonical, hashed as reduced',
    oneMessage,
    mixedKey,
    `${minusZeroKey}03be9678ac102edcd92b0210bb34d7428d12ffc5df5f37e359941266a4e35f0f`,
  ),
  vector(
    '9: R not canonical, hashed as it is',
    oneMessage,
    mixedKey,
    `${minusZeroKey}ca8c5b64cd208982aa38d4936621a4775aa233aa0505711d8fdcfdaa943d4908`,
  ),
  vector(
    '10: A not canonical, hashed as reduced',
    'e96b7021eb39c1a163b6da4e3093dcd3f21387da4cc4572be588fafae23c155b',
    minusZeroKey,
    minusZero,
  ),
  vector(
    '11: A not canonical, hashed as it is',
    '39a591f5321bbe07fd5a23dc2f39d025d74526615746727ceefd6e82ae65c06f',
    minusZeroKey,
    minusZero,
  ),
  vector(
    '0, another message',
    '2a66241a42a9ee12994d8068dcf1bb7dfc6637b45450acd43711f637fa5080fc',
    smallKey,
    smallR + zero,
  ),
  vector('1, another message', oneMessage, smallKey, mixedR),
  vector(
    '2, another message',
    oneMessage,
    mixedKey,
    `${otherSmallR}182ef1a5b928da07fec769cc8a12db6bcf70dab3f3227fa315e9d5e3e01a3405`,
  ),
]

/** What stops it here; the platform itself must never have to. */
async function stopperOf({
  message,
  signKey,
  signature,
}: Vector): Promise<Vector['stoppedBy'] | 'the platform' | 'nothing'> {
  const keys = { signKey: hexToBytes(signKey), kemKey: createTestDevice('honest', 'staff').keys.kemKey }
  if (!acceptDeviceKeys({ device: deviceIdOf(keys.signKey, keys.kemKey), ...keys }).ok) return 'key'
  const asked = vi.spyOn(crypto.subtle, 'verify')
  const isGood = await createSignatureVerifier().verify(keys.signKey, hexToBytes(message), hexToBytes(signature))
  const isAsked = asked.mock.calls.length > 0
  asked.mockRestore()
  if (isGood) return 'nothing'
  return isAsked ? 'the platform' : 'S'
}

/** For Node and for browsers alike. RFC 8032's own third test shows that what is sound passes. */
export async function expectSpeccheckStopped(): Promise<void> {
  const sound = vector(
    'RFC 8032',
    'af82',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  )
  expect(await stopperOf(sound)).toBe('nothing')
  expect(vectors.length).toBe(15)
  for (const each of vectors) expect([each.name, await stopperOf(each)]).toEqual([each.name, each.stoppedBy])
}
