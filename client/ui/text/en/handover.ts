/** What is with a colleague: for a holiday, a new job, a tablet that does not come back. */
import { shortName } from '../../../domain/names.ts'

export const handoverText = {
  title: (name: string) => `What is with ${name}`,
  mine: 'What is with me',
  link: (name: string) => `What is with ${shortName(name)}`,
  unknown: 'A colleague whose name is not on this device yet',
  unknownPerson: 'Somebody whose name is not on this device yet',
  notHere: 'This colleague is not on this device.',
  back: 'People and devices',
  tasks: 'Tasks',
  talks: 'Conversations',
  visits: 'Visits in the next two weeks',
  nurse: 'Named nurse of',
  openDetails: 'Change it in the details',
  openTalk: 'Open it to hand it over',
  none: 'Nothing.',
  incomplete: 'Part of this may still be on its way to this device. Do not read it as “nothing”.',
  onlyHere: 'As far as it is on this device: of people on your rounds.',
  stays: (name: string) =>
    `What ${shortName(name)} wrote and decided stays in each record under the name it was written with, after leaving the team too.`,
  print: 'Print this list',
}
