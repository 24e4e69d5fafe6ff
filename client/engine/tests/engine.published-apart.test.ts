/** Two staff devices that do not agree on Doreen's list: one reads it by another table, or has not all that the other has. */
import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { propertyTimeout } from '../../../shared/testing/property-runs.ts'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import type { WarningsRow } from '../../domain/projections/warning-rows.ts'
import { carbocisteine } from '../../domain/testing/medicines.ts'
import type { Command } from '../../engine-api/commands.ts'
import type { MyMedicinesView } from '../../engine-api/queries.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createHandTimer, passTime, type TimedDevice } from '../testing/hand-timer.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'
import { createOtherEyes, type OtherEyes, type SeenAs } from '../testing/seen-otherwise.ts'

vi.setConfig({ testTimeout: propertyTimeout(200_000) })

interface Here extends TimedDevice {
  readonly eyes: OtherEyes
  readonly store: MemoryDeviceStore
  readonly wire: Wire
}

const { personId } = doreen
const nuts = { substance: 'Brazil nuts', reaction: 'rash', on: '2011-02-02', reason: 'She told me' }
const minuteMs = 60_000
const ids = { carbocisteine: 'ca'.repeat(16), amoxicillin: 'cb'.repeat(16) } as const
const names = ['amoxicillin', 'carbocisteine'] as const

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Here
let priya: Here
let phone: Here
let count = 0

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  aisha = await join('Aisha Rahman', 'staff')
  priya = await join('Priya Patel', 'staff')
  phone = await join('Doreen Ashworth', 'patient')
  for (const name of names) await write(name, '375 mg')
  // Nothing in the table is of it: what is checked is only whether somebody has looked.
  await run(aisha, { type: 'record-allergy', personId, ...nuts })
  await all()
  await run(aisha, {
    type: 'change-medicine',
    personId,
    medicineId: ids.carbocisteine,
    fields: { dose: '500 mg' },
    reason: 'Chesty',
  })
  await all()
  return () => here.close()
})

async function join(name: string, role: 'staff' | 'patient'): Promise<Here> {
  const [timer, eyes, store, wire] = [
    createHandTimer(memory.clock),
    createOtherEyes(),
    createMemoryDeviceStore(),
    memory.wire(),
  ]
  const about = role === 'patient' ? personId : undefined
  const { engine } = await here.join(name, role, { network: wire, timer, about, store, readModel: eyes.readModel })
  await sync(engine)
  return { engine, timer, eyes, store, wire }
}

async function write(name: (typeof names)[number], dose: string): Promise<void> {
  const medicine = { ...carbocisteine, name, dose }
  must(await here.robot.admin.changeDocument('medicines', personId, (doc) => writeMedicine(doc, ids[name], medicine)))
}

const all = () => sync(here.robot, aisha.engine, priya.engine, aisha.engine, priya.engine, phone.engine)

type Asked = Command extends infer One ? (One extends Command ? Omit<One, 'commandId' | 'at'> : never) : never

async function run({ engine }: Here, asked: Asked): Promise<void> {
  count += 1
  const intent = { commandId: idOf<string>(`apart ${count}`), at: memory.clock.now() }
  expect(await engine.run({ ...asked, ...intent } as Command)).toEqual({ ok: true })
  await engine.settle()
}

/** Lists and all else that was ever published into her group, as it was served to her phone. */
function published(): number {
  const { chains, frontiers } = phone.engine.admin.session()!.device
  const feeds = [...frontiers.inGroup(chains.privateOf(personId, null)!.group)]
  return feeds.reduce((sum, [, { next }]) => sum + next, 0)
}

const linesOf = ({ lines }: MyMedicinesView) =>
  (lines ?? []).map(({ checking, dose, name }) => `${name} ${checking ? 'checking' : dose}`)
async function told(): Promise<readonly string[]> {
  await sync(phone.engine)
  return linesOf(await viewOf(phone.engine, 'my-medicines', {}))
}

type Reading = 'as it is' | 'to be checked' | 'another dose'

/** How a device reads the list: what its table forbids, and what it makes of a dose. */
function readingOf(readings: Readonly<Record<string, Reading>>): SeenAs {
  const forbidden = names.filter((name) => readings[name] === 'to be checked')
  const warning = (name: (typeof names)[number]) => ({
    ...({ key: `${name}-stop`, kind: 'allergy', level: 'stop', allergy: null, since: null } as const),
    why: { type: 'same-word', name, source: '' } as const,
    medicines: [
      {
        medicineId: ids[name],
        names: [name],
        form: '',
        dose: '',
        route: '',
        since: null,
        author: null,
        writtenAt: null,
      },
    ],
  })
  return {
    medicines: (row) => (readings[row.name] === 'another dose' ? { ...row, dose: `${row.dose} (other)` } : row),
    warnings: (row): WarningsRow => ({ ...row, warnings: forbidden.map(warning) }),
  }
}

const reading = fc.constantFrom<Reading>('as it is', 'to be checked', 'another dose')
const readings = fc.record({ amoxicillin: reading, carbocisteine: reading })

test('PB900 PB901 however two devices read her list, they answer each other a few times in ten minutes, and what one of them finds to be checked is told so', async () => {
  await fc.assert(
    fc.asyncProperty(readings, readings, async (one, other) => {
      const before = published()
      aisha.eyes.see(readingOf(one))
      priya.eyes.see(readingOf(other))
      for (const name of names) await write(name, `${++count} mg`)
      await all()
      await passTime(memory.clock, memory.clock.now() + 5 * minuteMs, [aisha, priya])
      const lines = await told()
      for (const name of names)
        if (one[name] === 'to be checked' || other[name] === 'to be checked')
          expect(lines).toContain(`${name} checking`)
      expect(published() - before).toBeLessThanOrEqual(8)
      const settled = published()
      await passTime(memory.clock, memory.clock.now() + 4 * minuteMs, [aisha, priya])
      await sync(phone.engine)
      expect(published() - settled).toBeLessThanOrEqual(2)
    }),
    {
      numRuns: 4,
      examples: [
        [
          { amoxicillin: 'to be checked', carbocisteine: 'another dose' },
          { amoxicillin: 'as it is', carbocisteine: 'to be checked' },
        ],
      ],
    },
  )
})

const allergy = { substance: 'Penicillin', reaction: 'rash', on: '2011-02-02', reason: 'He told me' }

test('PB905 where whoever ended an allergy is gone before it is told, a colleague’s device gives her the dose back', async () => {
  await run(aisha, { type: 'record-allergy', personId, ...allergy })
  await all()
  await passTime(memory.clock, memory.clock.now() + minuteMs, [aisha, priya])
  expect(await told()).toEqual(['amoxicillin checking', 'carbocisteine 500 mg'])
  const { allergies = [] } = await viewOf(aisha.engine, 'person', { personId }, (view) => view.allergies?.length === 2)
  const { allergyId } = allergies.find(({ substance }) => substance === allergy.substance)!
  // What she ends is not told by her own device, as if it had been closed at once.
  aisha.eyes.see({ sharedLists: () => null })
  await run(aisha, { type: 'end-allergy', personId, allergyId, on: '2026-06-01', reason: 'Tested' })
  await sync(aisha.engine)
  aisha.wire.setFate('request-lost')
  await sync(priya.engine)
  await passTime(memory.clock, memory.clock.now() + minuteMs, [priya])
  expect(await told()).toEqual(['amoxicillin 375 mg', 'carbocisteine 500 mg'])
})

test('PB906 a list that could not be worked out is tried again, and silences no other', async () => {
  aisha.wire.setFate('request-lost')
  const unreadable = () => {
    throw new Error('unreadable')
  }
  priya.eyes.see({ medicines: unreadable })
  await write('carbocisteine', '750 mg')
  await sync(here.robot, priya.engine)
  priya.eyes.see({})
  await passTime(memory.clock, memory.clock.now() + 2 * minuteMs, [priya])
  expect(await told()).toContain('carbocisteine 750 mg')
})
