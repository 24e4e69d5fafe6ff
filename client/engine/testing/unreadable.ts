/**
 * "Cannot decrypt", after a scenario: what a device that is in, and reaches the
 * relay, holds and still cannot open when it has synced once more since it came.
 * Nobody should ever see one, so that nobody learns to live with them (SX340).
 */
import type { Engine } from '../engine.ts'

function openDevice(engine: Engine) {
  return engine.admin.session()?.device
}

function lacking(engine: Engine): ReadonlySet<string> {
  const { parked } = openDevice(engine) ?? {}
  const waiting = (parked?.waiting() ?? []).flatMap((item) => (item.for === 'key' ? [item.entry.id] : []))
  const refused = (parked?.refused() ?? []).flatMap(({ id, reason }) => (reason === 'cannot-open' ? [id] : []))
  return new Set([...waiting, ...refused])
}

const isThere = (engine: Engine) => engine.admin.session()?.runner.state().offlineSince === null

/** One by one, since what one writes while it syncs the next one reads. */
async function syncAll(engines: readonly Engine[]): Promise<void> {
  for (const engine of engines.filter(openDevice)) {
    await engine.syncNow()
    await engine.settle()
  }
}

/** A line for each entry. */
export async function unreadableAt(engines: readonly Engine[]): Promise<readonly string[]> {
  await syncAll(engines)
  const before = new Map(engines.map((engine) => [engine, lacking(engine)]))
  if ([...before.values()].every((ids) => ids.size === 0)) return []
  // Who lacks a key says so, who has it hands it over, and then it is there.
  for (let round = 0; round < 2; round++) await syncAll(engines)
  return engines.filter(isThere).flatMap((engine) => {
    const still = [...lacking(engine)].filter((id) => before.get(engine)?.has(id))
    return still.map((id) => `${openDevice(engine)?.own.signature.name ?? 'a device'} cannot open ${id.slice(0, 8)}`)
  })
}

/** To be called when a scene is put away, before its devices close. */
export async function expectAllReadable(engines: readonly Engine[]): Promise<void> {
  const lines = await unreadableAt(engines)
  if (lines.length > 0) throw new Error(`SX340 ${lines.join('; ')}`)
}
