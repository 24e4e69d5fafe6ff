/**
 * Writes a crowd into the neighbourhood: who is listed, who is on the caseload,
 * and what was written about them, each part by the device of its author. Parts
 * that are there are left alone, so what was cut short is finished by starting
 * again.
 */

import { writeReceipt } from '../../client/domain/records/receipt.ts'
import type { HistoryPart } from '../../client/engine/admin/admin-api.ts'
import type { Engine } from '../../client/engine/engine.ts'
import { bytesToHex, utf8ToBytes } from '../../shared/lib/bytes.ts'
import { sha256 } from '../../shared/lib/hash.ts'
import type { GroupId, PersonId, RoundId } from '../../shared/lib/ids.ts'
import { type Crowd, directoryLine } from './crowd/crowd.ts'
import type { CrowdSize } from './crowd/size.ts'
import { medicineEdits, must, personEdits } from './neighbourhood/documents.ts'
import { baseOf } from './neighbourhood/history.ts'
import { members } from './neighbourhood/members.ts'
import type { ToldPerson } from './neighbourhood/people.ts'
import type { Act, MemberKey, Neighbourhood, NeighbourhoodMember } from './neighbourhood/types.ts'
import { openSeat, type Seat, type SeedDeps, setRounds, writeAtOnce } from './seed-neighbourhood.ts'

interface CrowdContent {
  readonly content: Neighbourhood
  readonly size: CrowdSize
  readonly crowd: Crowd
}

type Seats = ReadonlyMap<MemberKey, Seat>

const writers: readonly MemberKey[] = ['aisha', 'ben', 'priya', 'lena', 'reid']
/** Sent together: a progress line each, and no more than this to do again. */
const peopleAtOnce = 40

export async function seedCrowd(deps: SeedDeps, seat: Seat, { content, crowd, size }: CrowdContent): Promise<void> {
  const robot = seat.engine
  deps.say(`${size.people.toLocaleString('en-GB')} people are listed …`)
  await writeAtOnce(seat, async () => void must(await robot.admin.listPeople(crowd.listed)))
  if (crowd.caseload.length === 0) return
  deps.say(`${crowd.caseload.length} more people move in …`)
  // First, since who comes onto a round later has to ask for its groups one by one.
  await setRounds(robot, content, () => true)
  must(await robot.admin.ensurePeople(crowd.caseload.map(directoryLine)))
  await fillDocuments(deps, seat, crowd.caseload)
  const seats = new Map<MemberKey, Seat>()
  for (const key of writers) seats.set(key, await openSeat(deps, robot, members[key], { isImporter: true }))
  await writeStories(deps, robot, seats, crowd)
  for (const { engine } of seats.values()) await engine.close()
  // On a caseload of this size Aisha stands in for Ben: her tablet holds all of it.
  const isOn = ({ key, roundIds }: NeighbourhoodMember, round: RoundId) => key === 'aisha' || roundIds.includes(round)
  await setRounds(robot, content, isOn)
}

async function fillDocuments({ say }: SeedDeps, seat: Seat, people: readonly ToldPerson[]): Promise<void> {
  const { admin } = seat.engine
  for (const [some, done] of inBatches(people)) {
    await writeAtOnce(seat, async () => {
      for (const { medicines, person, personId } of some) {
        for (const edit of personEdits(person)) must(await admin.changeDocument('person', personId, edit))
        for (const edit of medicineEdits(medicines)) must(await admin.changeDocument('medicines', personId, edit))
      }
    })
    say(`Medicines and details of ${done} of ${people.length} …`)
  }
}

async function writeStories({ say }: SeedDeps, robot: Engine, seats: Seats, crowd: Crowd): Promise<void> {
  const stories = [...storiesOf(robot, crowd)]
  let records = 0
  for (const [some, done] of inBatches(stories)) {
    for (const { network } of seats.values()) network.cut()
    for (const { acts, group, key, personId } of some.map((story) => story())) {
      records += acts.reduce((sum, act) => sum + act.records.length, 0)
      for (const by of writers) await writePart(seats, by, partOf(key, by, group, acts))
      await readBy(seats, { acts, group, key, personId })
    }
    for (const { engine, network } of seats.values()) {
      network.mend()
      await engine.syncNow()
      await engine.settle()
    }
    say(`Written up: ${done} of ${stories.length} people, ${records.toLocaleString('en-GB')} records …`)
  }
}

interface Story {
  readonly key: string
  readonly personId: PersonId
  readonly group: GroupId
  readonly acts: readonly Act[]
}

/** Made when their turn comes. */
function* storiesOf({ admin }: Engine, { actsOf, caseload, earlier }: Crowd): Generator<() => Story> {
  const story = (key: string, personId: PersonId, acts: readonly Act[]): Story => {
    return { key, personId, group: admin.careGroup(personId)!, acts }
  }
  for (const acts of earlier()) {
    const [first] = acts
    if (first?.place.type !== 'care') continue
    const { personId } = first.place
    yield () => story(`earlier/${personId}`, personId, acts)
  }
  for (const person of caseload) yield () => story(person.key, person.personId, actsOf(person))
}

function partOf(key: string, by: MemberKey, group: GroupId, acts: readonly Act[]): HistoryPart {
  const records = acts.filter((act) => act.by === by).flatMap((act) => act.records)
  return { key: hashOf(`${by}/${key}`), group, records }
}

async function writePart(seats: Seats, by: MemberKey, part: HistoryPart): Promise<void> {
  const seat = seats.get(by)
  if (part.records.length > 0 && seat !== undefined) must(await seat.engine.admin.writeRecords([part]))
}

/** What was said about somebody has been read by everybody since: feeds are confirmed as long as they are. */
async function readBy(seats: Seats, { acts, group, key, personId }: Story): Promise<void> {
  const last = acts.at(-1)
  if (last === undefined || !acts.some(({ records }) => records[0]?.type === 'message')) return
  const lengths = [...seats].map(([by, { engine }]) => {
    const { device } = engine.admin.session()!
    return { by, device: device.device, length: device.feeds.of(group).next }
  })
  for (const by of writers) {
    const seen = Object.fromEntries(
      lengths.filter((each) => each.by !== by).map(({ device, length }) => [device, length]),
    )
    const receipt = must(writeReceipt({ stored: seen, seen }, baseOf(`seen/${key}/${by}`, by, last.at, personId, 9)))
    await writePart(seats, by, { key: hashOf(`seen/${by}/${key}`), group, records: [receipt] })
  }
}

function* inBatches<Item>(items: readonly Item[]): Generator<readonly [some: readonly Item[], done: number]> {
  for (let start = 0; start < items.length; start += peopleAtOnce) {
    yield [items.slice(start, start + peopleAtOnce), Math.min(items.length, start + peopleAtOnce)]
  }
}

function hashOf(label: string): string {
  return bytesToHex(sha256(utf8ToBytes(`crowd/${label}`)).subarray(0, 16))
}
