/** The neighbourhood of our side: the real relay as its own process, a link before it, 500 people, two colleagues who write. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeMedicine } from '../../../client/domain/documents/medicines.ts'
import { changeDetails } from '../../../client/domain/documents/person.ts'
import type { RecordId } from '../../../client/domain/ids.ts'
import { writeNote } from '../../../client/domain/records/note.ts'
import type { HistoryPart } from '../../../client/engine/admin/admin-api.ts'
import type { Engine } from '../../../client/engine/engine.ts'
import {
  doreen,
  idOf,
  must,
  type Neighbourhood,
  startNeighbourhood,
} from '../../../client/engine/testing/neighbourhood.ts'
import type { Instant, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { type CutNetwork, createCutNetwork } from '../../demo/cut-network.ts'
import { idOf as labelId } from '../../demo/neighbourhood/seed.ts'
import { freePort, runScript } from '../../fixtures/process.ts'
import { type FarLink, startFarLink } from '../link/far-link.ts'
import { type BenchPerson, medicineFields, noteAbout, oldNotesEach, type Turn } from './work.ts'

export const staff = ['Aisha Rahman', 'Priya Patel', 'Ben Okafor'] as const
const memberOf = (name: string) => idOf<MemberId>(name)

export interface World extends Neighbourhood {
  readonly link: FarLink
  /** The relay as devices beyond the link know it. */
  readonly farUrl: string
}

export interface Colleague {
  readonly name: string
  readonly engine: Engine
  readonly network: CutNetwork
}

export async function startWorld(folder: string): Promise<World> {
  const dataDir = join(folder, 'relay')
  mkdirSync(dataDir)
  const port = await freePort()
  const link = await startFarLink(port)
  const farUrl = `http://localhost:${link.port}`
  const env = { RELAY_PORT: `${port}`, RELAY_DATA: dataDir, FAR_ORIGIN: farUrl }
  const relay = await runScript('e2e/bench/catch-up/relay-child.ts', env, /listening/)
  const neighbourhood = await startNeighbourhood({
    relay: { url: `http://localhost:${port}`, parts: {}, stop: relay.stop },
  })
  must(await neighbourhood.robot.admin.setRound(doreen.roundId, staff.map(memberOf)))
  return {
    ...neighbourhood,
    link,
    farUrl,
    close: async () => {
      await neighbourhood.close()
      link.close()
    },
  }
}

export async function joinColleague({ join: joinAs }: World, name: string): Promise<Colleague> {
  const network = createCutNetwork()
  const { engine } = await joinAs(name, 'staff', { network })
  await engine.settle()
  return { name, engine, network }
}

export async function movePeopleIn({ robot }: World, people: readonly BenchPerson[]): Promise<void> {
  must(
    await robot.admin.ensurePeople(
      people.map(({ address, born, family, given, personId }) => ({
        personId: personId as PersonId,
        name: { family, given, title: '', preferred: given },
        ...{ born, address, gender: '', nhsNumber: '', namedNurse: '', face: '', phone: '' },
        roundId: doreen.roundId,
      })),
    ),
  )
  await robot.settle()
}

/** A change to each person's document, and ten old notes in one entry, as history is brought in. */
export async function writeOldHistory(colleague: Colleague, people: readonly BenchPerson[]): Promise<void> {
  await writeAtOnce(colleague, async () => {
    for (const { address, born, family, given, personId } of people) {
      const details = { address, born, family, given }
      must(await colleague.engine.admin.changeDocument('person', personId, (doc) => changeDetails(doc, details)))
    }
    const old = Array.from({ length: oldNotesEach }, (_, i) => `old/${i}`)
    must(await colleague.engine.admin.writeRecords(people.map((person) => partOf(colleague, person, old))))
  })
}

/** One entry a note, one entry a change. */
export async function writeTurn(
  { colleague, medicine, notes }: Turn<Colleague>,
  people: readonly BenchPerson[],
): Promise<void> {
  const { admin } = colleague.engine
  await writeAtOnce(colleague, async () => {
    for (const person of people) {
      must(await admin.writeRecords(notes.map((n) => partOf(colleague, person, [`note/${n}`]))))
      const id = labelId(`bench/medicine/${medicine}/${person.personId}`)
      must(await admin.changeDocument('medicines', person.personId, (doc) => writeMedicine(doc, id, medicineFields)))
    }
  })
}

function partOf({ engine, name }: Colleague, person: BenchPerson, labels: readonly string[]): HistoryPart {
  const { admin } = engine
  const about = person.personId as PersonId
  const author = { memberId: memberOf(name), name, role: 'community nurse', face: '' }
  const records = labels.map((label, i) => {
    const { at, id, ...note } = noteAbout(person.personId, label, Date.now() - 1_000 * (labels.length - i))
    const base = admin.historyBase({ id: id as RecordId, at: at as Instant, author, about })
    return must(writeNote({ visitId: null, ...note }, base))
  })
  return { key: labelId(`bench/part/${person.personId}/${labels[0]}`), group: admin.careGroup(about)!, records }
}

/** Written on a round without signal, sent together. */
async function writeAtOnce({ engine, network }: Colleague, write: () => Promise<void>): Promise<void> {
  network.cut()
  await write()
  network.mend()
  await engine.syncNow()
  await engine.settle()
}
