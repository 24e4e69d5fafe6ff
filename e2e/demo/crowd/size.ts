/**
 * How large the neighbourhood is to be: `--people N --records M`, or
 * DOORSTEP_PEOPLE and DOORSTEP_RECORDS. Without either it is the forty, told by
 * hand. Rule GP5.
 */
import { err, ok, type Result } from '../../../shared/lib/result.ts'

export interface CrowdSize {
  readonly people: number
  /** Of everybody up to the caseload; 0: who is beyond the forty is in the directory alone. */
  readonly records: number
}

/** Told by hand. */
export const byHand = 40
/** What one nurse's tablet holds at most. */
export const largestCaseload = 615
const mostPeople = 6_500
const mostRecords = 1_000

export const ordinarySize: CrowdSize = { people: byHand, records: 0 }

export function readSize(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<CrowdSize, string> {
  const people = readNumber('--people', args, env.DOORSTEP_PEOPLE, byHand)
  if (people === null || people < byHand || people > mostPeople) {
    return err(`--people is a number from ${byHand} to ${mostPeople}.`)
  }
  const records = readNumber('--records', args, env.DOORSTEP_RECORDS, 0)
  if (records === null || records > mostRecords) return err(`--records is a number from 0 to ${mostRecords}.`)
  return ok({ people, records })
}

/** Of the people, how many have records and groups: the others are in the directory alone. */
export function caseloadOf({ people, records }: CrowdSize): number {
  return records === 0 ? byHand : Math.min(people, largestCaseload)
}

/** Null when it is there and is no whole number. */
function readNumber(
  name: string,
  args: readonly string[],
  fromEnv: string | undefined,
  otherwise: number,
): number | null {
  const place = args.indexOf(name)
  const inOne = args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1)
  const text = inOne ?? (place === -1 ? fromEnv : (args[place + 1] ?? ''))
  if (text === undefined) return otherwise
  return /^\d{1,6}$/.test(text) ? Number(text) : null
}
