/** The frame around every screen, and the screens that are one message: starting, not joined, removed, broken. */
export const appName = 'Doorstep'
export const skipToContent = 'Skip to the content'
export const mainNavigation = 'Main'
export const audit = 'Audit'
export const today = 'Today'
export const people = 'People'
export const tasks = 'Tasks'
export const messages = 'Messages'
export const sync = 'Sync'
export const back = 'Back'
export const tryAgain = 'Try again'
export const copyReport = 'Copy the report'
export const copied = 'Copied'

export function toDo(count: number): string {
  return `${count} to do`
}

export function newCount(count: number): string {
  return `${count} new`
}

export function pageTitle(title: string): string {
  return title === appName ? appName : `${title} – ${appName}`
}

export const starting = { title: 'Opening Doorstep', words: 'Opening what is stored here.' }

export const notJoined = {
  title: 'This device is not in a neighbourhood yet',
  words: 'Doorstep opens with an invitation from your team.',
  steps: [
    'Ask somebody in your team to invite this device. Members of the public: ask your nurse.',
    'Open the link they send you, or scan the square code on their screen.',
    'Choose how to open Doorstep. Your team then lets this device in.',
  ],
  scan: 'Scan a square code',
}

export const waiting = {
  title: 'Waiting to be let in',
  asked: (spaceName: string) =>
    `You asked to join ${spaceName}. Whoever invited you, or somebody in the team, lets this device in.`,
  offline: 'You have no signal. Your request is kept here: it will join by itself when there is signal.',
  compare:
    'Whoever invited you must see the same six numbers: read yours to them. If it was you, on another device of yours, look at both screens.',
  compareLater:
    'Whoever invited you sees these six numbers too once your request has arrived. Read yours to them then; if it was you, look at both screens.',
  leave: 'You can close Doorstep. It carries on when you open it again.',
}

export const fetching = {
  title: 'You are in. Fetching what you need',
  progress: (done: number, total: number | null) =>
    total === null ? `${done} fetched so far` : `${done} of ${total} fetched`,
  label: 'Fetched so far',
  leave: 'This happens once. You can carry on as soon as it is done, also without signal.',
}

export const elsewhere = {
  title: 'Doorstep is open in another window',
  words: 'Only one window at a time may write on this device, so that nothing is written twice.',
  next: 'Carry on there, or use it here: the other window saves what is half written and stops.',
  action: 'Use Doorstep here',
}

export const removed = {
  /** "at 12:30", "yesterday 12:30". */
  title: (device: string, when: string) => `This ${device} was removed from the team ${when}.`,
  /** Of several people’s device only one place is gone. */
  placeTitle: (device: string, when: string) => `Your place on this ${device} was removed from the team ${when}.`,
  placeErased:
    'What was stored here for you has been deleted. What was not sent yet is kept aside, sealed: your team lead can let it into the record. Your colleagues’ places here are as they were.',
  words: 'It receives nothing new and can send nothing.',
  erasing:
    'What was stored here can no longer be opened. It is deleted as soon as what was not sent yet has left: stay where there is signal.',
  /** What opens it could not be deleted yet. */
  opens: (device: string) =>
    `What is stored here was to be deleted, and this ${device} has not done so yet: your passphrase or PIN may still open it. It tries again by itself. Leave it on, and give it to nobody until this page says that it was deleted.`,
  left: (count: number, device: string) =>
    `${count === 1 ? 'One thing' : `${count} things`} written here could not be handed over yet. Leave this ${device} on where there is signal: it tries again for two weeks before it deletes them.`,
  erased:
    'What was stored here has been deleted. What was not sent yet is kept aside, sealed: your team lead can let it into the record.',
  gone: (count: number) =>
    `What was stored here has been deleted after two weeks. ${count === 1 ? 'One thing' : `${count} things`} written here could not be handed over by then and ${count === 1 ? 'was' : 'were'} deleted too. Tell your team lead what you remember of it, so that it is written again.`,
  lost: (count: number) =>
    `${count === 1 ? 'One photo' : `${count} photos`} taken here could not be handed over and ${count === 1 ? 'was' : 'were'} deleted: from an older version of Doorstep, or spoilt on this disk. Tell your team lead, so that a new one is taken where it is needed.`,
  next: 'If this is a mistake, speak to your team lead. They can invite this device again.',
}

/** To the person herself, her family and associates, who have no team lead and may have another phone. */
export const removedPublic: typeof removed = {
  ...removed,
  title: (device, when) => `This ${device} was removed ${when}.`,
  placeTitle: (device, when) => `Your place on this ${device} was removed ${when}.`,
  placeErased:
    'What was stored here for you has been deleted. What you had not sent yet is kept aside, sealed, until the team has looked at it.',
  erased:
    'What was stored here has been deleted. What you had not sent yet is kept aside, sealed, until the team has looked at it.',
  opens: (device) =>
    `What is stored here was to be deleted, and this ${device} has not done so yet. It tries again by itself. Leave it on, and give it to nobody until this page says that it was deleted.`,
  gone: (count) =>
    `What was stored here has been deleted after two weeks. ${count === 1 ? 'One thing' : `${count} things`} written here could not be handed over by then and ${count === 1 ? 'was' : 'were'} deleted too. Tell your nurse what you remember of it.`,
  next: 'If this is a mistake, or you have another phone now, ring your nurse or whoever let you in. They can let you in again.',
}

export const broken = {
  title: (device: string) => `We could not open what is stored on this ${device}.`,
  words: 'It is still stored here. Nothing was deleted.',
  next: 'Try again. If it does not help, copy the report and give it to whoever looks after Doorstep for your team. It holds nothing about the people you care for.',
}

export const unknownPage = {
  title: 'There is no such page',
  words: 'The address may be from an older version, or a letter is missing.',
  action: 'Go to the first screen',
}

export const screenProblem = {
  title: 'We could not open this screen.',
  words: 'What you wrote is still stored here. Try again; if it does not help, close Doorstep and open it again.',
}

/** An invitation opened where somebody is in already. */
export const alreadyIn = {
  in: (device: string, name: string, space: string) => `This ${device} is already ${name}’s, in ${space}.`,
  of: (device: string, name: string) => `This ${device} is already ${name}’s.`,
  somebody: 'Doorstep is already in use in this browser.',
  words:
    'The invitation was not used and nothing here was changed. To join as somebody else here, lock the device, press “Add a colleague”, and open the invitation again.',
  action: 'Close this notice',
}

export const update = {
  waits: 'A new version is ready. It will start when you finish this visit.',
  waitsForMessage: 'A new version is ready. It will start when you finish writing.',
  ready: 'A new version is ready.',
  action: 'Start it now',
}

export const loading = 'Opening what is stored here.'
