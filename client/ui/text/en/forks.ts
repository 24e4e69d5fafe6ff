/** Two histories: what happened, what still works, who to turn to. For the nurse in the kitchen first. */
import type { ForkView } from '../../../engine-api/sync-views.ts'
import type { Telling } from './sync.ts'

export const label = 'Two different histories'

function place({ groupKind, initials }: ForkView): string {
  const whose = initials === '' ? '' : ` of ${initials}`
  switch (groupKind) {
    case 'team':
      return 'the team'
    case 'care':
      return `the clinical record${whose}`
    case 'private':
      return initials === '' ? 'a conversation with the team' : `a conversation with the team about ${initials}`
    case 'circle':
      return `the circle${whose}`
    case 'board':
      return 'the noticeboard'
  }
}

/** One line on every screen. */
export const bar = {
  title: (fork: ForkView, device: string) =>
    fork.type === 'team' ? `Do not write on this ${device} for now.` : `Do not write in ${place(fork)} for now.`,
  words: 'Two devices were shown different histories. You can read everything that is here.',
  action: 'What to do',
  forPublic: 'Something is not right. You can read what is here, but please do not write. Ring your team.',
}

export const card = {
  title: (fork: ForkView) => {
    if (fork.type === 'snapshot') return `${deviceOf(fork)} gave a false summary of ${place(fork)}`
    return fork.type === 'feed'
      ? `${deviceOf(fork)} wrote two different things as one`
      : `There are two histories of ${place(fork)}`
  },
  happened: (fork: ForkView, { now, times }: Telling, device: string) => {
    const noticed = `Noticed ${times.full(fork.at, now)}.`
    if (fork.type === 'feed') {
      return `${noticed} Two copies of that device may be in use, or it was put back to an older copy. What came first is shown here; the other is not.`
    }
    if (fork.type === 'snapshot') {
      return `${noticed} A summary of older changes is not what the changes themselves say. It is not used here: what you see is what each colleague wrote. A colleague on a new device may have been shown it.`
    }
    const other = fork.signer === null ? 'Another device' : `${fork.signer.name}’s device`
    return `${noticed} ${other} was shown who is in ${place(fork)} differently from this ${device}. The server may have been put back to an older copy, or somebody is tampering with it.`
  },
  works: (fork: ForkView, device: string) => {
    if (fork.type === 'feed' || fork.type === 'snapshot') return 'Nothing is stopped. You can read and write as before.'
    const reading = 'You can read everything that is here, and what you wrote before is kept.'
    return fork.type === 'team'
      ? `${reading} Nothing more can be written on this ${device}: use paper, or the telephone.`
      : `${reading} Nothing more can be written there; everywhere else you can go on.`
  },
  next: (fork: ForkView) => {
    if (fork.type === 'snapshot') {
      return 'Tell your administrator: that device may have been tampered with. On a device that is new to the team, check what you rely on with a colleague until this is cleared up.'
    }
    return fork.type === 'feed'
      ? 'Tell them: that device says under “What is saved, what is sent” how it starts anew.'
      : 'Ring your administrator now. Save the proof and give it to them: it shows, to anybody, that there are two histories. It holds nothing that can be read about people.'
  },
  save: 'Save the proof',
  saved: 'Saved among your downloads.',
  notSaved: 'What is here does not prove it to others yet. Tell your administrator all the same.',
  forPublic:
    'Your phone and another were shown different things. You can read what is here. Please do not write; ring your team instead.',
}

function deviceOf({ signer }: ForkView): string {
  return signer === null ? 'A colleague’s device' : `${signer.name}’s device`
}

export const fileName = 'two-histories.doorstep-proof'
