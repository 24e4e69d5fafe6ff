/**
 * Writes the fictional neighbourhood through headless engines, as people would
 * have: the robot founds the space and adds the people, and each member's own
 * device writes what she wrote, because a record signed by another is refused.
 * Whatever was cut short is finished by running it again.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { HistoryPart, NewPerson } from '../../client/engine/admin/admin-api.ts'
import { createNodeEngine } from '../../client/engine/engine.node.ts'
import type { Engine } from '../../client/engine/engine.ts'
import { demoArchiveSeed, openArchiveKit } from '../../client/engine/membership/archive-kit.ts'
import { bytesToHex, utf8ToBytes } from '../../shared/lib/bytes.ts'
import { sha256 } from '../../shared/lib/hash.ts'
import type { GroupId, Instant, MemberId, RoundId } from '../../shared/lib/ids.ts'
import type { Role } from '../../shared/protocol/control.ts'
import { type CutNetwork, createCutNetwork } from './cut-network.ts'
import { diaryEdits, medicineEdits, must, personEdits } from './neighbourhood/documents.ts'
import { members } from './neighbourhood/members.ts'
import type { Act, MemberKey, Neighbourhood, NeighbourhoodMember } from './neighbourhood/types.ts'
import { readMessages } from './read-messages.ts'
import { writePhotoVisit } from './write-photo.ts'
import { nameRounds, writePlans } from './write-plans.ts'

export interface SeedDeps {
  readonly relayUrl: string
  /** Each engine's disk is a file here. */
  readonly folder: string
  readonly say: (progress: string) => void
}

const robotSignature = {
  memberId: bytesToHex(sha256(utf8ToBytes('demo/robot')).subarray(0, 16)),
  name: 'Robot administrator',
  role: 'lets people into the demo',
  face: '',
}

/** An engine and the cable it hangs on. */
export interface Seat {
  readonly engine: Engine
  readonly network: CutNetwork
}

/** Opens the robot administrator; it sends no receipts and no messages, and lets in whoever comes with an invite. */
export async function openRobot({ folder, relayUrl }: SeedDeps, spaceName: string): Promise<Seat> {
  mkdirSync(folder, { recursive: true })
  const network = createCutNetwork()
  const file = join(folder, 'robot.db')
  const robot = createNodeEngine({ relayUrl, file, network, receipts: false, readsCare: false, confirmsJoins: true })
  const { archive } = await openArchiveKit(demoArchiveSeed)
  must(await robot.admin.createSpace({ name: spaceName, me: robotSignature, archive }))
  await robot.settle()
  return { engine: robot, network }
}

export async function seedNeighbourhood(deps: SeedDeps, seat: Seat, content: Neighbourhood): Promise<void> {
  const robot = seat.engine
  await setRounds(robot, content, () => true)
  deps.say('Forty people move in …')
  must(await robot.admin.ensurePeople(directoryOf(content)))
  deps.say('Their medicines and care plans are fetched …')
  await writeAtOnce(seat, async () => {
    for (const { medicines, person, personId } of content.people) {
      for (const edit of personEdits(person)) must(await robot.admin.changeDocument('person', personId, edit))
      for (const edit of medicineEdits(medicines)) must(await robot.admin.changeDocument('medicines', personId, edit))
    }
  })
  const isIt = (act: Act) => !isInCircles(act)
  for (const member of writersOf(robot, content, isIt)) {
    deps.say(`${member.signature.name} writes up three months …`)
    await sitDown(deps, robot, member, (seat) =>
      writeActs(robot, seat, content, { member, isIt, besides: () => writeBesides(seat.engine, content, member.key) }),
    )
  }
}

async function writeBesides(engine: Engine, content: Neighbourhood, by: MemberKey): Promise<void> {
  if (by === 'lena') await nameRounds(engine, content)
  if (by === 'aisha') await writePhotoVisit(engine, content)
  await writePlans(engine, content, by)
}

/** Once everything is written: read but for the newest, and each back on their own rounds. */
export async function settleIn(deps: SeedDeps, { engine: robot }: Seat, content: Neighbourhood): Promise<void> {
  deps.say('Everybody reads their messages …')
  for (const member of writersOf(robot, content)) {
    await sitDown(deps, robot, member, ({ engine }) => readMessages(engine, 1))
  }
  await setRounds(robot, content, ({ roundIds }, roundId) => roundIds.includes(roundId))
}

/** While three months are written up everybody has stood in for everybody; afterwards each keeps her own rounds. */
export async function setRounds(
  robot: Engine,
  { members: everybody, rounds }: Neighbourhood,
  isOn: (member: NeighbourhoodMember, roundId: RoundId) => boolean,
): Promise<void> {
  for (const { roundId } of rounds) {
    const staff = everybody.filter((member) => member.kind === 'staff' && isOn(member, roundId))
    must(await robot.admin.setRound(roundId, [...staff.map(({ memberId }) => memberId), robotMember]))
  }
}

/** The visits of a day and of the next; planning the same day twice changes nothing. */
export async function planDay(seat: Seat, content: Neighbourhood): Promise<void> {
  const { admin } = seat.engine
  await writeAtOnce(seat, async () => {
    for (const { diary, today } of [content, content.tomorrow]) {
      for (const edit of diaryEdits(diary)) must(await admin.changeDocument('diary', today, edit))
    }
  })
}

/** Whoever only lets people in looks after nobody, and is no face of the team: it is on a round while it writes alone. */
export async function leaveRounds({ admin }: Engine): Promise<void> {
  for (const [round, on] of Object.entries(admin.session()?.device.chains.team()?.rounds ?? {})) {
    const others = on.filter((member) => member !== robotMember)
    if (others.length < on.length) must(await admin.setRound(round as RoundId, others))
  }
}

export async function inviteMember(robot: Engine, member: NeighbourhoodMember): Promise<string> {
  const { memberId, signature } = member
  return must(
    await robot.admin.invite({
      role: roleOf(member),
      member: memberId,
      group: ownGroupOf(robot, member),
      label: { name: signature.name, roleTitle: signature.role, face: signature.face },
      expiresAt: (Date.now() + 24 * 60 * 60 * 1000) as Instant,
    }),
  )
}

function roleOf({ key, kind }: NeighbourhoodMember): Role {
  if (key === 'lena') return 'admin'
  if (kind !== 'public') return kind
  return key === 'doreen' ? 'patient' : 'family'
}

/** Null: let in by the team. */
function ownGroupOf({ admin }: Engine, { aboutPersonId, key, memberId }: NeighbourhoodMember): GroupId | null {
  if (aboutPersonId === null) return null
  return key === 'doreen' ? admin.privateGroup(aboutPersonId) : admin.familyGroup(aboutPersonId, memberId)
}

/** Written without signal and sent together: a few large requests, not hundreds of small ones. */
export async function writeAtOnce({ engine, network }: Seat, write: () => Promise<void>): Promise<void> {
  network.cut()
  await write()
  network.mend()
  await engine.syncNow()
  await engine.settle()
}

const robotMember = robotSignature.memberId as MemberId

/** A member's own device, joined the first time and opened again the second. */
async function sitDown(
  deps: SeedDeps,
  robot: Engine,
  member: NeighbourhoodMember,
  work: (seat: Seat) => Promise<void>,
): Promise<void> {
  const seat = await openSeat(deps, robot, member)
  await work(seat)
  await seat.engine.close()
}

/** An importer writes what is given to it and leaves the others' records at the relay. */
export async function openSeat(
  { folder, relayUrl }: SeedDeps,
  robot: Engine,
  member: NeighbourhoodMember,
  { isImporter = false } = {},
): Promise<Seat> {
  const network = createCutNetwork()
  const file = join(folder, `${member.key}.db`)
  const readsAll = { readsCare: !isImporter, receipts: !isImporter }
  const engine = createNodeEngine({ relayUrl, file, network, passphraseCost, ...readsAll })
  await joinOrOpen(engine, robot, member)
  await engine.settle()
  return { engine, network }
}

type Choice = (act: Act) => boolean

/** Who wrote any of it. */
export function writersOf(
  robot: Engine,
  content: Neighbourhood,
  isIt: Choice = () => true,
): readonly NeighbourhoodMember[] {
  return Object.values(members).filter(({ key }) => actsOf(robot, content, key, isIt).length > 0)
}

interface Writing {
  readonly member: NeighbourhoodMember
  readonly isIt: Choice
  readonly besides?: () => Promise<void>
}

/** What the member of this seat wrote. */
export async function writeActs(
  robot: Engine,
  seat: Seat,
  content: Neighbourhood,
  { besides, isIt, member: { key } }: Writing,
): Promise<void> {
  const parts = actsOf(robot, content, key, isIt).map((act, index) => partOf(robot, key, act, index))
  await writeAtOnce(seat, async () => {
    must(await seat.engine.admin.writeRecords(parts))
    await besides?.()
  })
}

function actsOf(robot: Engine, { acts }: Neighbourhood, key: MemberKey, isIt: Choice): readonly Act[] {
  return acts.filter((act) => act.by === key && isIt(act) && groupOf(robot, act) !== null && !isDirectory(act))
}

function partOf(robot: Engine, key: MemberKey, act: Act, index: number): HistoryPart {
  return {
    key: bytesToHex(sha256(utf8ToBytes(`${key}/${act.at}/${index}`)).subarray(0, 16)),
    group: groupOf(robot, act)!,
    records: act.records,
  }
}

/** Fictional, on this machine only, and here for everybody to read: stretching it would only make the first start longer. */
const seedPassphrase = 'a demonstration protects nothing'
const passphraseCost = { memoryKiB: 8, passes: 1 } as const

async function joinOrOpen(engine: Engine, robot: Engine, member: NeighbourhoodMember): Promise<void> {
  const state = await firstState(engine, ['empty', 'locked', 'open', 'waiting-to-join'])
  if (state === 'empty') {
    const reading = await engine.readInvite(await inviteMember(robot, member))
    if (reading.type !== 'good') throw new Error(`demo: the invite of ${member.key} is ${reading.type}`)
    const passphrase = reading.invite.audience === 'staff' ? seedPassphrase : null
    const joined = await engine.join({ invite: reading.invite, name: member.signature.name, passphrase })
    if (!joined.ok) throw new Error(`demo: ${member.key} cannot join: ${joined.problem.type}`)
  }
  if (state === 'locked') await engine.unlock(seedPassphrase)
  if (state === 'empty' || state === 'waiting-to-join') must(await robot.admin.confirmJoins())
  await engine.syncNow()
  await firstState(engine, ['open'])
}

function firstState(engine: Engine, wanted: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let stop = () => {}
    stop = engine.watchDevice(({ type }) => {
      if (!wanted.includes(type)) return
      queueMicrotask(() => stop())
      resolve(type)
    })
  })
}

/** The robot itself adds the people, so their entries are its own. */
function directoryOf({ acts }: Neighbourhood): readonly NewPerson[] {
  return acts.flatMap(({ records }) =>
    records.flatMap((record): readonly NewPerson[] => {
      if (record.type !== 'directory-entry') return []
      const { about, address, born, face, gender, name, namedNurse, nhsNumber, phone, roundId } = record
      return [{ personId: about, address, born, face, gender, name, namedNurse, nhsNumber, phone, roundId }]
    }),
  )
}

function isDirectory({ records }: Act): boolean {
  return records.every(({ type }) => type === 'directory-entry')
}

/** Null where there is no such group yet. */
function groupOf(robot: Engine, { place }: Act): GroupId | null {
  if (place.type === 'team') return robot.admin.space() as string as GroupId
  if (place.type === 'care') return robot.admin.careGroup(place.personId)
  if (place.type === 'circle') return robot.admin.circleGroup(place.personId)
  return ownGroupOf(robot, members[place.member])
}

/** Circles and family’s own groups: there is none of these before there is a circle. */
export function isInCircles({ place }: Act): boolean {
  return place.type === 'circle' || (place.type === 'private' && place.member !== 'doreen')
}
