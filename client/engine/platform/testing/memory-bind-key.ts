/** A real key that lives as long as the test. */
import { type BindKey, createBindKey } from '../bind-key.ts'

export function createMemoryBindKey(): BindKey {
  let key: CryptoKey | undefined
  return createBindKey({
    get: async () => key,
    put: async (made) => {
      key = made
    },
    remove: async () => {
      key = undefined
    },
  })
}
