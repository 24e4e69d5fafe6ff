/** "Share this with Karen", "share it no longer": by the person herself, or by staff who write down what she said. */
import { type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { writeAgreement } from '../../domain/records/agreement.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { SetSharing } from '../../engine-api/sharing.ts'
import { problemOfRecord } from '../writing/write-problem.ts'
import type { EntryDraft } from '../writing/writer.ts'
import { type FamilyDeps, familyOf } from './family.ts'

export interface AgreementDeps extends FamilyDeps {
  readonly baseOf: (about: PersonId | null, at: SetSharing['at'], id: string) => RecordBase
}

/** Nothing where it is so already. */
export async function agreementDrafts(
  deps: AgreementDeps,
  { at, commandId, kind, memberId, on, personId }: SetSharing,
): Promise<Result<readonly EntryDraft[], CommandProblem>> {
  const person = personId as PersonId
  const own = deps.chains.privateOf(person, null)
  if (own === undefined) return err({ type: 'unknown-person' })
  const one = (await familyOf(deps, person)).find(({ member }) => member === memberId)
  if (one === undefined) return err({ type: 'unknown-family' })
  if (on && !one.inCircle) return err({ type: 'not-in-circle' })
  const before = one.agreements.find((row) => row.kind === kind)
  if ((before?.on ?? false) === on) return ok([])
  const record = writeAgreement({ with: memberId, kind, on }, deps.baseOf(person, at, commandId))
  if (!record.ok) return err(problemOfRecord(record.error))
  const label = { kind: 'sharing', personId } as const
  // What is to end ends before anything else is said.
  const priority = on ? 'ordinary' : 'safety'
  return ok([{ kind: 'record', group: own.group, priority, doc: zeroDoc, records: [record.value], label }])
}
