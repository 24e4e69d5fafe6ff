/**
 * One nurse's whole caseload in a directory of 6,000, and one person among them
 * with a thousand records. Seeding it takes minutes, so it is kept in `.cache`,
 * by its size and the wire's version, and copied for each run.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { RecordId } from '../../../client/domain/ids.ts'
import { writeNote } from '../../../client/domain/records/note.ts'
import { createNodeEngine } from '../../../client/engine/engine.node.ts'
import type { Engine } from '../../../client/engine/engine.ts'
import { cheapPassphrase, joinWith, must, openState } from '../../../client/engine/testing/neighbourhood.ts'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { protocolVersion } from '../../../shared/protocol/version.ts'
import { createCutNetwork } from '../../demo/cut-network.ts'
import { members } from '../../demo/neighbourhood/members.ts'
import { idOf } from '../../demo/neighbourhood/seed.ts'
import { type Neighbourhood, type Size, startNeighbourhoodIn } from '../../fixtures/neighbourhood.ts'
import { newFolder } from '../../fixtures/run-folder.ts'
import { noteAbout } from '../catch-up/work.ts'

export const caseload: Size = { people: 6_000, records: 200 }
/** Doreen has some by hand already. */
const heavyRecords = 1_000
const doreenId = members.doreen.aboutPersonId as PersonId

export async function openCaseload(say: (words: string) => void): Promise<Neighbourhood> {
  const kept = resolve(`.cache/bench/caseload-${caseload.people}-${caseload.records}-wire${protocolVersion}`)
  const done = join(kept, 'done')
  if (!existsSync(done)) {
    say('615 people with 200 records each are seeded, once: some minutes …')
    await seed(kept)
    writeFileSync(done, '')
  }
  const folder = newFolder('caseload')
  cpSync(kept, folder, { recursive: true })
  return startNeighbourhoodIn(folder, caseload)
}

async function seed(kept: string): Promise<void> {
  mkdirSync(kept, { recursive: true })
  const neighbourhood = await startNeighbourhoodIn(kept, caseload)
  await writeHeavyRecord(neighbourhood)
  await neighbourhood.stop()
  // Whoever wrote the stories does not come back; the robot at the door does.
  for (const { key } of Object.values(members)) rmSync(join(kept, 'demo', `${key}.db`), { force: true })
}

/** By another device of Priya's, as history written elsewhere is brought in. */
async function writeHeavyRecord(neighbourhood: Neighbourhood): Promise<void> {
  const network = createCutNetwork()
  const relayUrl = `http://localhost:${neighbourhood.port}`
  const engine = createNodeEngine({
    ...{ relayUrl, network, passphraseCost: cheapPassphrase },
    ...{ receipts: false, readsCare: false },
  })
  const link = await neighbourhood.inviteFor('priya')
  await joinWith(engine, link.slice(link.indexOf('#')))
  await openState(engine)
  await engine.settle()
  network.cut()
  must(await engine.admin.writeRecords([heavyPart(engine)]))
  network.mend()
  await engine.syncNow()
  await engine.settle()
  await engine.close()
}

function heavyPart({ admin }: Engine) {
  const now = Date.now()
  const records = Array.from({ length: heavyRecords }, (_, i) => {
    const { at, id, ...note } = noteAbout(doreenId, `heavy/${i}`, now - (heavyRecords - i) * 3_600_000)
    const base = { id: id as RecordId, at: at as Instant, author: members.priya.signature, about: doreenId }
    return must(writeNote({ visitId: null, ...note }, admin.historyBase(base)))
  })
  return { key: idOf('bench/heavy'), group: admin.careGroup(doreenId)!, records }
}
