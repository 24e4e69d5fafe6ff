/** Photos of whom this member visits today are here before the door is: on the real relay in memory. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dayOf } from '../../domain/dates.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import type { VisitId } from '../../domain/ids.ts'
import type { Engine } from '../engine.ts'
import { doreen, idOf, must, sync } from '../testing/neighbourhood.ts'
import { photosOf, photoWords, picture, takePhoto } from '../testing/photo-of-visit.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = doreen

let two: TwoColleagues
let aisha: Engine
let priya: Engine

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha.engine
  priya = two.priya.engine
})
afterEach(() => two.here.close())

async function giveVisit(member: string, daysAhead = 0): Promise<void> {
  const date = dayOf((two.memory.clock.now() + daysAhead * 86_400_000) as never)
  const visit = {
    ...{ personId, date, memberId: member, from: '09:00', to: '09:30', window: null },
    ...{ reason: 'Dressing', tag: null, order: 0, household: '' },
  }
  const id = idOf<VisitId>(`visit ${daysAhead}`)
  must(await two.here.robot.admin.changeDocument('diary', date, (doc) => planVisit(doc, id, visit as never)))
  await sync(two.here.robot)
}

const memberOf = (engine: Engine) => engine.admin.session()!.device.own.member
const blobsOn = async (engine: Engine) =>
  (await engine.admin.store().scan('blobs', '0', 'g')).map(({ key }) => key.slice(33))

async function laterOn(engine: Engine, minutes: number): Promise<void> {
  two.memory.clock.advance(minutes * 60_000)
  for (let round = 0; round < 3; round++) await sync(engine)
}

test('PH630 of whom she visits today the newest photo of each place is on the device, and shown without signal', async () => {
  const older = await takePhoto(aisha, two.intent(), picture(900))
  const newer = await takePhoto(aisha, two.intent(), picture(1_500))
  await sync(aisha)
  await giveVisit(memberOf(priya))
  await laterOn(priya, 11)
  expect(await blobsOn(priya)).toEqual([newer])
  expect(older).not.toBe(newer)
  two.priya.wire.setFate('request-lost')
  const [first, second] = await photosOf(priya)
  expect([first!.words, second!.words]).toEqual([photoWords, photoWords])
  const show = (photoId: string) => priya.photoAct({ type: 'show', personId, photoId, fetch: false })
  expect(await show(first!.id)).toMatchObject({ type: 'picture', bytes: picture(1_500) })
  expect(await show(second!.id)).toEqual({ type: 'not-here' })
})

test('PH630 nothing is fetched of whom somebody else visits, or she another day; what was lost on the way is fetched later', async () => {
  const blob = await takePhoto(aisha, two.intent())
  await sync(aisha)
  await giveVisit(memberOf(aisha))
  await giveVisit(memberOf(priya), 3)
  await laterOn(priya, 11)
  expect(await blobsOn(priya)).toEqual([])
  two.priya.wire.setFate('request-lost', '/blobs/')
  await laterOn(priya, 3 * 24 * 60)
  expect(await blobsOn(priya)).toEqual([])
  two.priya.wire.setFate('delivered')
  await laterOn(priya, 11)
  expect(await blobsOn(priya)).toEqual([blob])
})
