/** All that a relay keeps, in one place: entries, who asked to join, and what was handed to whom. */
import type { EntryStore } from './entry-store.ts'
import type { FetchPages } from './fetch-pages.ts'
import type { JoinMailbox } from './join-mailbox.ts'

export interface RelayStore extends EntryStore, JoinMailbox, FetchPages {}
