/** Everything the engine refuses with, by its type: a refusal without words, or without a next step in them, is found here. */
import { expect, test } from 'vitest'
import type { AccessProblem } from '../../../engine-api/access-acts.ts'
import type { CircleProblem } from '../../../engine-api/circle-acts.ts'
import type { CommandProblem } from '../../../engine-api/commands.ts'
import type { JoinOutcome, SpokenReading } from '../../../engine-api/engine-api.ts'
import type { FoundProblem, KitProblem, RecoverProblem } from '../../../engine-api/founding.ts'
import type { HeldProblem } from '../../../engine-api/held-back.ts'
import type { InPersonProblem } from '../../../engine-api/in-person-acts.ts'
import type { PinActProblem } from '../../../engine-api/pin-acts.ts'
import type { AnewProblem } from '../../../engine-api/start-anew.ts'
import type { TeamProblem } from '../../../engine-api/team-acts.ts'
import { wordFoundProblem, wordKitProblem, wordRecoverProblem } from './founding.ts'
import { wordHeldProblem } from './held-back.ts'
import { wordInPersonProblem, wordSpokenProblem } from './in-person.ts'
import { wordJoinProblem } from './joining.ts'
import { wordCircleProblem } from './letting-in.ts'
import { wordNewKitProblem } from './new-kit.ts'
import { wordAnewProblem } from './old-copy.ts'
import { wordAccessProblem, wordCloseProblem, wordEndProblem } from './opening.ts'
import { wordPinProblem } from './pin.ts'
import { wordProblem } from './problems.ts'
import { wordRoundProblem } from './rounds.ts'
import { wordTeamProblem } from './team-devices.ts'

/** A type that is missing here does not compile. */
type All<Name extends string> = Readonly<Record<Name, true>>
/** `true`, or what such a refusal says besides. */
type Typed<Problem extends { readonly type: string }> = Readonly<Record<Problem['type'], true | object>>

const access: All<AccessProblem> = {
  'not-open': true,
  'no-signal': true,
  'nothing-written': true,
  'words-too-long': true,
  'too-long': true,
  'not-allowed': true,
  'nobody-left': true,
  refused: true,
}
const circle: All<CircleProblem> = {
  'out-of-circle': true,
  'not-open': true,
  'no-signal': true,
  'no-circle': true,
  'nothing-written': true,
  'not-allowed': true,
  refused: true,
  'nobody-waits': true,
  'digits-changed': true,
}
const team: All<TeamProblem> = {
  'not-open': true,
  'no-signal': true,
  'nothing-written': true,
  'not-allowed': true,
  'last-admin': true,
  refused: true,
  over: true,
  own: true,
  'nobody-waits': true,
  'digits-changed': true,
}
const held: All<HeldProblem> = {
  'not-open': true,
  'no-signal': true,
  'not-allowed': true,
  decided: true,
  closed: true,
  'by-hand': true,
  'too-large': true,
  'no-space': true,
  disk: true,
  forked: true,
  'no-photo': true,
}
const inPerson: All<InPersonProblem> = {
  'not-open': true,
  'no-signal': true,
  'not-allowed': true,
  'not-kept': true,
  'not-its-answer': true,
}
const anew: All<AnewProblem> = {
  'not-open': true,
  'no-signal': true,
  'not-allowed': true,
  'not-needed': true,
  'not-yet': true,
  'no-space': true,
  refused: true,
}
const kit: All<KitProblem> = {
  'not-open': true,
  'no-signal': true,
  'not-allowed': true,
  refused: true,
  'not-here': true,
  'same-sheet': true,
  'different-kits': true,
  'other-kit': true,
  waits: true,
}
const spoken: All<Exclude<SpokenReading['type'], 'good'>> = {
  mistyped: true,
  'no-signal': true,
  unknown: true,
  'no-memory': true,
}

type WordedPinProblem = Exclude<PinActProblem, { readonly type: 'weak' }>
const pin: Typed<WordedPinProblem> = {
  'not-open': true,
  'not-managed': true,
  'no-space': true,
  broken: true,
  'wrong-passphrase': { waitUntil: null },
  'too-soon': { waitUntil: null },
}
const found: Typed<FoundProblem> = {
  'link-broken': true,
  'link-over': true,
  'link-used': true,
  'already-joined': true,
  'nothing-written': true,
  'no-space': true,
  'passphrase-too-short': { minimum: 12 },
  'too-long': { limit: 200 },
  disk: { detail: '' },
}
const recover: Typed<RecoverProblem> = {
  ...found,
  misread: { sheet: 0, why: 'mistyped' },
  'no-signal': true,
  'same-sheet': true,
  'different-kits': true,
  'other-kit': true,
  'no-key': true,
  'not-the-team': true,
  'moved-on': true,
}
type JoinProblem = Extract<JoinOutcome, { readonly ok: false }>['problem']
const join: Typed<JoinProblem> = {
  'invite-broken': true,
  'invite-expired': true,
  'invite-used': true,
  'invite-not-by-right': true,
  'already-joined': true,
  'no-space': true,
  'passphrase-too-short': { minimum: 12 },
  disk: { detail: '' },
}
const written: Typed<CommandProblem> = {
  'not-open': true,
  forked: true,
  'no-space': true,
  'nothing-written': true,
  'too-long': { limit: 200 },
  'too-many': { limit: 8 },
  implausible: { field: 'temperature', suggestion: '38.0' },
  'unknown-person': true,
  'photo-lost': true,
  'not-ready': true,
  'starting-anew': true,
  'already-here': { personId: 'doreen' },
  'unknown-thread': true,
  'unknown-medicine': true,
  'decide-first': true,
  'decided-on-other': true,
  'already-stopped': true,
  'unknown-task': true,
  'unknown-entry': true,
  'unknown-visit': true,
  'unknown-colleague': true,
  'already-done': true,
  'unknown-allergy': true,
  'warning-gone': true,
  'already-ended': true,
  'allergies-recorded': true,
  'unknown-version': true,
  'unknown-family': true,
  'not-agreed': true,
  'not-in-circle': true,
  'not-allowed': true,
  disk: { detail: '' },
}

interface Said {
  readonly of: string
  readonly title: string
  readonly next: string
}

type Worded = string | ({ readonly title: string } & ({ readonly words: string } | { readonly whatToDo: string }))

function said(of: string, worded: Worded): Said {
  if (typeof worded === 'string') return { of, title: worded, next: worded }
  return { of, title: worded.title, next: 'words' in worded ? worded.words : worded.whatToDo }
}

function sayAll<Name extends string>(named: string, all: All<Name>, word: (problem: Name) => Worded): readonly Said[] {
  return (Object.keys(all) as Name[]).map((problem) => said(`${named}: ${problem}`, word(problem)))
}

function sayTyped<Problem extends { readonly type: string }>(
  named: string,
  all: Typed<Problem>,
  word: (problem: Problem) => Worded,
): readonly Said[] {
  return Object.entries(all).map(([type, rest]) =>
    said(`${named}: ${type}`, word({ type, ...(rest === true ? {} : (rest as object)) } as Problem)),
  )
}

const refusals: readonly Said[] = [
  ...sayAll('opening', access, wordAccessProblem),
  ...sayAll('closing', access, wordCloseProblem),
  ...sayAll('ending', access, wordEndProblem),
  ...sayAll('rounds', access, wordRoundProblem),
  ...sayAll('circle', circle, wordCircleProblem),
  ...sayAll('team', team, wordTeamProblem),
  ...sayAll('held back', held, wordHeldProblem),
  ...sayAll('in person', inPerson, wordInPersonProblem),
  ...sayAll('spoken', spoken, wordSpokenProblem),
  ...sayAll('anew', anew, wordAnewProblem),
  ...sayAll('kit', kit, wordKitProblem),
  ...sayAll('new kit', kit, wordNewKitProblem),
  ...sayTyped<WordedPinProblem>('PIN', pin, (problem) => wordPinProblem(problem, 0)),
  ...sayTyped<FoundProblem>('founding', found, (problem) => wordFoundProblem(problem, 'tablet')),
  ...sayTyped<RecoverProblem>('recovering', recover, (problem) => wordRecoverProblem(problem, 'tablet')),
  ...sayTyped<JoinProblem>('joining', join, (problem) => wordJoinProblem(problem, 'tablet')),
  ...sayTyped<CommandProblem>('writing', written, (problem) => wordProblem(problem, 'tablet')),
]

/** A sentence, or a part of one, that begins with what to do. */
const nextStep =
  /(?:^|[.:;,?] |\b(?:then|or|and|first|again) )(?:add|ask|call|choose|check|close|copy|compare|did you mean|decide|enter|find|free|give|go on|hold|if|keep|leave|let|look|make|open|please|point|press|print|remove|restart|ring|say|scan|see|send|shorten|start|take|tell|try|turn|type|unlock|use|wait|with signal|write)\b/i

test('RB986 each refusal of the engine has words, and they say what to do next', () => {
  for (const { of, title, next } of refusals) {
    expect(title.trim(), of).not.toBe('')
    expect(next, of).toMatch(nextStep)
  }
})

test('RB986 no word of the machine stands in them', () => {
  for (const { of, title, next } of refusals)
    expect(`${title} ${next}`, of).not.toMatch(/undefined|null|\bNaN\b|error|[a-z]-[a-z]+-[a-z]+/)
})
