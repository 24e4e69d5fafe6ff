/**
 * KR5, KR6 and KR14 over random schedules: whoever rotates, writes, leaves and
 * comes back from being offline in whatever order, all who stay open everything,
 * and whoever left opens nothing of a later epoch. And KR251: what two
 * administrators have to sign, proposed, answered, too late, beaten or lost.
 */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { EntryId, GroupId, RoundId } from '../../../shared/lib/ids.ts'
import { archiveUseOf } from '../../../shared/membership/proposals.ts'
import { isStale } from '../../../shared/membership/rights.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { propertyRuns, propertyTimeout } from '../../../shared/testing/property-runs.ts'
import { openArchiveKit } from './archive-kit.ts'
import type { AdminPlan, Planned } from './group-admin.ts'
import {
  catchUp,
  clock,
  contentFields,
  createWorld,
  type Device,
  holds,
  member,
  planOf,
  publish,
} from './testing/world.ts'

vi.setConfig({ testTimeout: propertyTimeout(60_000) })

type Step = 'nurse writes' | 'gp writes offline' | 'nurse rotates' | 'team rotates' | 'both rotate at once' | 'gp hears'

const steps: readonly Step[] = [
  'nurse writes',
  'gp writes offline',
  'nurse rotates',
  'team rotates',
  'both rotate at once',
  'gp hears',
]

let runs = 0

async function play(schedule: readonly Step[]) {
  const world = await createWorld(`model ${runs++}`)
  const { admin, nurse, gp, doreen, groups } = world
  const online = [admin, nurse, doreen]
  const written: ContentEntry[] = []
  let unheard: AdminPlan[] = []

  async function share(planned: Planned): Promise<void> {
    const plan = await planOf(planned)
    await publish(plan, online)
    unheard.push(plan)
  }

  async function write(by: Device): Promise<void> {
    const sealed = await by.sealer.seal(contentFields(by.chains, groups.care), utf8ToBytes(`${written.length}`))
    if (!sealed.ok) throw new Error(sealed.error.type)
    written.push(sealed.value)
  }

  async function hear(): Promise<void> {
    for (const plan of unheard) await publish(plan, [gp])
    unheard = []
  }

  async function race(): Promise<void> {
    const loser = await planOf(admin.admin.newEpoch(groups.care))
    await share(nurse.admin.newEpoch(groups.care))
    const refused = await nurse.chains.apply(loser.controls[0]!.entry)
    expect(refused).toMatchObject({ ok: false, error: { type: 'compare-and-swap' } })
    expect(isStale(admin.chains.state(groups.care)!, admin.chains.team())).toBe(false)
  }

  const run: Record<Step, () => Promise<void>> = {
    'nurse writes': () => write(nurse),
    'gp writes offline': () => write(gp),
    'nurse rotates': () => share(nurse.admin.newEpoch(groups.care)),
    'team rotates': () => share(admin.admin.newEpoch(groups.team)),
    'both rotate at once': race,
    'gp hears': hear,
  }
  for (const step of schedule) await run[step]()
  return { ...world, written, share, hear }
}

test('KR5 KR6 KR14 whatever the schedule, those who stay open all of it and who left nothing later', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...steps), { maxLength: 10 }), async (schedule) => {
      const { admin, nurse, gp, doreen, groups, written, share, hear } = await play(schedule)
      await share(admin.admin.removeDevice(groups.team, gp.id))
      await share(nurse.admin.newEpoch(groups.care))
      await hear()
      for (const device of [admin, nurse, await nurse.restart()]) {
        for (const [index, entry] of written.entries()) {
          expect(await device.sealer.open(entry)).toEqual({ ok: true, value: utf8ToBytes(`${index}`) })
        }
      }
      const [team, care] = [gp.chains.team()!, gp.chains.state(groups.care)!]
      expect(await holds(gp, groups.team, team.epochs.length - 1)).toBe(false)
      expect(await holds(gp, groups.care, care.epochs.length - 1)).toBe(false)
      expect(await holds(gp, groups.care, 0)).toBe(true)
      for (const { epoch } of care.epochs) expect(await holds(doreen, groups.care, epoch)).toBe(false)
      expect(nurse.chains.state(groups.care)).toEqual(care)
    }),
    propertyRuns({ numRuns: 12, seed: 20_261_129 }),
  )
})

type Person = 'ana' | 'ben' | 'nurse' | 'dan'
type What = 'make-admin' | 'admit-admin' | 'new-kit' | 'archive-use'

interface Act {
  readonly does: 'propose' | 'approve' | 'dismiss' | 'recover' | 'ben leaves' | 'a week goes by' | 'nurse writes'
  readonly by: Person
  readonly what: What
  /** Of the proposals, or the kits, the one meant. */
  readonly which: number
  /** Made, and never heard of; or by two at once, of whom the second is late. */
  readonly fate: 'heard' | 'lost' | 'beaten'
}

/** What was proposed and what became of it, by the rules and not by the chain. */
interface Proposed {
  readonly id: EntryId
  readonly by: Person
  readonly what: What
  readonly kit: number
  readonly until: number
  isDecided: boolean
}

const week = 7 * 24 * 60 * 60_000
const numbers: Readonly<Record<'nurse' | 'dan', number>> = { nurse: 2, dan: 6 }
/** How often each thing was tried that happened, and that was refused. */
const happened = new Map<string, number>()

async function foundTeam() {
  const world = await createWorld(`two ${runs++}`, { hasRoot: true })
  const { admin: ana, gp: ben, kit } = world
  const kits = [kit, ...(await Promise.all([1, 2].map(() => openArchiveKit(ana.random.bytes(32)))))]
  const late = await Promise.all(['dan', 'ines', 'omar'].map((name) => world.open(name)))
  for (const device of late) await catchUp(device, ana)
  const [dan, ...newcomers] = (await Promise.all(late.map((device) => device.restart()))) as [Device, ...Device[]]
  return { ...world, kits, ana, ben, dan, newcomers, all: [...world.all, dan, ...newcomers] }
}

async function playTwo(schedule: readonly Act[]) {
  const here = await foundTeam()
  const { ana, ben, dan, groups, kits, nurse } = here
  const devices: Readonly<Record<Person, Device>> = { ana, ben, nurse, dan }
  const admins = new Set<Person>(['ana', 'ben'])
  const inTeam = new Set<Person>(['ana', 'ben', 'nurse'])
  const proposals: Proposed[] = []
  const recovered: Device[] = []
  const written: ContentEntry[] = []
  let newcomers = here.newcomers
  let kit = 0
  let usedUntil = 0

  const isValid = (what: What, of: number) =>
    what === 'make-admin'
      ? inTeam.has('nurse') && !admins.has('nurse')
      : what === 'admit-admin'
        ? !inTeam.has('dan')
        : what === 'archive-use' || of !== kit

  function plan(act: Act, wanted: Proposed | undefined): Planned {
    const { admin } = devices[act.by]
    if (act.does !== 'propose') {
      const id = wanted?.id ?? ('00'.repeat(32) as EntryId)
      return act.does === 'approve' ? admin.approve(id) : admin.dismiss(id)
    }
    switch (act.what) {
      case 'make-admin':
        return admin.propose({ type: act.what, member: member(numbers.nurse), devices: [nurse.id] })
      case 'admit-admin':
        return admin.propose({ type: act.what, keys: dan.identity.keys, member: member(numbers.dan), invite: null })
      case 'archive-use':
        return admin.propose({ type: act.what, group: groups.care, reason: `asked ${proposals.length}` })
      case 'new-kit':
        return admin.proposeKit(kits[act.which % kits.length]!)
    }
  }

  const isOpen = ({ by, isDecided, until }: Proposed) => !isDecided && inTeam.has(by) && clock.now() <= until

  function isAllowed({ by, does, what, which }: Act, wanted: Proposed | undefined): boolean {
    if (!admins.has(by) || !inTeam.has(by)) return false
    if (does === 'propose') return isValid(what, which % kits.length)
    if (wanted === undefined || !isOpen(wanted)) return false
    return does === 'dismiss' || (wanted.by !== by && isValid(wanted.what, wanted.kit))
  }

  function enact({ by, does, what, which }: Act, made: AdminPlan, wanted: Proposed | undefined): void {
    if (does === 'propose') {
      const of = which % kits.length
      const { id } = made.controls[0]!.entry
      proposals.push({ id, by, what, kit: of, until: clock.now() + week, isDecided: false })
      return
    }
    if (wanted === undefined) return
    wanted.isDecided = true
    if (does === 'dismiss') return
    if (wanted.what === 'make-admin') admins.add('nurse')
    if (wanted.what === 'admit-admin') for (const set of [admins, inTeam]) set.add('dan')
    if (wanted.what === 'new-kit') kit = wanted.kit
    if (wanted.what === 'archive-use') usedUntil = clock.now() + 30 * (week / 7)
  }

  async function run(act: Act): Promise<void> {
    const wanted = proposals.at(-1 - (act.which % Math.max(proposals.length, 1)))
    switch (act.does) {
      case 'a week goes by':
        return void clock.advance(week + 1)
      case 'nurse writes':
        return void written.push(await sealed(nurse, groups.care, written.length))
      case 'ben leaves':
        if (!inTeam.delete('ben')) return
        return publish(await planOf(ana.admin.removeDevice(groups.team, ben.id)), here.all)
      case 'recover':
        return recover(act)
      default:
        return twoSigned(act, wanted)
    }
  }

  async function twoSigned(act: Act, wanted: Proposed | undefined): Promise<void> {
    const planned = await plan(act, wanted)
    const isRight = isAllowed(act, wanted)
    expect(planned.ok, `${JSON.stringify(act)} on ${JSON.stringify(wanted)}`).toBe(isRight)
    count(`${act.does} ${isRight ? 'done' : 'refused'}`)
    if (!planned.ok || act.fate === 'lost') return
    if (act.fate === 'heard') {
      await publish(planned.value, here.all)
      return enact(act, planned.value, wanted)
    }
    await publish(await planOf(ana.admin.setRound(round, [member(2)])), here.all)
    expect(await ana.chains.apply(planned.value.controls[0]!.entry)).toMatchObject({ ok: false })
  }

  async function recover({ fate, which }: Act): Promise<void> {
    const [next] = newcomers
    if (next === undefined) return
    const planned = await next.admin.recover(kits[which % kits.length]!.root, member(20 + recovered.length))
    // Its signature is judged by whoever hears it: who holds another kit may write it down.
    const isRight = which % kits.length === kit
    count(`recover ${isRight ? 'done' : 'refused'}`)
    if (!planned.ok || fate === 'lost') return
    const [{ entry }] = planned.value.controls as [AdminPlan['controls'][number]]
    expect((await ana.chains.apply(entry)).ok).toBe(isRight)
    if (!isRight) return
    newcomers = newcomers.slice(1)
    recovered.push(next)
    for (const device of here.all) if (device !== ana) expect((await device.chains.apply(entry)).ok).toBe(true)
  }

  for (const act of schedule) {
    await run(act)
    const team = ana.chains.team()!
    const roleOf = ({ id }: Device) => (team.devices[id]?.removedAt === null ? team.devices[id].role : undefined)
    const hasRole = (name: Person) => (!inTeam.has(name) ? undefined : admins.has(name) ? 'admin' : 'staff')
    for (const name of ['ana', 'ben', 'nurse', 'dan'] as const) expect(roleOf(devices[name]), name).toBe(hasRole(name))
    expect(team.archive?.id).toBe(kits[kit]!.archive.id)
    expect(archiveUseOf(team, groups.care, clock.now()) !== undefined).toBe(clock.now() <= usedUntil)
  }
  return { ...here, inTeam, newcomers, recovered, written }
}

const round = '7'.repeat(32) as RoundId

function count(what: string): void {
  happened.set(what, (happened.get(what) ?? 0) + 1)
}

async function sealed(by: Device, group: GroupId, number: number): Promise<ContentEntry> {
  const entry = await by.sealer.seal(contentFields(by.chains, group), utf8ToBytes(`${number}`))
  if (!entry.ok) throw new Error(entry.error.type)
  return entry.value
}

const act: fc.Arbitrary<Act> = fc.record({
  does: fc.constantFrom<Act['does']>(
    ...(['propose', 'propose', 'propose', 'approve', 'approve', 'approve', 'dismiss', 'dismiss', 'recover'] as const),
    ...(['ben leaves', 'a week goes by', 'nurse writes', 'nurse writes'] as const),
  ),
  by: fc.constantFrom<Person>('ana', 'ana', 'ben', 'ben', 'nurse', 'dan'),
  what: fc.constantFrom<What>('make-admin', 'admit-admin', 'new-kit', 'archive-use'),
  which: fc.nat({ max: 5 }),
  fate: fc.constantFrom('heard', 'heard', 'heard', 'lost', 'beaten'),
})

test('KR251 what needs two takes effect by two different administrators alone, and nobody reads by it who may not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 24 }), async (schedule) => {
      const { all, ana, ben, dan, groups, inTeam, newcomers, nurse, recovered, written } = await playTwo(schedule)
      await publish(await planOf(ana.admin.newEpoch(groups.team)), all)
      await publish(await planOf(nurse.admin.newEpoch(groups.care)), all)
      const newest = ana.chains.team()!.epochs.length - 1
      expect(await ana.keyring.checkArchive(groups.team, newest)).toBe('good')
      for (const device of [ana, nurse, ...recovered, ...(inTeam.has('dan') ? [dan] : [])])
        for (const [index, entry] of written.entries())
          expect(await device.sealer.open(entry), device.name).toEqual({ ok: true, value: utf8ToBytes(`${index}`) })
      for (const { epoch } of ana.chains.team()!.epochs)
        for (const device of [...newcomers, ...(inTeam.has('dan') ? [] : [dan])])
          expect(await holds(device, groups.team, epoch), `${device.name} of ${epoch}`).toBe(false)
      expect(await holds(ben, groups.team, newest)).toBe(inTeam.has('ben'))
    }),
    propertyRuns({ numRuns: 10, seed: 20_261_128 }),
  )
  for (const does of ['propose', 'approve', 'dismiss', 'recover'])
    for (const how of ['done', 'refused'])
      expect(happened.get(`${does} ${how}`) ?? 0, `${does} ${how}`).toBeGreaterThan(0)
})
