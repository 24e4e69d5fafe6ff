/** Whose circle there is, who is in it, and what was said there. Everyday things: no word of anybody's health. */
import { instantAt } from '../../../client/domain/clock-times.ts'
import { addDays } from '../../../client/domain/dates.ts'
import type { Day } from '../../../client/domain/ids.ts'
import { writeAgreement } from '../../../client/domain/records/agreement.ts'
import { writeMessage } from '../../../client/domain/records/message.ts'
import { writeSharedVisits } from '../../../client/domain/records/shared-visits.ts'
import { writeSharedWith } from '../../../client/domain/records/shared-with.ts'
import type { PersonId } from '../../../shared/lib/ids.ts'
import { must } from './documents.ts'
import { baseOf, type ToldVisit } from './history.ts'
import { doreenId, members } from './members.ts'
import { idOf } from './seed.ts'
import type { Act, Circle, MemberKey } from './types.ts'

export const ernestId = idOf('person/ernest') as PersonId

/** The person herself first, where she has a device. */
export const circles: readonly Circle[] = [
  { personId: doreenId, members: ['doreen', 'karen', 'sol'] },
  { personId: ernestId, members: ['sol'] },
]

type Line = readonly [by: MemberKey, daysBefore: number, time: string, text: string]

const said: readonly (readonly [PersonId, readonly Line[]])[] = [
  [
    doreenId,
    [
      ['aisha', 58, '14:10', 'This is your circle, Doreen: you, Karen, Sol and the team. All of us can read it.'],
      ['karen', 58, '18:45', 'I do the big shop on Saturdays, Mum. Write here what you want.'],
      ['doreen', 57, '09:20', 'Marmalade. The thick one. And stamps'],
      ['karen', 55, '13:05', 'Got both. The stamps are in the dresser.'],
      [
        'sol',
        34,
        '11:30',
        'Hello Doreen, Sol here. There is a lunch at the chapel on Thursdays, and a car that fetches you. Shall I put your name down?',
      ],
      ['doreen', 34, '15:50', 'Will Edie be there'],
      ['sol', 33, '10:05', 'Edie goes every week. The car can fetch you both at twelve.'],
      ['doreen', 33, '10:40', 'Then yes'],
      ['karen', 33, '19:15', 'Lovely. I finish at two on Thursdays, I can run you both home.'],
      ['doreen', 26, '16:30', 'We had apple pie. Edie had two'],
      ['karen', 26, '18:20', 'I heard. She told me in the car. Twice.'],
      [
        'sol',
        5,
        '11:15',
        'Thursday next week the lunch is in the library, the chapel is being painted. Same car, same time.',
      ],
      ['karen', 2, '20:10', 'I wrote it on your calendar, Mum. In red.'],
    ],
  ],
  [
    ernestId,
    [
      [
        'aisha',
        20,
        '16:05',
        'Sol, Ernie would like company on Tuesdays. He was a joiner. He says you may ask about the workshop.',
      ],
      [
        'sol',
        19,
        '10:20',
        'The shed on Kiln Terrace meets Tuesdays at ten, and they are short of a joiner. I will ring him today.',
      ],
      ['aisha', 19, '12:40', 'He is pleased. He asked me where his good chisels are.'],
      ['sol', 4, '15:30', 'Two Tuesdays done. They have put him in charge of the bird boxes.'],
    ],
  ],
]

/** Doreen lets Karen see who comes and who came; what the team writes to her stays hers. */
export function sharingActs(today: Day, visits: readonly ToldVisit[]): readonly Act[] {
  const karen = members.karen.memberId
  const said = instantAt(addDays(today, -57), '09:40')
  const agreed = must(
    writeAgreement({ with: karen, kind: 'visits', on: true }, baseOf('agreement/visits', 'doreen', said, doreenId)),
  )
  const told = instantAt(addDays(today, -57), '09:45')
  const shown = must(
    writeSharedWith({ on: ['circle', 'visits'], ended: [] }, baseOf('shared-with', 'aisha', told, doreenId)),
  )
  const last = visits.at(-1)!
  const lastCall = { who: members[last.by].signature, at: last.endedAt }
  const came = must(
    writeSharedVisits({ next: null, last: lastCall }, baseOf('shared-visits', 'aisha', last.endedAt, doreenId, 7)),
  )
  const hers = { type: 'private', personId: doreenId, member: 'doreen' } as const
  const karens = { ...hers, member: 'karen' } as const
  return [
    { by: 'doreen', at: said, place: hers, records: [agreed] },
    { by: 'aisha', at: told, place: karens, records: [shown] },
    { by: 'aisha', at: last.endedAt, place: karens, records: [came] },
  ]
}

export function circleActs(today: Day): readonly Act[] {
  return said.flatMap(([personId, lines]) =>
    lines.map(([by, daysBefore, time, text], i): Act => {
      const at = instantAt(addDays(today, -daysBefore), time)
      const answers = i > 0 && lines[i - 1]?.[0] !== by ? idOf(`record/circle/${personId}/${i - 1}`) : null
      const record = must(writeMessage({ text, answers }, baseOf(`circle/${personId}/${i}`, by, at, personId)))
      return { by, at, place: { type: 'circle', personId }, records: [record] }
    }),
  )
}
