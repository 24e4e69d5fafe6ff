/**
 * Who wrote something, in words, on screens and in an export alike. Names and
 * roles are their writer's own: beside those of whoever is no staff stands what
 * the chain says they are, so that nobody passes for a nurse by saying so.
 */
import type { Outsider, Signature } from './signature.ts'

const outsiderWords: Readonly<Record<Outsider, string>> = {
  patient: 'whose care this is',
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

/** Whoever reads something: by the name others gave, or by their own word for themselves and as what the chain has them. */
export type Called = string | { readonly name: string; readonly as: Outsider }

export function plainName(called: Called): string {
  return typeof called === 'string' ? called : called.name
}

const together: Readonly<Record<Outsider, string>> = {
  ...outsiderWords,
  family: 'family or friends',
  associate: 'work with the team',
}

/** Many names in a line, what they are once for all who are the same: "Doreen", "Karen and Tom (family or friends)". */
export function knownTogether(all: readonly Called[], join: (names: readonly string[]) => string): readonly string[] {
  const given = all.filter((called) => typeof called === 'string')
  const own = all.filter((called) => typeof called !== 'string')
  const kinds = [...new Set(own.map(({ as }) => as))]
  const marked = kinds.map((as) => {
    const names = own.filter((each) => each.as === as).map(({ name }) => name)
    return names.length === 1 ? knownAs({ as, name: names[0]! }) : `${join(names)} (${together[as]})`
  })
  return [...given, ...marked]
}
