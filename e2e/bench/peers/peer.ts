/**
 * The catch-up for a peer: the same people, the same writings, the same link.
 * The peers neither encrypt nor sign, and hold what they have in memory; so only
 * the warm catch-up is measured. Prints its runs as JSON on the last line.
 */
import { freePort, runScript } from '../../fixtures/process.ts'
import {
  benchPeople,
  busyCount,
  type CatchUpRun,
  medicinesEach,
  notesEach,
  oldNotesEach,
  runCount,
} from '../catch-up/work.ts'
import { bytesSince, type FarLink, fieldLink, startFarLink } from '../link/far-link.ts'

export interface PeerDevice {
  /** Resolves when there is a connection; what was missed may already be coming. */
  readonly connect: (port: number) => Promise<void>
  /** Resolves when everything is here and can be asked for. */
  readonly untilComplete: () => Promise<void>
  readonly count: () => Promise<{ readonly notes: number; readonly medicines: number }>
  readonly close: () => Promise<void>
}

export interface Peer {
  readonly name: string
  /** A script of this folder; it says "listening". */
  readonly server: string
  /** 500 people with their history, at the server. */
  readonly moveIn: (port: number) => Promise<void>
  /** A device that has it all and is offline again. */
  readonly prepareDevice: (port: number, n: number) => Promise<PeerDevice>
  /** What the two colleagues write meanwhile, at the server. */
  readonly writeTurns: (port: number) => Promise<void>
}

/** Everything a device must have in the morning. */
export const wanted = {
  notes: benchPeople().length * oldNotesEach + busyCount * notesEach,
  medicines: busyCount * medicinesEach,
} as const

async function comeBack(link: FarLink, device: PeerDevice): Promise<CatchUpRun> {
  await link.shape(fieldLink)
  const connecting = performance.now()
  const before = link.bytes()
  await device.connect(link.port)
  const at = performance.now()
  await device.untilComplete()
  const done = performance.now()
  const { down, up } = bytesSince(await before, await link.bytes())
  await link.shape(null)
  const there = await device.count()
  if (there.notes !== wanted.notes || there.medicines !== wanted.medicines) {
    throw new Error(`bench: ${JSON.stringify(there)} there, ${JSON.stringify(wanted)} wanted`)
  }
  await device.close()
  return { openMs: 0, setUpMs: at - connecting, catchUpMs: done - at, down, up }
}

export async function runPeer(peer: Peer): Promise<never> {
  const say = (words: string) => console.error(`  ${peer.name}: ${words}`)
  const port = await freePort()
  const server = await runScript(`e2e/bench/peers/${peer.server}`, { RELAY_PORT: `${port}` }, /listening/)
  const link = await startFarLink(port)
  const runs: CatchUpRun[] = []
  try {
    say('500 people move in …')
    await peer.moveIn(port)
    const devices: PeerDevice[] = []
    while (devices.length < runCount) devices.push(await peer.prepareDevice(port, devices.length))
    say('two colleagues write about a hundred of them …')
    await peer.writeTurns(port)
    for (const device of devices) runs.push(await comeBack(link, device))
  } finally {
    link.close()
    await server.kill()
  }
  console.log(JSON.stringify(runs))
  process.exit(0)
}
