/**
 * Whether an export is whole, and by which of the team's kits it was signed. With
 * the key that holds alone, an export of an earlier kit cannot be told from a
 * forgery; with a copy of the relay's file the chains say which kits there were,
 * and until when. Rules AV381, AV480 and AV481.
 *
 * 1. The last kit of that copy must be the one whoever checks was told: another team's chains prove nothing.
 * 2. What an earlier kit signed counts only with a time before it was replaced.
 * 3. That time is its signer's word: so it must also be a time at which two administrators had agreed to this export.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import { archiveUseHoldsMs } from '../../../shared/membership/proposals.ts'
import { dayAndTime } from '../../domain/dates.ts'
import type { KitHistory, PastKit } from './kit-history.ts'
import { type ExportFiles, exportFaults, manifestOf, signerOf } from './sign-export.ts'

export interface Verified {
  /** Nothing where it can be relied on. */
  readonly faults: readonly string[]
  readonly said: readonly string[]
}

const whole = 'Whole, and as it was made: the team’s kit signed it, and nothing was changed since.'
/** The computer that made it has no network, and its clock may be off. */
const clockMs = 24 * 60 * 60_000

export async function verifyExport(files: ExportFiles, key: string, history: KitHistory | null): Promise<Verified> {
  if (history === null) return withoutHistory(files, key)
  const { kits } = history
  if (kits.at(-1)?.key !== key)
    return fault(
      'The kit that holds in this copy has another signing key. Ask the team for a copy made today, or for its key.',
    )
  const signer = await signerOf(
    files,
    kits.map((kit) => kit.key),
  )
  const kit = kits.find((each) => each.key === signer)
  const faults = await exportFaults(files, signer ?? key)
  if (kit === undefined || faults.length > 0) return { faults, said: [] }
  return kit.until === null ? ofThisKit(files, history) : ofEarlierKit(files, history, { ...kit, until: kit.until })
}

async function withoutHistory(files: ExportFiles, key: string): Promise<Verified> {
  const faults = await exportFaults(files, key)
  if (faults.length === 0) return { faults, said: [whole] }
  return {
    faults: [
      ...faults,
      'If the team has replaced its kit since: verify FOLDER KEY COPY, with a copy of the relay’s file.',
    ],
    said: [],
  }
}

function ofThisKit(files: ExportFiles, history: KitHistory): Verified {
  const said = [whole]
  return { faults: [], said: isAgreed(files, history) ? said : [...said, notAgreed(madeAt(files))] }
}

function ofEarlierKit(files: ExportFiles, history: KitHistory, kit: PastKit & { readonly until: Instant }): Verified {
  const made = madeAt(files)
  if (made >= kit.until)
    return fault(
      `It was signed by a kit that was replaced on ${dayAndTime(kit.until)}, and says that it was made ${dayAndTime(made)}: from the day it was replaced that kit made no export of this team. Do not rely on it.`,
    )
  if (!isAgreed(files, history))
    return fault(
      `It was signed by a kit that was replaced on ${dayAndTime(kit.until)}. ${notAgreed(made)} Do not rely on it.`,
    )
  return {
    faults: [],
    said: [
      `Whole, and as it was made. It was signed by an earlier kit of this team, which held until ${dayAndTime(kit.until)}.`,
      `It says that it was made ${dayAndTime(made)}, and two administrators had agreed to an export of this person then.`,
      'That day is the word of whoever signed it: somebody who came by two sheets of the earlier kit later could write it too. If those sheets were lost, or nobody burnt them, ask for a new export.',
    ],
  }
}

function isAgreed(files: ExportFiles, { agreedAt }: KitHistory): boolean {
  const { madeAt: made, person } = manifestOf(files)!
  return agreedAt(person).some((at) => at <= made + clockMs && made - at <= archiveUseHoldsMs + clockMs)
}

function notAgreed(made: Instant): string {
  return `Two administrators had not agreed to an export of this person in the thirty days before ${dayAndTime(made)}.`
}

function madeAt(files: ExportFiles): Instant {
  return manifestOf(files)!.madeAt
}

function fault(words: string): Verified {
  return { faults: [words], said: [] }
}

/** One line for each kit, for whoever checks an export. */
export function kitLines({ kits }: KitHistory): readonly string[] {
  return kits.map(({ from, key, until }) => {
    const begun = from === null ? 'since the team was founded' : `from ${dayAndTime(from)}`
    return `Signing key ${key}, ${begun}${until === null ? '. It holds.' : `, until ${dayAndTime(until)}. Nothing made later is signed with it.`}`
  })
}
