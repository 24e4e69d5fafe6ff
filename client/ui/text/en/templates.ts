/** Words of "Use a template": in the box of a conversation and in a visit note. */
export const templatesText = {
  open: 'Use a template',
  title: { message: 'Templates for messages', note: 'Templates for visit notes' },
  hint: 'The words go into your text. Change them as you like: nothing is sent by itself.',
  into: (label: string) => `The words go into “${label}”. Change them there as you like.`,
  use: 'Use',
  arriving: 'The team’s templates are still on their way or being opened here.',
  none: { message: 'No templates for messages yet.', note: 'No templates for visit notes yet.' },
  whoMakes: 'Anybody on the staff of the team can write one, in Team settings. It is here for everybody then.',
  toSettings: 'Open Team settings',
  apart: (title: string) => `“${title}” was changed by two people apart. Decide in Team settings which holds.`,
  close: 'Close',
  putIn: (title: string) => `“${title}” is in your text.`,
  takeOut: 'Take it out again',
} as const
