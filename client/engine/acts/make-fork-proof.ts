/**
 * The file that proves an alarm to whoever was not there: the chains as they lie
 * here, and what contradicts them. It is held against itself before it is handed
 * out, so nobody is given a file that proves nothing. Loaded when it is asked for.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { GroupId } from '../../../shared/lib/ids.ts'
import { encodeForkProof, verifyForkProof } from '../../../shared/membership/fork-proof.ts'
import type { ControlEntry } from '../../../shared/protocol/entry.ts'
import type { EngineDeps } from '../engine.ts'
import type { Fork } from '../membership/forks.ts'
import type { OpenDevice } from '../open-device.ts'
import { readLog } from '../sync/entry-log.ts'

/** Null where there is no such alarm, or what is here does not prove it to others. */
export async function makeForkProof(deps: EngineDeps, device: OpenDevice, id: string): Promise<Bytes | null> {
  const fork = device.forks.all().find(({ evidence }) => evidence.id === id)
  if (fork === undefined) return null
  const controls = [...(await device.controlLog.read()), ...device.chains.unlogged()]
  const { group } = fork.evidence.header
  const team = device.own.space as string as GroupId
  const proof = encodeForkProof({
    team: chainOf(controls, team),
    group: group === team ? [] : chainOf(controls, group),
    entries: await entriesOf(deps, fork),
  })
  return (await verifyForkProof(proof, deps.verifier)).ok ? proof : null
}

/** Each number once, in order. */
function chainOf(controls: readonly ControlEntry[], group: GroupId): readonly Bytes[] {
  const bySeq = new Map<number, Bytes>()
  for (const { bytes, header } of controls) if (header.group === group) bySeq.set(header.groupSeq, bytes)
  return [...bySeq].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)
}

async function entriesOf({ store }: EngineDeps, { evidence, type }: Fork): Promise<readonly Bytes[]> {
  if (type !== 'feed' || evidence.type !== 'content') return [evidence.bytes]
  const { author, group, seq } = evidence.header
  const [first] = await readLog(store, { author, group, from: seq, to: seq + 1 })
  return [...(first === undefined ? [] : [first.bytes]), evidence.bytes]
}
