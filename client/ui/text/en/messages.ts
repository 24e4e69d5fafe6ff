/** Words of the staff's messages: the list, one thread, the box to write in. */
import { namesInWords } from './travel.ts'

export const messagesText = {
  title: 'Messages',
  olderThreads: 'Show older conversations',
  olderMessages: 'Show older messages',
  threads: 'Conversations',
  noThreads: 'No messages yet.',
  noThreadsHint: 'Open a person and write to them or to your colleagues about them.',
  noMessages: 'No messages yet. Write to your team here.',
  noMessagesTo: (names: readonly string[]) => `No messages yet. Write to ${namesInWords(names)} here.`,
  chooseThread: 'Choose a conversation.',
  unknownThread: 'This conversation is not on this device.',
  unknownThreadHint: 'It may still be on its way. Go back to all messages.',
  back: 'All messages',
  backShort: 'Back',
  backTo: 'to all messages',
  about: 'Open the record',
  canRead: (names: readonly string[]) => `${namesInWords(names)} can read this`,
  staffOnlyLong: 'Staff only. Nobody else can read this.',
  staffToo: 'Staff who look after them read it too.',
  you: 'You',
  written: (written: string, arrived: string) => `Written ${written} · arrived ${arrived}`,
  letIn: (name: string, isOwn: boolean) =>
    isOwn
      ? `Written on a device that is no longer in use. Sent again by ${name}.`
      : `Written on a device that has been removed since. Let in by ${name}.`,
  newHere: 'New',
  tryAgain: 'Try again',
  seeWhy: 'See why',
  answer: 'Answer',
  notAnswer: 'Take this away',
  answering: (name: string) => `You are answering ${name}`,
  answeringYou: 'You are adding to what you wrote',
  writeTo: (names: readonly string[]) => `Write to ${namesInWords(names)}`,
  writeToStaff: 'Write to staff',
  keys: 'Enter sends. Shift and Enter starts a new line.',
  send: 'Send',
  incomplete: 'Older messages are still on their way.',
  log: 'The conversation, oldest first',
} as const
