/** Words of making a new neighbourhood, and of its recovery kit. */
import type { FoundProblem, KitActOutcome, KitProblem, RecoverProblem } from '../../../engine-api/founding.ts'

export const foundingText = {
  title: 'Create your team’s space',
  intro: 'This link makes one new space. You become its first administrator, on this device.',
  spaceLabel: 'Name of the team',
  spaceHint: 'As people know it, for example “Elm Street neighbourhood team”.',
  nameLabel: 'Your name',
  nameHint: 'Your colleagues and the people you look after will see it.',
  roleLabel: 'Your role',
  roleStart: 'Team lead',
  create: 'Create the space',
  creating: 'Making the keys on this device…',
  errorsTitle: 'Please check',
  spaceMissing: 'Write the name of the team.',
  nameMissing: 'Write your name.',
  roleMissing: 'Write your role.',
  tooLong: (what: string, limit: number, length: number) =>
    `${what} has ${length} letters. Shorten it to ${limit} at most.`,

  /** Also for who comes back by the kit. */
  waitingTitle: (space: string) => `${space} waits for the server`,
  waitingWords:
    'The server has not answered yet. What it needs is made and kept on this device: nothing has to be typed again.',
  waitingNext: 'It is sent by itself when there is signal. You may close this page and come back.',
  tryNow: 'Try now',

  kitTitle: 'Recovery kit',
  kitWhy:
    'Three sheets of paper. Any two of them open every record, should all devices be lost. One alone opens nothing.',
  kitStep1: '1. Print the three sheets',
  kitPrintHint:
    'They are shown on paper only. Use a printer that you trust and do not save them as a file. Each is for another person and another place.',
  print: 'Print three sheets',
  kitStep2: '2. Give two sheets back',
  kitBackHint:
    'Type the letters and digits from two of the printed sheets, or hold their squares before the camera. Spaces and small letters are fine.',
  scan: 'Scan this sheet',
  scanStop: 'Stop the camera',
  scanHint: 'Hold the sheet so that its whole square is in the picture. No photo is kept.',
  scanned: 'The sheet was read.',
  notASheet: 'That square is not on a sheet of a recovery kit. Hold the sheet before the camera.',
  first: 'Letters of one sheet',
  second: 'Letters of another sheet',
  check: 'Check the two sheets',
  checking: 'Checking…',
  keptTitle: 'The kit is kept',
  keptWords: 'Two sheets fit together. This device has forgotten them: only the paper has them now.',
  keptNext: 'Hand out the sheets today. Never keep two together, never send one, never photograph one.',
  toTeam: 'People and devices',
  notForYou: 'The recovery kit is an administrator’s.',
  noKit: 'This team’s kit is public and for demonstration only. It protects nothing.',
  notHere: 'The sheets are not on this device. If they are printed, type two of them here.',

  sheet: (number: number) => `Recovery kit, sheet ${number} of 3`,
  sheetWhat: 'Any two of the three sheets together open every record of this neighbourhood. One alone opens nothing.',
  sheetKeep:
    'Keep each sheet in another place, with another person. Never keep two together, never send one, never photograph one.',
  sheetWhen:
    'They are needed when all devices are lost, and when somebody asks for everything that is kept about them. If a sheet is lost, tell your team lead and information governance today: a new kit has to be made.',
  sheetQr: 'The same letters as a picture',
} as const

export const recoverText = {
  title: 'Come back into your team',
  intro:
    'For a team that has lost all its administrators. With two sheets of the recovery kit this device becomes an administrator’s, and reads what was written before. All staff are told.',
  sheets: 'Two sheets of the kit',
  you: 'You and your team',
  go: 'Come back into the team',
  going: 'Opening the kit on this device…',
  sheetMissing: 'Type or scan this sheet.',
  after:
    'Afterwards: remove the devices that were lost, under Team, People and devices. Put the sheets back in their two places.',
} as const

export interface FoundingWords {
  readonly title: string
  readonly whatToDo: string
}

export function wordFoundProblem(problem: FoundProblem, device: string): FoundingWords {
  switch (problem.type) {
    case 'link-broken':
      return {
        title: 'This link cannot be read',
        whatToDo: 'Part of it may be missing. Open it again, or ask for a new one.',
      }
    case 'link-over':
      return { title: 'This link has run out', whatToDo: 'Ask whoever looks after the server for a new one.' }
    case 'link-used':
      return {
        title: 'The server does not take this link',
        whatToDo:
          'It was used already or has run out. Nothing was made. Ask whoever looks after the server for a new one.',
      }
    case 'already-joined':
      return { title: `This ${device} is in a space already`, whatToDo: 'Open Doorstep as usual.' }
    case 'nothing-written':
      return { title: 'Something is missing', whatToDo: 'Write the name of the team, your name and your role.' }
    case 'too-long':
      return {
        title: 'The name of the team is too long',
        whatToDo: `Nothing was made. Shorten it to ${problem.limit} letters at most.`,
      }
    case 'passphrase-too-short':
      return {
        title: 'The passphrase is too short',
        whatToDo: `It needs at least ${problem.minimum} characters. Make it longer: four words that have nothing to do with each other are good.`,
      }
    case 'no-space':
      return {
        title: `Not enough space on this ${device}`,
        whatToDo: 'Nothing was made. Remove photos or apps you do not need, then press the button again.',
      }
    case 'disk':
      return {
        title: `This ${device} could not store your keys`,
        whatToDo: 'Nothing was made. Check that this is not a private window, then press the button again.',
      }
  }
}

export function wordRecoverProblem(problem: RecoverProblem, device: string): FoundingWords {
  switch (problem.type) {
    case 'misread':
      return { title: 'One sheet cannot be read', whatToDo: wordMisread(problem.why) }
    case 'same-sheet':
    case 'different-kits':
    case 'other-kit':
      return { title: 'These sheets do not open this team', whatToDo: wordKitProblem(problem.type) }
    case 'no-signal':
      return { title: 'There is no signal now', whatToDo: 'Nothing was made. Press the button again once there is.' }
    case 'no-key':
      return {
        title: 'The sheets are right, but they do not open the team’s newest key',
        whatToDo:
          'Somebody’s device sealed a wrong copy of it. Nothing was made, and the link still works. Ask a colleague to open Doorstep with signal: their device makes the copy again by itself. Then press the button again. If nobody has a device that opens, tell information governance: with the sheets, the archive reads what was written under the keys before.',
      }
    case 'not-the-team':
      return {
        title: 'The server’s answer is not this team’s',
        whatToDo: 'Nothing was made. Tell whoever looks after the server, and information governance.',
      }
    case 'moved-on':
      return {
        title: 'Somebody changed the team in this moment',
        whatToDo: 'Nothing was made. Open the link again and give two sheets once more.',
      }
    default:
      return wordFoundProblem(problem, device)
  }
}

const kitProblems: Readonly<Record<KitProblem, string>> = {
  'not-open': 'Open Doorstep and try again.',
  'no-signal': 'There is no signal. The sheets are right; check them again when there is.',
  'not-allowed': `${foundingText.notForYou} Ask one of them.`,
  refused: 'That did not work. Nothing is lost. Press the button again.',
  'not-here': foundingText.notHere,
  'same-sheet': 'This is the same sheet twice. Take another one.',
  'different-kits': 'These sheets belong to two different kits. Take two of the same one.',
  'other-kit': 'These sheets are not of this team’s kit. Look for those that were printed last.',
  waits: 'A new kit waits for a second administrator already. Ask them to answer under “People and devices”.',
}

const misreadings = {
  unreadable:
    'This is not a whole sheet, or its last letter is wrong. Compare it with the paper: all of its letters, in their groups of four.',
  mistyped: 'A letter is wrong. Compare it with the sheet and type it again.',
  newer: 'This sheet was printed by a newer Doorstep. Update the app first.',
}

export function wordKitProblem(problem: KitProblem): string {
  return kitProblems[problem]
}

export function wordMisread(why: Extract<KitActOutcome, { readonly type: 'misread' }>['why']): string {
  return misreadings[why]
}
