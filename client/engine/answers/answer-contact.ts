/** Whether a person agrees to be sent messages, as views say it; loaded when the first of them does. Rules SR320, SR324. */
import type { PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { calledName } from '../../domain/names.ts'
import type { ContactState, ContactView } from '../../engine-api/contact.ts'
import { contactGroups, contactState, contactWordOf, reachesHer } from '../sharing/contact.ts'
import { type Facts, readPeople } from '../views/facts.ts'

/** "Not asked yet" only when all is here in which an answer could stand. */
export async function answerContact(
  { isGroupComplete, rows, session }: Facts,
  person: PersonId,
): Promise<ContactState> {
  const deps = { chains: session.device.chains, rows }
  const groups = contactGroups(deps, person)
  const isComplete = groups.length > 0 && groups.every(({ group }) => isGroupComplete(group))
  return contactState(await contactWordOf(deps, person), isComplete)
}

/** To staff, of a conversation that her phone reads and where they may not write now; null of any other. */
export async function unagreedIn(facts: Facts, chain: ChainState): Promise<ContactView | null> {
  const { about } = chain
  if (about === null || !reachesHer(chain)) return null
  const state = await answerContact(facts, about)
  if (state.type === 'agreed') return null
  const person = (await readPeople(facts.rows, [about])).directory.get(about)
  const called = person === undefined ? '' : calledName(person.name)
  return { personId: about, called, phone: person?.phone ?? '', state }
}
