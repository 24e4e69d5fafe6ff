/**
 * The demo neighbourhood, a process of its own: headless engines that joined the
 * relay over the network like anyone else. It seeds once, then a robot
 * administrator stays to let people in; each morning it plans the day.
 *
 * RELAY_URL (http://localhost:8787), DEMO_PORT (where the relay finds /demo),
 * DOORSTEP_DATA (./data; the engines' disks are in demo/ there).
 * `--people N --records M` (or DOORSTEP_PEOPLE, DOORSTEP_RECORDS): beyond the
 * forty who are told by hand, a crowd; a neighbourhood can be made larger later.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dayOf } from '../../client/domain/dates.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { buildCrowd } from './crowd/crowd.ts'
import { byHand, readSize } from './crowd/size.ts'
import { doors } from './demo-page.ts'
import { startDemoServer } from './demo-server.ts'
import { members } from './neighbourhood/members.ts'
import { buildNeighbourhood } from './neighbourhood/neighbourhood.ts'
import type { MemberKey } from './neighbourhood/types.ts'
import { seedCircles } from './seed-circles.ts'
import { seedCrowd } from './seed-crowd.ts'
import { inviteMember, leaveRounds, openRobot, planDay, seedNeighbourhood, settleIn } from './seed-neighbourhood.ts'

const relayUrl = process.env.RELAY_URL ?? 'http://localhost:8787'
const folder = join(resolve(process.env.DOORSTEP_DATA ?? 'data'), 'demo')
const newDayCheckMs = 10 * 60 * 1000

const size = readSize(process.argv.slice(2), process.env)
if (!size.ok) {
  console.error(size.error)
  process.exit(1)
}
const content = buildNeighbourhood(new Date())
const deps = { relayUrl, folder, say: (progress: string) => console.log(progress) }
const seat = await openRobot(deps, content.spaceName)
const robot = seat.engine

const seeded = join(folder, 'seeded')
// Where an earlier version seeded, the circles come later.
const circled = join(folder, 'seeded-circles')
const isNew = !existsSync(seeded)
if (isNew) await seedNeighbourhood(deps, seat, content)
if (!existsSync(circled)) await seedCircles(deps, seat, content)
if (isNew) await settleIn(deps, seat, content)
for (const mark of [circled, seeded]) if (!existsSync(mark)) writeFileSync(mark, `${new Date().toISOString()}\n`)
// One mark a size: what is there already is found there and left alone.
const crowded = join(folder, `seeded-${size.value.people}-${size.value.records}`)
if (size.value.people > byHand && !existsSync(crowded)) {
  await seedCrowd(deps, seat, { content, size: size.value, crowd: buildCrowd(size.value, new Date()) })
  writeFileSync(crowded, `${new Date().toISOString()}\n`)
}
await leaveRounds(robot)
await planDay(seat, content)
let planned = content.today

const newDay = setInterval(async () => {
  if (dayOf(Date.now() as Instant) === planned) return
  const next = buildNeighbourhood(new Date())
  planned = next.today
  await planDay(seat, next)
}, newDayCheckMs)

const server = await startDemoServer({
  spaceName: content.spaceName,
  port: Number(process.env.DEMO_PORT ?? 8799),
  mintInvite: (key) => inviteMember(robot, members[key as MemberKey]),
})

const port = new URL(relayUrl).port || '80'
console.log(`\nThe neighbourhood is awake. Open http://localhost:${port}/demo and choose a door:`)
for (const { key, name, role } of doors) {
  console.log(`  http://localhost:${port}/demo/join/${key}  ${name}, ${role}, at http://${key}.localhost:${port}`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    clearInterval(newDay)
    await server.close()
    await robot.close()
    process.exit(0)
  })
}
