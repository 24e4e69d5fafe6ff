/**
 * Whether a person agrees to be sent messages: read off her words, written as one
 * more of them, and asked before staff write where her phone reads. Rules SR320-SR323.
 */
import { type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { type ContactWord, readContactWord } from '../../domain/contact-word.ts'
import { messagesHere, writeContactAgreement } from '../../domain/records/contact-agreement.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { ContactState, SetContact } from '../../engine-api/contact.ts'
import type { Chains } from '../membership/chains.ts'
import { inNow } from '../membership/circle-plan.ts'
import { isPrivateOf } from '../membership/private-owner.ts'
import type { Rows } from '../read-model/rows.ts'
import { problemOfRecord } from '../writing/write-problem.ts'
import type { EntryDraft } from '../writing/writer.ts'

export interface ContactDeps {
  readonly chains: Pick<Chains, 'careChainOf' | 'privateOf'>
  readonly rows: Pick<Rows, 'find'>
}

/** Her own group first: what stands there she reads herself. */
export function contactGroups({ chains }: Pick<ContactDeps, 'chains'>, person: PersonId): readonly ChainState[] {
  return [chains.privateOf(person, null), chains.careChainOf(person)].filter((chain) => chain !== undefined)
}

export async function contactWordOf(deps: ContactDeps, person: PersonId): Promise<ContactWord> {
  const groups = new Set<string>(contactGroups(deps, person).map(({ group }) => group))
  return readContactWord(await deps.rows.find('contactAgreements', { partition: person }), groups)
}

export function contactState({ row }: Pick<ContactWord, 'row'>, isComplete: boolean): ContactState {
  if (row === null) return { type: isComplete ? 'not-asked' : 'unknown' }
  const { agreed, at, author, said } = row
  return { type: agreed ? 'agreed' : 'stopped', by: author, at, said }
}

/** What is written there comes to her own phone. */
export function reachesHer(chain: ChainState): boolean {
  return isPrivateOf(chain, null) || (chain.kind === 'circle' && inNow(chain).some(({ role }) => role === 'patient'))
}

/** Why staff may not write in this conversation now; null when they may. */
export async function contactProblem(deps: ContactDeps, chain: ChainState): Promise<CommandProblem | null> {
  if (chain.about === null || !reachesHer(chain)) return null
  const { row } = await contactWordOf(deps, chain.about)
  return row?.agreed === true ? null : { type: 'not-agreed' }
}

export interface ContactDraftDeps extends ContactDeps {
  readonly isStaff: boolean
  readonly baseOf: (about: PersonId | null, at: SetContact['at'], id: string) => RecordBase
}

/** Nothing where it is so already. */
export async function contactDrafts(
  deps: ContactDraftDeps,
  { agreed, at, commandId, personId, said }: SetContact,
): Promise<Result<readonly EntryDraft[], CommandProblem>> {
  const person = personId as PersonId
  const [home] = contactGroups(deps, person)
  if (home === undefined) return err({ type: 'unknown-person' })
  if ((said === 'herself') === deps.isStaff) return err({ type: 'not-allowed' })
  const { row, unheard } = await contactWordOf(deps, person)
  if (row?.agreed === agreed) return ok([])
  const base = deps.baseOf(person, at, commandId)
  const record = writeContactAgreement({ ...messagesHere, agreed, said, after: unheard }, base)
  if (!record.ok) return err(problemOfRecord(record.error))
  const label = { kind: 'contact', personId } as const
  // What is to end ends before anything else is said.
  const priority = agreed ? 'ordinary' : 'safety'
  return ok([{ kind: 'record', group: home.group, priority, doc: zeroDoc, records: [record.value], label }])
}
