/** All that is sealed by anybody in this process, in clear: what lies on a disk cannot be searched for words. */
import { onTestFinished, vi } from 'vitest'
import type { DeviceStore } from '../storage/device-store.ts'
import { storeNames } from '../storage/device-store.ts'

export interface WhatWasSealed {
  /** Whether these bytes, or these letters, were sealed since, or lie in clear on the disk. */
  readonly has: (store: DeviceStore, words: string | Uint8Array) => Promise<boolean>
}

export function watchWhatIsSealed(): WhatWasSealed {
  const sealed: Buffer[] = []
  const encrypt = crypto.subtle.encrypt.bind(crypto.subtle)
  const spy = vi.spyOn(crypto.subtle, 'encrypt').mockImplementation((algorithm, key, data) => {
    sealed.push(Buffer.from(data as Uint8Array))
    return encrypt(algorithm, key, data)
  })
  onTestFinished(() => spy.mockRestore())
  return {
    has: async (store, words) => {
      const rows = await Promise.all(storeNames.map((name) => store.scan(name, '', '\uffff')))
      const all = [...sealed, ...rows.flat().map(({ value }) => Buffer.from(value))]
      const forms = typeof words === 'string' ? [Buffer.from(words)] : bytesIn(words)
      return forms.some((form) => all.some((each) => each.includes(form)))
    },
  }
}

function bytesIn(bytes: Uint8Array): readonly Buffer[] {
  const as = Buffer.from(bytes)
  return [as, Buffer.from(as.toString('hex')), Buffer.from(as.toString('base64url'))]
}
