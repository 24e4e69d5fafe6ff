/** A relay that showed less than before and did not say so: what happened, that the devices put it right, who to tell. */
import type { RollbackView } from '../../../engine-api/sync-views.ts'
import type { Telling } from './sync.ts'
import { counted } from './times.ts'

export const label = 'The server went back'

/** One line on every screen. */
export const bar = {
  title: ({ overAt }: RollbackView) =>
    overAt === null ? 'The server lost something, or hides it.' : 'The server had lost something, or hid it.',
  words: ({ overAt }: RollbackView, device: string) =>
    overAt === null
      ? `This ${device} is giving back what it holds. You can carry on.`
      : `This ${device} has given back what it holds. Somebody has to ask why it happened.`,
  action: 'What to do',
}

export const card = {
  title: ({ overAt }: RollbackView) =>
    overAt === null ? 'The server lost something, or hides it' : 'The server had lost something, or hid it',
  happened: ({ at, times }: RollbackView, telling: Telling, device: string) => {
    const again = times > 1 ? ` It did so ${times} times.` : ''
    return `Noticed ${telling.times.full(at, telling.now)}. The server showed this ${device} less than it had before, and did not say that an older copy was put in its place.${again}`
  },
  kept: ({ lost, overAt }: RollbackView, { now, times }: Telling, device: string) => {
    if (overAt === null) {
      return `Nothing of what is on this ${device} is lost. It is giving it back to the server, and so do your colleagues’ devices. You can read and write as before.`
    }
    const what = lost === null || lost === 0 ? '' : ` The server had been without ${counted(lost, 'entry', 'entries')}.`
    return `It is over: this ${device} had given back everything it holds by ${times.full(overAt, now)}.${what} Your colleagues’ devices do the same.`
  },
  next: ({ to }: RollbackView) => {
    switch (to) {
      case 'staff':
        return 'Tell your administrator that you read this here, and when.'
      case 'admin':
        return 'Ring whoever looks after the server and ask whether they put an older copy in place at that time. If nobody did, somebody may be tampering with it: tell whoever answers for information security.'
      case 'governance':
        return 'Ask whoever looks after the server whether they put an older copy in place at that time. If nobody did, treat it as a security incident. It stays here, and in the audit and its saved copy.'
    }
  },
}
