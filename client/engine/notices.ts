/** What the engine noticed and people should be able to ask about: kept in memory, listed with what was parked. */
import type { Instant } from '../../shared/lib/ids.ts'

export type NoticeType = 'control-fork' | 'feed-fork' | 'own-feed-fork' | 'bad-box' | 'false-escrow'

export interface Notice {
  readonly type: NoticeType
  readonly subject: string
  readonly at: Instant
}

export interface Notices {
  readonly add: (type: NoticeType, subject: string) => void
  readonly all: () => readonly Notice[]
}

const most = 200

export function createNotices(now: () => Instant): Notices {
  let notices: readonly Notice[] = []
  return {
    add: (type, subject) => {
      if (notices.some((notice) => notice.type === type && notice.subject === subject)) return
      notices = [...notices, { type, subject, at: now() }].slice(-most)
    },
    all: () => notices,
  }
}
