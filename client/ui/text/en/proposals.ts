/** Words of what needs two administrators: who proposes what, what it means, and what became of it. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { Signature } from '../../../domain/records/signature.ts'
import type { ProposedWords, TeamProposal, TeamRecovery } from '../../../engine-api/team-acts.ts'
import { fullTime } from './times.ts'

const nameOf = (who: Signature | null) => who?.name ?? 'a colleague whose name is not on this device yet'

export const proposalsText = {
  title: 'Needs two administrators',
  waitsTitle: 'Waits for a second administrator',
  why: 'One administrator proposes, another one says yes. Nothing has changed yet.',
  until: (until: Instant, now: Instant) => `It can be answered until ${fullTime(until, now)}.`,
  mine: 'You proposed this. Another administrator has to say yes, on a device of their own, under Team, People and devices.',
  notForYou: 'Administrators answer this.',
  digits: 'Their screen shows these digits. Ask them, if you can:',
  takeBack: 'Take it back',
  no: 'No, decline',
  asking: 'Asking the server…',
  answeredTitle: 'Answered lately',
  waitsFor: 'Proposed as an administrator. A second administrator has to say yes.',

  makeAdmin: 'Make administrator…',
  makeAdminWords: (name: string) =>
    `An administrator lets colleagues in, removes devices, and together with a second one appoints others. It holds for all devices ${name} has now.`,
  makeAdminSecond: 'A second administrator has to say yes. Until then nothing changes.',
  makeAdminYes: 'Yes, propose it',
  makeAdminAlone: 'Yes, make administrator',
  makeAdminNo: 'No',
  proposed: (name: string) => `Proposed. ${name} is an administrator once a second administrator has said yes.`,
  isAdmin: (name: string) => `Done. ${name} is an administrator now.`,

  exportTitle: 'Export everything kept about this person',
  exportWords:
    'For somebody who asks what is kept about them. It needs a second administrator’s yes, two sheets of the recovery kit, and whoever looks after the server.',
  exportAsk: 'Ask for an export…',
  exportReason: 'Why it is needed',
  exportReasonHint:
    'The second administrator reads it. It is not sealed: it stays with the server, and every phone of the neighbourhood is sent it. Do not name the person here.',
  exportYes: 'Ask a second administrator',
  exportNo: 'Not now',
  exportAsked: 'Asked. It can be done once a second administrator has said yes, under Team, People and devices.',
  exportNothing: 'Write why it is needed, in at most 200 characters.',

  leavesOne:
    'Then one administrator is left, who cannot appoint another one alone: that takes two sheets of the recovery kit. Appoint a new administrator first, if you can.',
  doorProposed:
    'They are proposed as an administrator. A second administrator has to say yes, under Team, People and devices. Until then their device shows that it waits.',

  recoveredTitle: 'Let in with the recovery kit',
  recovered: ({ at, mark, who }: TeamRecovery, now: Instant) =>
    `Device ${mark} of ${nameOf(who)} came in as an administrator with two sheets of the kit, ${fullTime(at, now)}.`,
  recoveredNext:
    'Remove the devices that were lost, one by one. If nobody in the team knows of this, tell information governance now.',
} as const

/** What it would be, as a heading. */
export function wordProposed(what: ProposedWords): string {
  switch (what.type) {
    case 'make-admin':
      return `Make ${nameOf(what.who)} an administrator`
    case 'admit-admin':
      return 'Let a new colleague in as an administrator'
    case 'new-kit':
      return 'Replace the recovery kit'
    case 'archive-use':
      return `Allow an export of everything kept about ${what.person ?? 'somebody whose name is not on this device'}`
  }
}

export function wordMeaning(what: ProposedWords): string {
  switch (what.type) {
    case 'make-admin':
      return `They could let colleagues in, remove devices, and with a second administrator appoint others. It is for ${what.marks.length === 1 ? 'device' : 'devices'} ${what.marks.join(', ')} and no other.`
    case 'admit-admin':
      return `They could let colleagues in, remove devices, and with a second administrator appoint others. It is for device ${what.mark}. Ask whoever proposed it who this is.`
    case 'new-kit':
      return what.given
        ? 'Two sheets of the new kit fit together. From then on the new sheets open every record, and the old ones open only what was written until then.'
        : 'The new sheets have not been printed and given back yet. It can be answered once they have.'
    case 'archive-use':
      return `For thirty days whoever has two sheets of the kit may export it, with a copy of the server’s file. The reason: ${what.reason}`
  }
}

export function wordYes(what: ProposedWords): string {
  switch (what.type) {
    case 'make-admin':
      return 'Yes, make administrator'
    case 'admit-admin':
      return 'Yes, let them in'
    case 'new-kit':
      return 'Yes, replace it'
    case 'archive-use':
      return 'Yes, allow it'
  }
}

export function wordBy({ at, by, isMine }: TeamProposal, now: Instant): string {
  return isMine ? `You proposed it, ${fullTime(at, now)}.` : `Proposed by ${nameOf(by)}, ${fullTime(at, now)}.`
}

/** What became of it, in one line. */
export function wordAnswered({ decidedAt, decidedBy, state, until }: TeamProposal, now: Instant): string {
  const when = decidedAt === null ? '' : `, ${fullTime(decidedAt, now)}`
  switch (state) {
    case 'approved':
      return `${nameOf(decidedBy)} said yes${when}.`
    case 'declined':
      return `${nameOf(decidedBy)} declined it${when}. Nothing changed.`
    case 'withdrawn':
      return `Taken back${when}. Nothing changed.`
    case 'over':
      return `Nobody answered until ${fullTime(until, now)}. Nothing changed; it can be proposed again.`
    case 'proposer-gone':
      return 'The device it was proposed on was removed. Nothing changed.'
    case 'open':
      return proposalsText.why
  }
}

/** Said once it is on the chain. */
export function wordDone(what: ProposedWords, isYes: boolean): string {
  if (!isYes) return 'Done. It will not happen.'
  switch (what.type) {
    case 'make-admin':
      return proposalsText.isAdmin(nameOf(what.who))
    case 'admit-admin':
      return 'Done. They are in, as an administrator.'
    case 'new-kit':
      return 'Done. The new kit holds. Destroy the old sheets once everybody has a new one.'
    case 'archive-use':
      return 'Done. It is allowed for thirty days.'
  }
}
