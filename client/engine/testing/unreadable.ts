/**
 * "Cannot decrypt", after a scenario: what a device that is in, and reaches the
 * relay, holds and cannot open though it is owed it by now (SX340). Owed is what
 * somebody who holds the key could have seen to and the reader could have heard:
 * a holder has synced since the reader came to be entitled, and the reader after
 * that. Nobody should ever see one, so that nobody learns to live with them.
 */
import type { Engine } from '../engine.ts'
import type { Waiting } from '../receive/parked.ts'

type Lacking = { readonly id: string; readonly waiting: Waiting | undefined }

function openDevice(engine: Engine) {
  return engine.admin.session()?.device
}

function lacking(engine: Engine): readonly Lacking[] {
  const { parked } = openDevice(engine) ?? {}
  const waiting = (parked?.waiting() ?? []).filter((item) => item.for === 'key')
  const refused = (parked?.refused() ?? []).filter(({ reason }) => reason === 'cannot-open')
  return [
    ...waiting.map((each) => ({ id: each.entry.id, waiting: each })),
    ...refused.map(({ id }) => ({ id, waiting: undefined })),
  ]
}

const isThere = (engine: Engine) => engine.admin.session()?.runner.state().offlineSince === null

async function holds(engine: Engine, { entry }: Waiting): Promise<boolean> {
  if (entry.type !== 'content') return false
  return (await openDevice(engine)?.keyring.groupKey(entry.header.group, entry.header.epoch)) !== undefined
}

/**
 * A line for each entry. Nobody becomes entitled by what is done here, so in the first pass it is owed by whoever
 * synced before the reader, and in the second by everybody.
 */
export async function unreadableAt(engines: readonly Engine[]): Promise<readonly string[]> {
  const lines = new Set<string>()
  const synced: Engine[] = []
  for (const pass of [1, 2]) {
    for (const engine of engines.filter(openDevice)) {
      await engine.syncNow()
      await engine.settle()
      if (!isThere(engine)) continue
      const name = openDevice(engine)?.own.signature.name ?? 'a device'
      for (const { id, waiting } of lacking(engine)) {
        const held = waiting === undefined ? [] : await Promise.all(synced.map((each) => holds(each, waiting)))
        if (pass === 2 || held.includes(true)) lines.add(`${name} cannot open ${id.slice(0, 8)}`)
      }
      if (pass === 1) synced.push(engine)
    }
  }
  return [...lines]
}

/** To be called when a scene is put away, before its devices close. */
export async function expectAllReadable(engines: readonly Engine[]): Promise<void> {
  const lines = await unreadableAt(engines)
  if (lines.length > 0) throw new Error(`SX340 ${lines.join('; ')}`)
}
