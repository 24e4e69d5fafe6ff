/** What is sealed and opened on a device: sizes, and what the vault gives back. */
import type { Mutation } from './mutation.ts'

const identity = {
  file: 'client/engine/crypto/device-identity.ts',
  test: 'client/engine/crypto/device-identity.test.ts',
} as const
const sealer = {
  file: 'client/engine/crypto/entry-sealer.ts',
  test: 'client/engine/crypto/entry-sealer.test.ts',
} as const

export const sealingMutations: readonly Mutation[] = [
  {
    ...identity,
    check: 'a device’s secret that does not read is damaged',
    from: "  if (!decoded.ok || !Array.isArray(decoded.value)) return err({ type: 'damaged' })\n",
    to: '',
  },
  {
    ...identity,
    check: 'a device’s secret is two whole seeds of a form that is known',
    from: "if (version !== secretVersion || !isSeed(signSeed) || !isSeed(kemSeed)) return err({ type: 'damaged' })",
    to: "if (!isSeed(signSeed)) return err({ type: 'damaged' })",
  },
  {
    ...sealer,
    check: 'nothing is sealed that nobody would unpack',
    from: "    if (payload.length > entryByteLimit) return err({ type: 'too-large' })\n",
    to: '',
  },
  {
    ...sealer,
    check: 'nothing is sealed that is too long with its header',
    from: "    if (signed.bytes.length > entryByteLimit) return err({ type: 'too-large' })\n",
    to: '',
  },
  {
    file: 'client/engine/snapshots/payload.ts',
    check: 'what a snapshot names stands in order, each once',
    from: "    if (to < from || from <= (list.at(-1)?.to ?? -2) + 1) return malformed('spans out of order')\n",
    to: '',
    test: 'client/engine/snapshots/snapshot-document.test.ts',
  },
]
