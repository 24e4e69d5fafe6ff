/**
 * Our side of the catch-up bench, a process of its own: the real relay on a
 * SQLite file behind the link, headless engines before it. Prints its runs as
 * JSON on the last line.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteDeviceStore } from '../../../client/engine/storage/device-store.sqlite.ts'
import { comeBack, deviceFile } from './doorstep-device.ts'
import {
  joinColleague,
  movePeopleIn,
  staff,
  startWorld,
  type World,
  writeOldHistory,
  writeTurn,
} from './doorstep-world.ts'
import { benchPeople, busyCount, type CatchUpRun, runCount, turnsOf } from './work.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-bench-'))
const say = (words: string) => console.error(`  doorstep: ${words}`)

/** A device that has everything up to the evening before. */
async function prepareDevice(world: World): Promise<string> {
  const prepared = join(folder, 'prepared')
  mkdirSync(prepared)
  const store = createSqliteDeviceStore(join(prepared, deviceFile))
  const { engine } = await world.join(staff[0], 'staff', { store, receipts: false })
  await engine.settle()
  await engine.close()
  return prepared
}

async function run(): Promise<readonly CatchUpRun[]> {
  const world = await startWorld(folder)
  try {
    return await comeBackAll(world)
  } finally {
    await world.close()
  }
}

async function comeBackAll(world: World): Promise<readonly CatchUpRun[]> {
  const people = benchPeople()
  say(`${people.length} people move in …`)
  await movePeopleIn(world, people)
  const priya = await joinColleague(world, staff[1])
  say('their history is written …')
  await writeOldHistory(priya, people)
  const prepared = await prepareDevice(world)
  const ben = await joinColleague(world, staff[2])
  say('two colleagues write about a hundred of them …')
  for (const turn of turnsOf([priya, ben])) await writeTurn(turn, people.slice(0, busyCount))
  await Promise.all([priya, ben].map(({ engine }) => engine.lock()))
  const runs: CatchUpRun[] = []
  while (runs.length < runCount) {
    const copy = join(folder, `run-${runs.length}`)
    cpSync(prepared, copy, { recursive: true })
    runs.push(await comeBack(world, copy, people))
  }
  return runs
}

try {
  console.log(JSON.stringify(await run()))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
