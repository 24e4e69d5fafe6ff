/** Doreen's details for the samples, as two colleagues left them: a birth date, an oxygen alert and a target changed apart. */
import type { DetailsRow, PartChange, PersonDispute, PersonPartRow } from '../../domain/projections/part-rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import type { TeamView, TeamVisit } from '../../engine-api/team-views.ts'
import { aisha, at, ben, lena, people } from './sample-cast.ts'
import { samplePerson } from './sample-record.ts'
import { sampleToday } from './sample-visits.ts'

function change(key: string, author: Signature, more: Partial<PartChange>): PartChange {
  return { key, author, writtenAt: null, arrivedAt: null, reason: '', before: null, after: {}, ...more }
}

export const bornDispute: PersonDispute = {
  part: { kind: 'detail', id: 'born' },
  sides: [
    change('1@ben', ben, {
      writtenAt: at('08:40'),
      arrivedAt: at('09:02'),
      reason: 'As on her passport',
      before: { value: '1947-03-14' },
      after: { value: '1947-03-15' },
    }),
    change('1@lena', lena, {
      writtenAt: at('08:55'),
      reason: 'GP letter',
      before: { value: '1947-03-14' },
      after: { value: '1974-03-14' },
    }),
  ],
}

export const targetDispute: PersonDispute = {
  part: { kind: 'target', id: '' },
  sides: [
    change('2@ben', ben, {
      writtenAt: at('08:41'),
      reason: 'Clinic letter',
      after: { value: '2026-11-20 Dr Tom Reid' },
    }),
    change('2@lena', lena, { writtenAt: at('08:56'), reason: 'No longer wanted', after: { value: '' } }),
  ],
}

const numbers: PersonDispute = {
  part: { kind: 'detail', id: 'nhsNumber' },
  sides: bornDispute.sides.map((side, index) => ({
    ...side,
    key: `3@${index}`,
    before: { value: '9990000018' },
    after: { value: index === 0 ? '9990000018' : '9990000026' },
  })),
}

export const disputedPerson: PersonView = {
  ...samplePerson,
  banner: {
    ...samplePerson.banner!,
    born: '1947-03-15 or 1974-03-14',
    nhsNumber: '9990000018 or 9990000026',
    disputes: [bornDispute, numbers],
  },
  alerts: samplePerson.alerts.map((alert) =>
    alert.kind === 'oxygen' ? { ...alert, fact: '1 litre or 4 litres', disputed: true as const } : alert,
  ),
  scale2Target: null,
  ageYears: null,
  disputes: [bornDispute, numbers, targetDispute],
}

function detail(id: string, value: string, more: Partial<PersonPartRow> = {}): PersonPartRow {
  return { part: { kind: 'detail', id }, state: { value }, last: null, ...more }
}

export const sampleDetails: DetailsRow = {
  personId: 'doreen',
  noneKnownOn: null,
  parts: [
    detail('family', 'Ashworth'),
    detail('given', 'Doreen'),
    detail('title', 'Mrs'),
    detail('preferred', 'Dot', {
      last: change('edit', ben, {
        writtenAt: at('10:12', 40),
        reason: 'Asked her',
        before: { value: '' },
        after: { value: 'Dot' },
      }),
    }),
    detail('born', '1947-03-14'),
    detail('gender', 'Female'),
    detail('nhsNumber', '9990000018'),
    detail('died', ''),
    detail('address', '3 Canal Row, Northfield'),
    detail('phone', '01632 960018'),
    detail('access', 'Side door. Knock loudly, she is slow to the door.'),
    {
      part: { kind: 'allergy', id: 'al-1' },
      state: { substance: 'Penicillin', reaction: 'rash', recordedOn: '2011-02-02', endedOn: '' },
      last: null,
    },
    {
      part: { kind: 'alert', id: 'a-1' },
      state: {
        kind: 'oxygen',
        title: 'Home oxygen: fire risk',
        fact: 'Oxygen target 88–92 % (Scale 2), Dr Tom Reid',
        recordedOn: '2026-09-03',
        serious: 'yes',
        endedOn: '',
      },
      last: change('edit', ben, { writtenAt: at('11:00', 82), reason: 'Oxygen delivered', after: {} }),
    },
    {
      part: { kind: 'alert', id: 'a-2' },
      state: {
        kind: 'infection',
        title: 'Diarrhoea and vomiting',
        fact: 'Gloves and apron.',
        recordedOn: '2026-08-01',
        serious: '',
        endedOn: '2026-08-09',
      },
      last: null,
    },
    {
      part: { kind: 'contact', id: 'c-1' },
      state: { name: 'Karen Ashworth', relation: 'daughter', phone: '01632 960002', endedOn: '' },
      last: null,
    },
    { part: { kind: 'target', id: '' }, state: { value: '2026-09-03 Dr Tom Reid' }, last: null },
    { part: { kind: 'pregnant', id: '' }, state: { value: '' }, last: null },
  ],
}

export const disputedDetails: DetailsRow = {
  personId: 'doreen',
  noneKnownOn: null,
  parts: sampleDetails.parts.map((row) => {
    const dispute = [bornDispute, targetDispute].find(
      ({ part }) => part.kind === row.part.kind && part.id === row.part.id,
    )
    if (dispute === undefined) return row
    const words = dispute.sides.map(({ after }) => after.value || 'not recorded').join(' or ')
    return { ...row, state: { value: words }, conflict: dispute.sides }
  }),
}

function planned(visitId: string, more: Partial<TeamVisit>): TeamVisit {
  const visit = sampleToday.visits[0]!.visit
  const person = sampleToday.visits[0]!.person
  const own = { ...visit, visitId, reason: 'Leg dressing', from: '10:30', to: null }
  return { visit: own, person, persons: [], members: [], state: 'not-started', notReceived: false, ...more }
}

const bens = { memberId: ben.memberId, name: ben.name }
const lenas = { memberId: lena.memberId, name: lena.name }
const givenTwice = planned('v-two', { members: [bens, lenas], state: null })

export const sampleTeam: TeamView = {
  date: '2026-11-24',
  complete: true,
  unassigned: [planned('v-none', {})],
  rounds: [
    {
      memberId: ben.memberId,
      who: ben,
      isMe: false,
      lastSeenAt: at('08:40'),
      visits: [planned('v-ben', { members: [bens], notReceived: true, state: 'finished' }), givenTwice],
    },
    { memberId: lena.memberId, who: lena, isMe: false, lastSeenAt: null, visits: [givenTwice] },
    { memberId: 'm-aisha', who: aisha, isMe: true, lastSeenAt: at('09:19'), visits: [] },
  ],
  off: [
    planned('v-off', {
      visit: { ...planned('v-off', {}).visit, changes: [change('edit', lena, { reason: 'In hospital' })] },
    }),
  ],
}

/** Ben's visit, moved by two colleagues without seeing the other. */
const movedApart = planned('v-ben', { members: [bens] })
const movedTo = (from: string, author: Signature) =>
  change(`1@${author.memberId}`, author, { before: { from: '10:30' }, after: { from } })

export const apartTeam: TeamView = {
  ...sampleTeam,
  rounds: sampleTeam.rounds.map((round) =>
    round.memberId === ben.memberId
      ? {
          ...round,
          visits: [
            {
              ...movedApart,
              visit: {
                ...movedApart.visit,
                from: '10:00 / 11:00',
                times: ['10:00', '11:00'].map((from) => ({ from, to: null, window: null })),
                changes: [movedTo('10:00', aisha), movedTo('11:00', lena)],
              },
            },
          ],
        }
      : round,
  ),
}

/** The first visit of each colleague was written for two people apart. */
const writtenForTwo = people.slice(0, 2).map((person) => ({ person, personId: person.personId }))

export const twoPeopleTeam: TeamView = {
  ...sampleTeam,
  rounds: sampleTeam.rounds.map((round) => ({
    ...round,
    visits: round.visits.slice(0, 1).map((each) => ({
      ...each,
      person: null,
      persons: writtenForTwo,
      visit: {
        ...each.visit,
        personId: '',
        persons: writtenForTwo.map(({ personId }) => personId),
        changes: writtenForTwo.map(({ personId }, index) =>
          change(`1@${index}`, index === 0 ? aisha : lena, {
            writtenAt: at(index === 0 ? '08:50' : '08:55'),
            arrivedAt: index === 0 ? null : at('08:58'),
            after: { personId },
          }),
        ),
      },
    })),
  })),
}
