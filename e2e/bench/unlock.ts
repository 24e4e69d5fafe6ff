/**
 * Opening a locked device by how many groups the neighbourhood has: the same
 * nurse, the same one person on her round, in a neighbourhood of a handful of
 * groups and in one of three thousand. The passphrase is made cheap to derive,
 * so what is left is opening.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createNodeEngine } from '../../client/engine/engine.node.ts'
import { createSqliteDeviceStore } from '../../client/engine/storage/device-store.sqlite.ts'
import {
  cheapPassphrase,
  doreen,
  idOf,
  must,
  type Neighbourhood,
  passphrase,
  startNeighbourhood,
  stateOf,
} from '../../client/engine/testing/neighbourhood.ts'
import type { PersonId, RoundId } from '../../shared/lib/ids.ts'
import { createCutNetwork } from '../demo/cut-network.ts'
import { type BenchRow, inMs } from './table.ts'

/** Two groups a person: of care, and her own. */
const othersCount = 1_500
const runs = 15
/** A passphrase is not typed in less; what needs no key is read meanwhile, and is done well before. */
const typingMs = 1_000
const file = 'device.db'

export async function benchUnlock(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-bench-'))
  const neighbourhood = await startNeighbourhood()
  try {
    const [few, many] = [join(folder, 'few'), join(folder, 'many')]
    mkdirSync(few)
    const store = createSqliteDeviceStore(join(few, file))
    const { engine } = await neighbourhood.join('Aisha Rahman', 'staff', { store, receipts: false })
    await engine.settle()
    await engine.close()
    cpSync(few, many, { recursive: true })
    await moveOthersIn(neighbourhood)
    await catchUp(many, neighbourhood.url)
    return [
      {
        work: `Unlock without key derivation, ${await groupsIn(few)} groups`,
        figure: inMs(await timesOf(few)),
        goal: '',
      },
      { work: `… ${await groupsIn(many)} groups`, figure: inMs(await timesOf(many)), goal: 'as with few' },
    ]
  } finally {
    await neighbourhood.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** On another round: she may see their chains and open none of their records. */
async function moveOthersIn({ robot }: Neighbourhood): Promise<void> {
  const others = Array.from({ length: othersCount }, (_, i) => ({
    ...doreen,
    personId: idOf<PersonId>(`bench/other/${i}`),
    roundId: idOf<RoundId>('another round'),
    name: { ...doreen.name, family: `Other ${i}` },
  }))
  must(await robot.admin.ensurePeople(others))
  await robot.settle()
}

async function catchUp(folder: string, relayUrl: string): Promise<void> {
  const engine = createNodeEngine({
    relayUrl,
    file: join(folder, file),
    receipts: false,
    passphraseCost: cheapPassphrase,
  })
  await stateOf(engine, ({ type }) => type === 'locked')
  await engine.unlock(passphrase)
  await engine.syncNow()
  await engine.settle()
  await engine.close()
}

async function groupsIn(folder: string): Promise<number> {
  const store = createSqliteDeviceStore(join(folder, file))
  const chains = await store.scan('chains', '', '\uffff')
  await store.close()
  return chains.length
}

/** As the app opens: without signal, and nothing read that the first screen does without. */
async function timesOf(folder: string): Promise<readonly number[]> {
  const times: number[] = []
  while (times.length < runs) {
    const network = createCutNetwork()
    network.cut()
    const options = { headless: false, receipts: false, passphraseCost: cheapPassphrase, network }
    const engine = createNodeEngine({ relayUrl: 'http://localhost:1', file: join(folder, file), ...options })
    await stateOf(engine, ({ type }) => type === 'locked')
    await new Promise((resolve) => setTimeout(resolve, typingMs))
    const began = performance.now()
    await engine.unlock(passphrase)
    times.push(performance.now() - began)
    await engine.close()
  }
  return times
}
