/** Locking by itself, and switching between people on one device. */
export const lockText = {
  soon: {
    idle: (here: string) => `Nobody has used this ${here} for a while, so it is about to lock.`,
    shift: (here: string) =>
      `This ${here} has been open for twelve hours and is about to lock. Open it again and carry on.`,
  },
  saved: 'Notes and messages you began are saved.',
  waits: (here: string) =>
    `This ${here} is due to lock, and your typing is not saved yet. It locks as soon as it is saved.`,
  seconds: (seconds: number) => (seconds === 1 ? '1 second' : `${seconds} seconds`),
  keepOpen: 'Keep it open',
  leaseEnding: (here: string, when: string) =>
    `Without signal this ${here} closes ${when}. Take it where there is signal before then: that is all it needs. Nothing is lost.`,
  notSaved: 'Not locked: your typing is not saved yet. Free some space, then lock again.',
} as const
