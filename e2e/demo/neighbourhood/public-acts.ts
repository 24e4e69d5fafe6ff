/** What is written outside care groups: the directory and cards for the team, and Doreen's and Karen's own groups. */
import { instantAt } from '../../../client/domain/clock-times.ts'
import type { Day } from '../../../client/domain/ids.ts'
import { messagesHere, writeContactAgreement } from '../../../client/domain/records/contact-agreement.ts'
import { writeDirectoryEntry } from '../../../client/domain/records/directory-entry.ts'
import { writeMessage } from '../../../client/domain/records/message.ts'
import { writeNextStep } from '../../../client/domain/records/next-step.ts'
import { writeStaffCard } from '../../../client/domain/records/staff-card.ts'
import { writeTeamContact } from '../../../client/domain/records/team-contact.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { doreensMessages } from './conditions/doreen.ts'
import { doreensHour } from './diary.ts'
import { must } from './documents.ts'
import { baseOf, type ToldVisit } from './history.ts'
import { doreenId, members, millRound } from './members.ts'
import type { ToldPerson } from './people.ts'
import { idOf } from './seed.ts'
import type { Act, ActPlace, MemberKey } from './types.ts'

const team: ActPlace = { type: 'team' }
const theirOwn = ['doreen', 'karen'] as const
const phone = '01632 960100'
const hours = 'Monday to Friday, 8 to 6'

/** The team's number and hours for its card, and everybody's directory entry, by Lena; then each member of staff's own card. */
export function teamActs(people: readonly ToldPerson[], start: Instant): readonly Act[] {
  const entries = people.map((told, i) => {
    const { address, born, family, gender, given, nhsNumber, phone, preferred, title } = told.person.details
    const namedNurse = members[told.roundId === millRound.roundId ? 'aisha' : 'ben'].signature.name
    const face = told.key === 'doreen' ? 'doreen' : ''
    const name = { family, given, title, preferred }
    const entry = { name, born, gender, nhsNumber, roundId: told.roundId, namedNurse, face, address, phone }
    return must(writeDirectoryEntry(entry, baseOf(`${told.key}/directory`, 'lena', start, told.personId, i)))
  })
  const staff = Object.values(members).filter((member) => member.kind === 'staff')
  const cards = staff.map(({ key, phone }, i): Act => {
    const record = must(writeStaffCard({ phone }, baseOf(`card/${key}`, key, start, null, 100 + i)))
    return { by: key, at: start, place: team, records: [record] }
  })
  const contact = must(writeTeamContact({ phone, hours }, baseOf('contact/team', 'lena', start, null, 200)))
  const byLena = [contact, ...entries].map((record): Act => ({ by: 'lena', at: start, place: team, records: [record] }))
  return [...byLena, ...cards]
}

/** The team's number, what happens next after each visit, and what was said. */
export function privateActs(visits: readonly ToldVisit[], start: Instant, nextDay: Day): readonly Act[] {
  return theirOwn.flatMap((member): readonly Act[] => {
    const place: ActPlace = { type: 'private', personId: doreenId, member }
    const contact = must(writeTeamContact({ phone, hours }, baseOf(`contact/${member}`, 'lena', start, null)))
    // Words meant for her are hers: her daughter reads what she agrees to share.
    const published = (member === 'doreen' ? visits : []).map((visit, i) =>
      nextStepAct(place, member, visit, i, i === visits.length - 1 ? nextDay : null),
    )
    const before = member === 'doreen' ? [agreementAct(place, start)] : []
    const first: Act = { by: 'lena', at: start, place, records: [contact] }
    return [first, ...before, ...published, ...messageActs(place, member, visits)]
  })
}

/** Doreen, who has a phone, said yes to Aisha; the others have not been asked yet. */
function agreementAct(place: ActPlace, at: Instant): Act {
  const yes = { ...messagesHere, agreed: true, said: 'in-person', after: [] } as const
  const record = must(writeContactAgreement(yes, baseOf('contact-agreement', 'aisha', at, doreenId)))
  return { by: 'aisha', at, place, records: [record] }
}

function nextStepAct(place: ActPlace, member: MemberKey, visit: ToldVisit, i: number, visitOn: Day | null): Act {
  const nextVisit = visitOn && {
    who: members.aisha.signature,
    from: instantAt(visitOn, doreensHour.from),
    to: instantAt(visitOn, doreensHour.to),
  }
  const base = baseOf(`next-step/${member}/${i}`, visit.by, visit.endedAt, doreenId, 3)
  const record = must(writeNextStep({ text: visit.next, nextVisit }, base))
  return { by: visit.by, at: visit.endedAt, place, records: [record] }
}

/** Somebody who writes after somebody else answers him. */
function messageActs(place: ActPlace, group: MemberKey, visits: readonly ToldVisit[]): readonly Act[] {
  const said = doreensMessages.filter(([to]) => to === group)
  return said.map(([, by, visit, minutes, text], i): Act => {
    const at = (visits[visit]!.startedAt + minutes * 60_000) as Instant
    const answers = i > 0 && said[i - 1]?.[1] !== by ? idOf(`record/message/${group}/${i - 1}`) : null
    const record = must(writeMessage({ text, answers }, baseOf(`message/${group}/${i}`, by, at, doreenId)))
    return { by, at, place, records: [record] }
  })
}
