/** People and devices of the team: who is in, with what, letting in and removing. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { TeamProblem, TeamRole, WaitingColleague } from '../../../engine-api/team-acts.ts'
import { lastHeard } from './heard.ts'
import { counted, fullTime } from './times.ts'

const roles: Readonly<Record<TeamRole, string>> = {
  admin: 'Administrator: lets colleagues in, removes devices, and cares for people',
  staff: 'Clinical staff: reads and writes the records on their rounds',
  associate: 'Associate: reads and writes only in the circles they are named in',
  ig: 'Information governance: sees who did what, and reads no record',
}

export function shortRole(role: TeamRole): string {
  return shortRoles[role]
}

const shortRoles: Readonly<Record<TeamRole, string>> = {
  admin: 'administrator',
  staff: 'clinical staff',
  associate: 'associate',
  ig: 'information governance',
}

export const teamDevicesText = {
  title: 'People and devices',
  look: 'An administrator of the team lets colleagues in and removes devices.',
  oneAdmin:
    'There is one administrator only. Invite a second one before the first person is added: if this device is lost, nobody else can let anybody in.',
  me: 'you',
  unknownColleague: 'A colleague whose name is not on this device yet',
  firstSteps: 'Before the first person is added',
  firstStepsWhy:
    'Two things come first, so that no record can be lost with one tablet or one person. Until both are done nobody can be added.',
  kitToDo: 'Print the recovery kit and give two of its sheets back',
  kitKept: 'The recovery kit is kept.',
  kitLink: 'Recovery kit: when it was made, and making a new one',
  adminToDo: 'Invite a second administrator below and let them in. Another tablet of your own does not count.',
  adminDone: 'A second administrator is in.',
  shortRole,
  role: (role: TeamRole) => roles[role],
  device: (mark: string) => `Device ${mark}`,
  here: 'this device',
  heard: lastHeard,
  left: 'Not in the team any more',
  removed: (count: number) => `${counted(count, 'device')} removed.`,

  held: (toDecide: number, all: number) =>
    all === 0 ? 'Held back: nothing' : `Held back: ${toDecide === 0 ? 'nothing' : toDecide} to decide`,
  heldUnknown: 'Held back: not known without signal',
  heldAsked: 'Held back: being asked',
  erased: (mark: string, at: Instant | null, now: Instant) =>
    at === null
      ? `Device ${mark} has not said yet that it erased itself. Until it meets signal, what is on it stays there, locked.`
      : `Device ${mark} erased itself: it said so ${fullTime(at, now)}.`,

  invite: 'Invite a colleague',
  own: 'Add a device of my own',
  name: 'Their name',
  jobTitle: 'What they do',
  jobTitleHint: 'For example: community nurse, pharmacist, team lead',
  roleLegend: 'What they may do in Doorstep',
  makeLink: 'Make the link',
  cancel: 'Not now',
  linkTitle: (name: string) => `The link for ${name}`,
  ownLinkTitle: 'The link for your other device',
  onOwn: 'On your other device',
  onTheirs: (name: string) => `On the device of ${name}, if it is beside you`,
  ownSquare: 'Square code for your other device',
  square: (name: string) => `Square code for ${name}`,
  squareSteps: (host: string) => [
    `Open ${host} in its browser.`,
    'Press “Scan a square code”.',
    'Point its camera at this square.',
  ],
  linkHint: (until: Instant, now: Instant) =>
    `It lets one device ask to come in, works once, and holds until ${fullTime(until, now)}. Hand it to nobody else.`,
  waitHint:
    'Once it is opened, six digits show on both screens. Until you have compared them and said yes, that device can read nothing.',
  compare: ({ isMine, name, role }: WaitingColleague) =>
    isMine
      ? 'A further device of yours asks to come in. Does it show these digits?'
      : `${name ?? 'Somebody'} asks to come in as ${shortRoles[role]}. Ask them: does their screen show these digits?`,
  isIn: 'They are in. Their device fetches what is theirs to read.',
  isInOwn: 'Your other device is in. It fetches what is yours to read.',

  remove: (mark: string) => `Remove device ${mark}…`,
  removeEffect: (name: string) =>
    `From now on the device of ${name} gets nothing new and can send nothing into the records; everybody else goes on with a new key. When it next meets signal it erases itself; until then what is stored on it stays there, locked. What was read stays read. What it had not sent yet comes to “Held back”, for you to decide.`,
  removeNoSignal: {
    title: 'There is no signal now.',
    words:
      'It may not be removed yet. Once there is signal, look whether it still stands here, and if so, press again. If that cannot wait, ring another administrator: they can remove it.',
  },
  removeYes: 'Yes, remove it now',
  removeNo: 'No, keep it',
  isRemoved: (mark: string, name: string) => `Done. Device ${mark} of ${name} is out, and a new key is in use.`,
} as const

export const teamRoles = Object.keys(roles) as readonly TeamRole[]

const problems: Readonly<Record<TeamProblem, readonly [title: string, words: string]>> = {
  'not-open': ['Doorstep is locked.', 'Open it again to go on.'],
  'no-signal': ['There is no signal now.', 'Look at the list once there is, and try again if nothing has changed.'],
  'nothing-written': ['Something is missing.', 'Write their name and what they do.'],
  'not-allowed': ['This cannot be done from here.', 'Ask an administrator of your team.'],
  'last-admin': [
    'This is the only administrator’s device.',
    'Let a second administrator in first. Then it can be removed.',
  ],
  over: ['This is over.', 'It was answered, has run out, or whoever proposed it has left. Look again.'],
  'nobody-waits': [
    'Nobody was let in.',
    'This request cannot be answered here: it has run out, or is for an administrator to answer. Ask one to look at People and devices, or make a new link.',
  ],
  'digits-changed': [
    'The digits have changed. Nobody was let in.',
    'Another device asks with this link now. Compare the digits again: let in only whose screen shows the same.',
  ],
  own: ['Another administrator has to say yes.', 'Ask one of them to open People and devices.'],
  refused: ['This did not work.', 'Somebody else may have changed the team meanwhile. Look again, then try once more.'],
}

export function wordTeamProblem(problem: TeamProblem): { readonly title: string; readonly words: string } {
  const [title, words] = problems[problem]
  return { title, words }
}
