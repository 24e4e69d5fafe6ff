/** A record was opened: said once a day, in the record and to the person herself. Rules VW. */
import { type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { dayOf } from '../../domain/dates.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import { writeView } from '../../domain/records/view.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { NoteOpened } from '../../engine-api/sharing.ts'
import type { Chains } from '../membership/chains.ts'
import type { Rows } from '../read-model/rows.ts'
import { derivedId } from '../writing/derived-id.ts'
import type { EntryDraft } from '../writing/writer.ts'

export interface ViewDeps {
  readonly chains: Pick<Chains, 'careChainOf' | 'privateOf'>
  readonly rows: Pick<Rows, 'find'>
  readonly member: string
  readonly baseOf: (about: PersonId | null, at: NoteOpened['at'], id: string) => RecordBase
}

export async function viewDrafts(
  { baseOf, chains, member, rows }: ViewDeps,
  { at, commandId, personId }: NoteOpened,
): Promise<Result<readonly EntryDraft[], CommandProblem>> {
  const person = personId as PersonId
  const care = chains.careChainOf(person)
  if (care === undefined) return err({ type: 'unknown-person' })
  const today = { partition: personId, id: `${personId}/${member}/${dayOf(at)}` }
  if ((await rows.find('views', today)).length > 0) return ok([])
  const groups = [care, chains.privateOf(person, null)].filter((chain) => chain !== undefined)
  const drafts = groups.flatMap(({ group, kind }): readonly EntryDraft[] => {
    const record = writeView(baseOf(person, at, kind === 'care' ? commandId : derivedId(commandId, 'view')))
    const label = { kind: 'view', personId } as const
    if (!record.ok) return []
    // In the record as an audit entry, which information governance is shown without a key; to her as any other record.
    const as = kind === 'care' ? 'audit' : 'record'
    return [{ kind: as, group, priority: 'bulk', doc: zeroDoc, records: [record.value], label }]
  })
  return ok(drafts)
}
