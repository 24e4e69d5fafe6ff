/**
 * The board, the circles and the groups of family: made by the robot, entered by
 * everybody's own device, and filled with what each of them wrote there. What is
 * there already is left alone.
 */
import type { Engine } from '../../client/engine/engine.ts'
import { must } from './neighbourhood/documents.ts'
import { members } from './neighbourhood/members.ts'
import type { Circle, Neighbourhood, NeighbourhoodMember } from './neighbourhood/types.ts'
import { isInCircles, openSeat, type Seat, type SeedDeps, writeActs, writersOf } from './seed-neighbourhood.ts'

export async function seedCircles(deps: SeedDeps, { engine: robot }: Seat, content: Neighbourhood): Promise<void> {
  deps.say('Circles are drawn round people …')
  must(await robot.admin.ensureBoard())
  for (const { personId } of content.circles) must(await robot.admin.ensureCircle(personId))
  for (const member of Object.values(members)) {
    if (member.key === 'karen' && member.aboutPersonId !== null)
      must(await robot.admin.ensureFamilyGroup(member.aboutPersonId, member.memberId))
  }
  const writers = writersOf(robot, content, isInCircles)
  for (const member of Object.values(members)) {
    const named = content.circles.filter((circle) => circle.members.includes(member.key))
    if (named.length === 0 && !writers.includes(member)) continue
    const seat = await openSeat(deps, robot, member)
    await enter(robot, seat.engine, member, named)
    await writeActs(robot, seat, content, { member, isIt: isInCircles })
    await seat.engine.close()
  }
  await robot.settle()
}

async function enter(
  robot: Engine,
  engine: Engine,
  { memberId }: NeighbourhoodMember,
  circles: readonly Circle[],
): Promise<void> {
  for (const { personId } of circles) must(await robot.admin.letIntoCircle(personId, memberId))
  if (circles.length === 0) return
  await robot.settle()
  await engine.syncNow()
  await engine.settle()
}
