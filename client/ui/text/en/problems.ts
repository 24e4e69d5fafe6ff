/** What is said when something could not be written. First what happened, then what to do; the typing is always kept. */
import type { CommandProblem } from '../../../engine-api/commands.ts'

export interface ProblemWords {
  readonly title: string
  readonly whatToDo: string
}

export function wordProblem(problem: CommandProblem, device: string): ProblemWords {
  switch (problem.type) {
    case 'no-space':
      return {
        title: `Not enough space on this ${device}.`,
        whatToDo:
          'What you saved before is safe, and your typing is still here. Remove photos or apps you do not need, then try again.',
      }
    case 'not-open':
      return { title: 'Doorstep is locked.', whatToDo: 'Your typing is kept. Open Doorstep again to go on.' }
    case 'forked':
      return {
        title: `Nothing more can be written there from this ${device}.`,
        whatToDo:
          'Two devices were shown two different histories of the team. Your typing is kept. Write it on paper, or on another device, and ask your administrator. “What is saved, what is sent” says more.',
      }
    case 'nothing-written':
      return { title: 'There is nothing to write yet.', whatToDo: 'Write a word, or enter a value.' }
    case 'photo-lost':
      return {
        title: `The photo is not on this ${device} any more.`,
        whatToDo: 'Nothing was written yet, and your typing is kept. Take the photo again, or go on without it.',
      }
    case 'too-long':
      return {
        title: 'This is too long.',
        whatToDo: `At most ${problem.limit} letters fit. Please shorten it, or write it in two parts.`,
      }
    case 'too-many':
      return {
        title: `There are ${problem.limit} already.`,
        whatToDo: 'Take one away that nobody needs any more, then add this one. Your typing is kept.',
      }
    case 'implausible':
      return {
        title: 'One value cannot be right.',
        whatToDo:
          problem.suggestion === null ? 'Please check it. Your typing is kept.' : `Did you mean ${problem.suggestion}?`,
      }
    case 'unknown-person':
      return {
        title: 'This person’s record is not on this device.',
        whatToDo: 'It may still be on its way. Your typing is kept; try again in a moment.',
      }
    case 'not-ready':
      return {
        title: 'Your team cannot look after anybody yet.',
        whatToDo:
          'First the recovery kit is printed and kept, and a second administrator is let in: open People and devices. Your typing is kept.',
      }
    case 'starting-anew':
      return {
        title: 'This device is being started anew.',
        whatToDo:
          'Nobody was added. Your typing is kept. With signal, open “What is saved, what is sent” and start the device anew; then save again.',
      }
    case 'already-here':
      return {
        title: 'Somebody like this is in the list already.',
        whatToDo: 'Nobody was added. Your typing is kept. Look at the person below.',
      }
    case 'unknown-thread':
      return {
        title: 'This conversation is not on this device.',
        whatToDo: 'It may still be on its way. Your typing is kept; try again in a moment.',
      }
    case 'unknown-medicine':
      return {
        title: 'This medicine is not in the list on this device.',
        whatToDo: 'It may still be on its way. Your typing is kept; try again in a moment.',
      }
    case 'unknown-entry':
      return {
        title: 'This is not in the record on this device.',
        whatToDo: 'It may still be on its way. Your typing is kept; try again in a moment.',
      }
    case 'unknown-family':
      return {
        title: 'This member of the family is not known on this device.',
        whatToDo: 'It may still be on its way. Nothing was changed; try again in a moment.',
      }
    case 'not-agreed':
      return {
        title: 'Nothing was sent: messages are not agreed to yet.',
        whatToDo: 'Your typing is kept. Ask at the visit, or ring, and record the answer; then send it.',
      }
    case 'not-in-circle':
      return {
        title: 'They are not in the circle any more.',
        whatToDo: 'Nothing was changed. Let them into the circle first, then share.',
      }
    case 'unknown-visit':
      return {
        title: 'This visit is not in the plan on this device.',
        whatToDo:
          'It may still be on its way, or stand on another day. Nothing was changed. Look at the other days, or try again in a moment.',
      }
    case 'decide-first':
      return {
        title: 'Different changes: decide first.',
        whatToDo: 'Nothing was changed. Your typing is kept; decide between the changes, then write it.',
      }
    case 'decided-on-other':
      return {
        title: 'This has changed since you read it.',
        whatToDo: 'Nothing was changed. Look at it again, then decide.',
      }
    case 'already-stopped':
      return {
        title: 'This medicine is stopped already.',
        whatToDo: 'Nothing was changed. If they take it again, add it to the list.',
      }
    case 'unknown-version':
      return {
        title: 'This plan is not the one you wrote on.',
        whatToDo: 'Your typing is kept. Copy it, open the care plan again and write it there.',
      }
    case 'unknown-task':
      return {
        title: 'This task is not in the list on this device.',
        whatToDo: 'It may still be on its way. Your typing is kept; try again in a moment.',
      }
    case 'unknown-colleague':
      return {
        title: 'This colleague is not known on this device.',
        whatToDo: 'Nothing was changed. Choose somebody else.',
      }
    case 'already-done':
      return { title: 'This task is done already.', whatToDo: 'Nothing was changed. Open it again if it is not done.' }
    case 'unknown-allergy':
      return {
        title: 'This allergy is not on this device.',
        whatToDo: 'It may still be on its way. Your typing is kept; try again in a moment.',
      }
    case 'warning-gone':
      return {
        title: 'What this warning is about has changed.',
        whatToDo: 'Nothing was written. Look at it again. Your typing is kept.',
      }
    case 'already-ended':
      return {
        title: 'This allergy was taken back already.',
        whatToDo: 'Nothing was changed. If it was right after all, record it again.',
      }
    case 'allergies-recorded':
      return {
        title: 'An allergy is recorded.',
        whatToDo: 'Nothing was changed. If it was wrong, take it back first and say why.',
      }
    case 'not-allowed':
      return { title: 'You may not write here.', whatToDo: 'Your typing is kept. Ask your team lead.' }
    case 'disk':
      return {
        title: `This ${device} could not save it.`,
        whatToDo: 'Your typing is still here. Please try again. If it happens again, restart the device.',
      }
  }
}
