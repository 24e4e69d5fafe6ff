/**
 * The chains' rows, read while somebody types a passphrase: all of a
 * neighbourhood's take as long as everything else that opening reads, and no key
 * is needed for them. They are given out once, and only while nothing was
 * written over them by whoever may write (DS266).
 */
import type { DeviceStore, StoredItem, Write } from './device-store.ts'

export const everyChain = { store: 'chains', from: '', to: '\uffff' } as const

export interface ChainsAhead {
  /** Gives the rows out where all chains are asked for. */
  readonly store: DeviceStore
  readonly readAhead: () => void
}

/** `prepare` does with what was read what can be done before it is asked for. */
export function createChainsAhead(store: DeviceStore, prepare: (rows: readonly StoredItem[]) => void): ChainsAhead {
  let ahead: Promise<readonly StoredItem[] | null> | null = null

  function forget(): void {
    ahead = null
  }

  function note(writes: readonly Write[]): void {
    if (writes.some((write) => write.store === everyChain.store)) forget()
  }

  return {
    readAhead: () => {
      // What cannot be read now is read, and fails, when it is asked for.
      ahead ??= readAll(store, prepare).catch(() => null)
    },
    store: {
      ...store,
      scan: async (name, from, to) => {
        const isAsked = name === everyChain.store && from === everyChain.from && to === everyChain.to
        const given = isAsked ? ahead : null
        if (isAsked) forget()
        return (await given) ?? store.scan(name, from, to)
      },
      commit: (writes) => {
        note(writes)
        return store.commit(writes)
      },
      commitUnless: (there, writes) => {
        note(writes)
        return store.commitUnless(there, writes)
      },
      claim: (token) => {
        forget()
        return store.claim(token)
      },
      wipe: () => {
        forget()
        return store.wipe()
      },
      renew: (between) => {
        forget()
        return store.renew(between)
      },
    },
  }
}

async function readAll(store: DeviceStore, prepare: (rows: readonly StoredItem[]) => void) {
  const rows = await store.scan(everyChain.store, everyChain.from, everyChain.to)
  prepare(rows)
  return rows
}
