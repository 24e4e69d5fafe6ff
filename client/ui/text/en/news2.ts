/** Words for entering a set of observations and for what NEWS2 says. Scores and thresholds come from the domain. */
import type { News2Parameter, News2Result, News2Threshold } from '../../../domain/scores/news2.ts'

type Refusal = Extract<News2Result, { readonly type: 'refused' }>['reason']

interface ParameterWords {
  /** As the label of the row. */
  readonly label: string
  /** Within a sentence: "not entered: pulse". */
  readonly short: string
  readonly unit: string
}

const parameters: Readonly<Record<News2Parameter, ParameterWords>> = {
  respirations: { label: 'Breaths a minute', short: 'breaths', unit: 'a minute' },
  spo2: { label: 'Oxygen %', short: 'oxygen level', unit: '%' },
  oxygen: { label: 'Air or oxygen', short: 'air or oxygen', unit: '' },
  systolic: { label: 'Systolic BP', short: 'blood pressure', unit: 'mmHg' },
  pulse: { label: 'Pulse', short: 'pulse', unit: 'a minute' },
  consciousness: { label: 'Awake?', short: 'awake', unit: '' },
  temperature: { label: 'Temperature °C', short: 'temperature', unit: '°C' },
}

interface BandWords {
  readonly title: string
  readonly action: string
}

/** The chart's thresholds as they are answered in somebody's home; local pathways replace the action. */
const bands: Readonly<Record<News2Threshold, BandWords>> = {
  zero: { title: 'No points', action: 'Repeat within 12 hours, or as the care plan says.' },
  low: { title: 'Low', action: 'A registered nurse assesses now. Repeat in 4 to 6 hours.' },
  'single-red': {
    title: 'One red value',
    action: 'Urgent review by a doctor or the urgent response team. Repeat within the hour.',
  },
  medium: {
    title: 'Urgent',
    action: 'Call the urgent response team or the GP now. Repeat within the hour.',
  },
  high: { title: 'Emergency', action: 'Call 999 now and stay.' },
}

const refusals: Readonly<Record<Refusal, string>> = {
  'under-16': 'NEWS2 is not for people under 16. What you enter is recorded without a score.',
  pregnant: 'NEWS2 is not for pregnancy. What you enter is recorded without a score.',
  'age-not-known': 'NEWS2 needs an age, and none is recorded. What you enter is recorded without a score.',
  'scale-2-without-target': 'Scale 2 needs a prescriber’s recorded target. What you enter is recorded without a score.',
}

export const news2Text = {
  heading: 'Observations',
  parameters,
  bands,
  refusals,
  copyright: 'NEWS2 © Royal College of Physicians 2017',
  spo2Scale2: 'Oxygen % (Scale 2)',
  scale2Target: (by: string) => `Target 88–92, ${by}`,
  scale2InDoubt: 'Different oxygen targets are recorded: Scale 2 is not offered until somebody decides.',
  scale2NotHere: 'The record is still arriving: whether Scale 2 is prescribed is not known here yet.',
  usually: (name: string, value: string) => `${name} usually ${value}`,
  lastTime: (value: string, date: string) => `Last time ${value}, ${date}`,
  notEntered: 'Not entered',
  enter: 'Enter',
  down: (label: string) => `${label}: one step down`,
  up: (label: string) => `${label}: one step up`,
  noPoints: '–',
  noPointsYet: 'no points yet',
  points: (count: number) => (count === 1 ? '1 point' : `${count} points`),
  oxygen: { air: 'Air', oxygen: 'Oxygen' },
  consciousness: {
    alert: 'Alert',
    confusion: 'New confusion',
    voice: 'Voice',
    pain: 'Pain',
    unresponsive: 'Unresponsive',
  },
  atLeast: 'at least',
  incomplete: (atLeast: number, missing: number) => `Incomplete: at least ${atLeast}. ${missing} of 7 not entered.`,
  complete: 'All 7 entered.',
  scale2Used: (by: string, on: string) => `Oxygen on Scale 2: target 88–92\u00a0% set by ${by}, ${on}.`,
  nothingEntered: 'Nothing entered yet.',
  nothingEnteredHint: 'The score appears as you enter values. A missing value never counts as 0.',
  notYetKnown: 'No threshold reached so far.',
  redValues: (labels: readonly string[]) => `Red: ${labels.join(', ')}.`,
  missing: (labels: readonly string[]) => `Not entered: ${labels.join(', ')}.`,
  call999: 'Call 999',
  call999IfWorse: 'Call 999 if worse',
  unreadable: 'This is not a number yet. It is kept, and not counted.',
  didYouMean: (suggestion: string) => `Did you mean ${suggestion}?`,
  cannotBe: (typed: string) => `${typed} cannot be right here. Please check it.`,
  notCounted: 'Not counted until you choose.',
  accept: (suggestion: string) => `Yes, ${suggestion}`,
  keep: (typed: string) => `Keep ${typed} as typed`,
  keptUncounted: (typed: string) => `${typed} is kept as typed and not counted.`,
  keptInRecord: (typed: string) => `Typed as “${typed}”, not counted`,
  couldNotMeasure: 'Could not measure…',
  couldNotMeasureTitle: 'Could not measure',
  couldNotMeasureHint: 'Choose why. It is written in the note, and the total stays “at least”.',
  reasonFor: (label: string) => `Why not: ${label}`,
  noReason: 'No reason given',
  reasons: [
    'Declined',
    'Not safe to',
    'Equipment not working',
    'Equipment not here',
    'Not able to keep still',
    'Not needed today',
  ],
  anotherReason: 'Another reason…',
  ownReason: (label: string) => `The reason: ${label}`,
  notMeasured: (reason: string) => `Not measured: ${reason}`,
  close: 'Close',
} as const
