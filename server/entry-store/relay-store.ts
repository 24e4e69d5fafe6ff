/** All that a relay keeps, in one place: entries, attachments, who asked to join, and what was handed to whom. */
import type { BlobStore } from '../blobs/blob-store.ts'
import type { HeldBlobStore } from '../blobs/held-blobs.ts'
import type { EntryStore } from './entry-store.ts'
import type { FetchPages } from './fetch-pages.ts'
import type { JoinMailbox } from './join-mailbox.ts'

export interface RelayStore extends EntryStore, BlobStore, HeldBlobStore, JoinMailbox, FetchPages {}
