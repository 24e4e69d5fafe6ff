/**
 * KR5, KR6 and KR14 over random schedules: whoever rotates, writes, leaves and
 * comes back from being offline in whatever order, all who stay open everything,
 * and whoever left opens nothing of a later epoch.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { isStale } from '../../../shared/membership/rights.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import type { AdminPlan, Planned } from './group-admin.ts'
import { contentFields, createWorld, type Device, holds, planOf, publish } from './testing/world.ts'

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
    { numRuns: 12 },
  )
}, 60_000)
