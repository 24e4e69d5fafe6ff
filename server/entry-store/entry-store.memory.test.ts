import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { entryStoreContract } from './entry-store.contract.ts'
import { createMemoryEntryStore } from './entry-store.memory.ts'
import { fetchPagesContract } from './fetch-pages.contract.ts'
import { joinMailboxContract } from './join-mailbox.contract.ts'
import { quarantineContract } from './quarantine.contract.ts'
import { snapshotsContract } from './snapshots.contract.ts'
import { contractQuota } from './testing/appends.ts'
import { viewEventsContract } from './view-events.contract.ts'

const open = async () =>
  createMemoryEntryStore({
    quota: contractQuota,
    now: () => 1_700_000_000_000 as Instant,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
  })

entryStoreContract('memory', open)
quarantineContract('memory', open)
joinMailboxContract('memory', open)
fetchPagesContract('memory', open)
viewEventsContract('memory', open)
snapshotsContract('memory', open)
