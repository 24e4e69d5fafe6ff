/** Why a record was opened and until when, in the record and to the person herself: what is to be written. Rule BG2. */
import type { GroupId, Instant, PersonId } from '../../../shared/lib/ids.ts'
import { zeroDoc } from '../../../shared/lib/ids.ts'
import { type OpeningInput, writeOpening } from '../../domain/records/opening.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { Chains } from '../membership/chains.ts'
import type { EntryDraft } from './writer.ts'

export interface SaidOpening extends OpeningInput {
  /** When it was opened: said again it stands once, with another end. */
  readonly at: Instant
}

interface OpeningDraftsDeps {
  readonly chains: Pick<Chains, 'state' | 'privateOf'>
  readonly baseOf: (about: PersonId | null, at?: Instant) => RecordBase
}

export function openingDrafts(
  { baseOf, chains }: OpeningDraftsDeps,
  care: GroupId,
  { at, ...said }: SaidOpening,
): readonly EntryDraft[] {
  const { about } = chains.state(care)!
  const own = about === null ? undefined : chains.privateOf(about, null)?.group
  return [care, own].flatMap((group): readonly EntryDraft[] => {
    const record = writeOpening(said, baseOf(about, at))
    if (group === undefined || !record.ok) return []
    const label = { kind: 'view', personId: about } as const
    // As whoever looks after the person says it: see sharing/write-view.ts.
    const kind = group === care ? 'audit' : 'record'
    return [{ kind, group, priority: 'ordinary', doc: zeroDoc, records: [record.value], label }]
  })
}
