/**
 * Who wrote something, in words, on screens and in an export alike. Names and
 * roles are their writer's own: beside those of whoever is no staff stands what
 * the chain says they are, so that nobody passes for a nurse by saying so.
 */
import type { Outsider, Signature } from './signature.ts'

const outsiderWords: Readonly<Record<Outsider, string>> = {
  patient: 'looked after here',
  family: 'family or friend',
  associate: 'works with the team',
}

/** What was written down for somebody whose relation nobody said. */
const unsaid: ReadonlySet<string> = new Set(['', 'family'])

/** "community nurse", "daughter (family or friend)". */
export function roleOf({ as, role }: Pick<Signature, 'as' | 'role'>): string {
  if (as === undefined) return role
  return as === 'patient' || unsaid.has(role) ? outsiderWords[as] : knownAs({ as, name: role })
}

/** "Aisha Rahman, community nurse". */
export function whoWrote(who: Signature): string {
  return [who.name, roleOf(who)].filter((words) => words !== '').join(', ')
}

/** Where a name stands alone: "Karen (family or friend)". */
export function knownAs({ as, name }: Pick<Signature, 'as' | 'name'>): string {
  return as === undefined ? name : `${name} (${outsiderWords[as]})`
}
