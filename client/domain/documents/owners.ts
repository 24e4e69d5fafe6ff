/**
 * Who has taken something on: each member in an entry of their own, so that two
 * who take it apart both hold it, and both are named until one gives it back.
 * Held and given back apart, it is held: what nobody looks after is the worse
 * mistake.
 */
import * as v from 'valibot'
import { isId } from '../ids.ts'
import type { TaskOwner } from '../projections/plan-rows.ts'
import type { Signature } from '../records/signature.ts'
import { readMap, type Text } from './automerge.ts'
import { newestOf, readSaid, type Said, saidFields, signatureSchema, textOf } from './said.ts'

export interface Owned {
  owners: Record<string, Text>
}

export interface Giving {
  readonly going: readonly Signature[]
  readonly coming: Signature | null
}

export const ownerSchema = v.strictObject({ ...saidFields, who: signatureSchema, holds: v.boolean() })

/**
 * Who holds it, since when, and who said so: somebody else, when it was handed over and not accepted yet. Of a thing
 * that was put there more than once, what each member said last on any of them.
 */
export function readOwners(...places: readonly Partial<Owned>[]): readonly TaskOwner[] {
  const hands = places.map(({ owners }) => readMap(owners ?? {}))
  const memberIds = new Set(hands.flatMap((owners) => Object.keys(owners)).filter(isId))
  return [...memberIds]
    .flatMap((memberId) => {
      const said = newestOf(
        hands.map((owners) => readSaid(owners, memberId, ownerSchema).filter(({ who }) => who.memberId === memberId)),
      )
      const own = said.find(({ by, holds }) => holds && by.memberId === memberId)
      const holding = own ?? said.find(({ holds }) => holds)
      if (holding === undefined) return []
      const { at, by, who } = holding
      return [{ who, since: at, by }]
    })
    .sort((a, b) => a.since - b.since || (a.who.memberId < b.who.memberId ? -1 : 1))
}

/** By their own word: what was handed over and not accepted is not taken. */
export function hasTaken(owners: readonly TaskOwner[], { memberId }: Signature): boolean {
  return owners.some(({ by, who }) => who.memberId === memberId && by.memberId === memberId)
}

/**
 * Given back (`to` is null), or handed to `to`: what that changes, or null.
 * Who holds it lets go of it and no other holder does; handed over by somebody
 * who does not hold it, it leaves all who do.
 */
export function planGiving(owners: readonly TaskOwner[], to: Signature | null, by: Signature): Giving | null {
  const holders = owners.map(({ who }) => who)
  const isMine = holders.some(({ memberId }) => memberId === by.memberId)
  const leaving = isMine ? [by] : to === null ? [] : holders
  const going = leaving.filter(({ memberId }) => memberId !== to?.memberId)
  const isThere = to === null || holders.some(({ memberId }) => memberId === to.memberId)
  return going.length === 0 && isThere ? null : { going, coming: isThere ? null : to }
}

export function writeGiving(draft: Owned, { coming, going }: Giving, said: Said): void {
  for (const who of going) setOwner(draft, who, said, false)
  if (coming !== null) setOwner(draft, coming, said, true)
}

export function setOwner(draft: Owned, who: Signature, said: Said, holds: boolean): void {
  draft.owners ??= {}
  draft.owners[who.memberId] = ownerText(who, said, holds)
}

export function ownerText(who: Signature, said: Said, holds: boolean): Text {
  return textOf({ ...said, who, holds })
}
