/** One person's record: banner, alerts, medicines, NEWS2, story. Staff read these. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { LetIn } from '../../../domain/projections/record-context.ts'
import type { MedicineRow, ObservationValues, StoryKind } from '../../../domain/projections/rows.ts'
import type { News2Parameter, News2Result, News2Threshold } from '../../../domain/scores/news2.ts'
import { news2Response } from '../../../domain/scores/news2-response.ts'
import type { Times } from '../../../engine-api/queries.ts'
import { counted, fullTime, writtenDay } from './times.ts'

export const banner = {
  label: 'Who this record is about',
  born: 'Born',
  gender: 'Gender',
  nhsNumber: 'NHS No.',
  preferred: 'Preferred name',
  died: 'Died',
  notKnown: 'Not Known',
  /** What was changed apart about who she is, by how many is not known here. */
  check: (details: readonly string[]) =>
    `Different ${details.map((id) => disputedDetails[id] ?? 'details').join(', ')} – check`,
}

const disputedDetails: Readonly<Record<string, string>> = {
  family: 'family names',
  given: 'given names',
  born: 'dates of birth',
  nhsNumber: 'NHS numbers',
  died: 'dates of death',
}

export const disputedEntry = 'Different changes – check'

export const alertsLabel = 'Alerts'
export const allergiesUnavailable = 'Allergies unavailable'
export const allergiesUnavailableWhy = 'This record is still on its way to this device.'

export const medicines = {
  title: 'Medicines',
  none: 'No medicines recorded.',
  dose: 'DOSE',
  count: (current: number) => `${current} current`,
  updated: (at: Instant, now: Instant) => `List changed ${fullTime(at, now)}`,
  stopped: (count: number) => counted(count, 'stopped medicine'),
  stoppedOn: (day: string | null) => (day === null ? 'Stopped' : `Stopped ${writtenDay(day)}`),
  source: ({ prescriber, since, source }: MedicineRow) =>
    [[prescriber, since === '' ? '' : `since ${writtenDay(since)}`].filter((part) => part !== '').join(', '), source]
      .filter((part) => part !== '')
      .join(' · '),
}

const parameterNames: Readonly<Record<News2Parameter, string>> = {
  respirations: 'Breaths',
  spo2: 'SpO2',
  oxygen: 'Air or O2',
  systolic: 'Systolic',
  pulse: 'Pulse',
  consciousness: 'Awake',
  temperature: 'Temp °C',
}

const consciousnessWords = {
  alert: 'Alert',
  confusion: 'New confusion',
  voice: 'Voice',
  pain: 'Pain',
  unresponsive: 'No response',
} as const

const thresholdWords: Readonly<Record<News2Threshold, string>> = {
  zero: 'None',
  low: 'Low',
  'single-red': 'Red in one',
  medium: 'Medium',
  high: 'High',
}

const responseWords = {
  routine: 'carry on as planned',
  'registered-nurse-assesses': 'a registered nurse assesses',
  'urgent-review': 'urgent medical review',
  'urgent-response': 'urgent response',
  'emergency-response': 'emergency response',
} as const

export const news2 = {
  title: 'NEWS2',
  copyright: '© Royal College of Physicians 2017',
  none: 'No observations recorded.',
  partLabel: 'points',
  missing: 'Not entered',
  name: (parameter: News2Parameter, scale: 1 | 2 | undefined) =>
    parameter === 'spo2' && scale === 2 ? 'SpO2 scale 2' : parameterNames[parameter],
  value: (parameter: News2Parameter, values: ObservationValues) => valueInWords(parameter, values),
  /** The big number, or what stands in for it: an incomplete set never shows a bare total. */
  headline: (result: News2Result) => {
    if (result.type === 'complete') return { number: String(result.total), rest: ', complete.' }
    if (result.type === 'incomplete')
      return {
        number: `At least ${result.atLeast}`,
        rest: `, incomplete. ${missingInWords(result.missing)} not entered.`,
      }
    return { number: 'Not used', rest: `: ${refusals[result.reason]}.` }
  },
  response: (threshold: News2Threshold) => {
    const { response, lookAgain } = news2Response(threshold)
    const again =
      lookAgain.type === 'continuous'
        ? 'stay and keep looking'
        : lookAgain.from === lookAgain.to
          ? `look again within ${counted(lookAgain.to, 'hour')}`
          : `look again within ${lookAgain.from} to ${lookAgain.to} hours`
    return `${thresholdWords[threshold]}: ${responseWords[response]}, ${again}.`
  },
  /** The score within a visit's note, with what it asks for. */
  inStory: (result: News2Result) => {
    if (result.type === 'refused') return `NEWS2 not used: ${refusals[result.reason]}.`
    const threshold = result.type === 'complete' ? result.threshold : result.reached
    const score = news2.short(result)
    return threshold === null ? `${score}.` : `${score}. ${news2.response(threshold)}`
  },
  /** One line for lists: "NEWS2 3, complete". */
  short: (result: News2Result) => {
    if (result.type === 'complete') return `NEWS2 ${result.total}, complete`
    if (result.type === 'incomplete') return `NEWS2 at least ${result.atLeast}, incomplete`
    return 'NEWS2 not used'
  },
}

const refusals = {
  'under-16': 'under 16',
  pregnant: 'pregnant',
  'age-not-known': 'age not known',
  'scale-2-without-target': 'Scale 2 without a recorded target of 88 to 92 %',
} as const

function missingInWords(missing: readonly News2Parameter[]): string {
  return `${missing.length} of 7 (${missing.map((parameter) => parameterNames[parameter]).join(', ')})`
}

function valueInWords(parameter: News2Parameter, values: ObservationValues): string | undefined {
  switch (parameter) {
    case 'spo2':
      return values.spo2 === undefined ? undefined : `${values.spo2} %`
    case 'oxygen':
      return values.oxygen === undefined ? undefined : values.oxygen === 'air' ? 'Air' : 'Oxygen'
    case 'consciousness':
      return values.consciousness === undefined ? undefined : consciousnessWords[values.consciousness]
    case 'temperature':
      return values.temperature?.toFixed(1)
    case 'respirations':
    case 'systolic':
    case 'pulse':
      return values[parameter] === undefined ? undefined : String(values[parameter])
  }
}

export const story = {
  title: 'Story',
  empty: 'Nothing written yet.',
  next: 'Next:',
  older: 'Show older',
  you: 'you',
  kinds: {
    note: 'Visit note',
    observations: 'Observations',
    message: 'Message',
    visit: 'Visit',
    'next-step': 'What happens next',
    administration: 'Medicine',
    'left-out': 'Left out of the record',
    decision: 'Decision',
    photo: 'Photo',
  } satisfies Record<StoryKind, string>,
  letIn: ({ at, by }: LetIn, now: Instant, isOwn: boolean) =>
    isOwn
      ? `Written on a device that is no longer in use, and sealed again by its writer ${fullTime(at, now)}.`
      : `Written on a device that has been removed since. Let in by ${by.name}, ${by.role}, ${fullTime(at, now)}.`,
  times: ({ writtenAt, arrivedAt }: Times, now: Instant) =>
    arrivedAt !== null && arrivedAt - writtenAt >= lateAfter
      ? `Written ${fullTime(writtenAt, now)} · arrived ${fullTime(arrivedAt, now)}`
      : fullTime(writtenAt, now),
}

/** Later than this and both times are shown: what was known when matters. */
const lateAfter = 30 * 60_000
