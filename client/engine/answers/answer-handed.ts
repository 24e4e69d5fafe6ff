/**
 * Whom others gave to this member and whom they took from her. By a round it is
 * told once, not person by person. Beside it that another phone came in than the
 * one she read. Rules RN480, RN481 and KR841.
 */
import type { PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { lookingAfter } from '../../../shared/membership/looking-after.ts'
import type { HandedItem, HandedPerson, HandedView, OtherPhone } from '../../engine-api/rounds.ts'
import { type HandedNote, readHandedBook } from '../handing/handed-book.ts'
import { invitesIn } from '../membership/in-person-book.ts'
import { stepOf } from '../membership/in-person-step.ts'
import { type Facts, readPeople } from '../views/facts.ts'
import { byPerson, memberIn, namedRounds, nameOf } from './answer-rounds.ts'

export async function answerHanded(facts: Facts): Promise<HandedView> {
  const [handed, otherPhones] = await Promise.all([readHanded(facts), readOtherPhones(facts)])
  return { ...handed, ...(otherPhones.length > 0 && { otherPhones }) }
}

async function readOtherPhones({ rows, session }: Facts): Promise<readonly OtherPhone[]> {
  const { chains, sealedStore } = session.device
  const others = (await invitesIn(sealedStore)).filter((made) => stepOf(chains, made) === 'another')
  const found = others.map(({ body }) => ({
    inviteId: body.invite,
    personId: chains.state(body.group)?.about ?? ('' as PersonId),
  }))
  if (found.length === 0) return []
  const { directory } = await readPeople(
    rows,
    found.map(({ personId }) => personId),
  )
  return found.map((each) => ({ ...each, person: directory.get(each.personId) ?? null }))
}

async function readHanded(facts: Facts): Promise<HandedView> {
  const { rows, session, staff } = facts
  const { chains, own, sealedStore } = session.device
  const team = own.audience === 'staff' ? chains.team() : undefined
  const notes = team === undefined ? [] : ((await readHandedBook(sealedStore))?.notes ?? [])
  if (team === undefined || notes.length === 0) return { items: [] }
  const named = await namedRounds(facts)
  const { directory } = await readPeople(
    rows,
    notes.map(({ personId }) => personId),
  )
  const personIn = ({ personId }: HandedNote): HandedPerson => {
    const care = chains.careChainOf(personId)
    const members = care === undefined ? [] : lookingAfter(care, team).map((member) => memberIn(facts, member))
    return { personId, person: directory.get(personId) ?? null, members }
  }
  const itemOf = (some: readonly HandedNote[]): HandedItem => {
    const { at, by, isGiven, round } = some.at(-1)!
    const author = memberOf(team, by)
    return {
      id: keyOf(some[0]!),
      isGiven,
      by: author === undefined ? null : (staff.get(author)?.signature ?? null),
      at,
      round: round === null ? null : nameOf(named.get(round) ?? null),
      people: some.map(personIn).sort(byPerson),
    }
  }
  const items = [...new Set(notes.map(keyOf))].map((key) => itemOf(notes.filter((note) => keyOf(note) === key)))
  return { items: items.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)) }
}

function keyOf({ at, isGiven, personId, round }: HandedNote): string {
  return `${isGiven ? 'given' : 'taken'}/${round === null ? personId : `${round}/${at}`}`
}

function memberOf(team: ChainState, device: HandedNote['by']): string | undefined {
  return device === null ? undefined : team.devices[device]?.member
}
