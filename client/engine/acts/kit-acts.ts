/**
 * The recovery kit of a neighbourhood that was founded here: its sheets, to print,
 * and giving two of them back. Only then does the chain say that the kit is kept,
 * under the root key that the two sheets give, and the device forgets them. Rules
 * FD83 and FD84. Loaded when it is first asked for.
 */
import { type Bytes, equalBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor } from '../../../shared/lib/cbor.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { KitAct, KitActOutcome, KitProblem } from '../../engine-api/founding.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import { postUntilDone } from '../admin/post-until-done.ts'
import { readKit } from '../archive/read-kit.ts'
import type { EngineDeps } from '../engine.ts'
import type { Session } from '../session.ts'
import { kitPlace, sheetsItem } from './kit-row.ts'
import { giveBackNewKit, kitMadeAt, makeNewKit } from './new-kit.ts'

export async function kitAct(deps: EngineDeps, session: Session, act: KitAct): Promise<KitActOutcome> {
  const { chains, device } = session.device
  const team = chains.team()
  const me = team?.devices[device]
  if (team === undefined || me === undefined || me.role !== 'admin' || team.root === null) return failed('not-allowed')
  switch (act.type) {
    case 'sheets': {
      const sheets = await readSheets(session)
      return sheets === undefined ? failed('not-here') : { type: 'sheets', sheets }
    }
    case 'made':
      return { type: 'made', at: await kitMadeAt(session, team) }
    case 'make-new':
      return makeNewKit(deps, session, team)
    case 'give-back-new':
      return giveBackNewKit(deps, session, act)
    case 'give-back':
      return giveBack(deps, session, team, act)
  }
}

async function giveBack(
  deps: EngineDeps,
  session: Session,
  team: ChainState,
  act: Extract<KitAct, { readonly type: 'give-back' }>,
): Promise<KitActOutcome> {
  const { chains } = session.device
  const kit = await readKit(act.sheets)
  if (!kit.ok) return kit.error
  const { archive, root } = kit.value
  if (archive.id !== team.archive?.id || team.root === null || !equalBytes(root.publicKey, team.root))
    return failed('other-kit')
  if (team.kitKeptAt === null) {
    const posted = await postUntilDone(deps, session, () => groupAdminOf(deps, session.device).keepKit(root))
    // A colleague may have given two sheets back meanwhile: that is what was asked for.
    if (!posted.ok && chains.team()?.kitKeptAt === null) return failed(posted.error.type)
  }
  const forgotten = await deps.store.commit(await session.device.sealedStore.seal([sheetsItem(null)]))
  return forgotten.ok ? { type: 'kept' } : failed('refused')
}

/** Undefined where they are not, or no longer. */
async function readSheets({ device }: Session): Promise<readonly string[] | undefined> {
  const row = await device.sealedStore.get(kitPlace.store, kitPlace.scope, kitPlace.name)
  const bytes: Bytes | undefined = row.ok ? row.value : undefined
  const decoded = bytes === undefined ? undefined : decodeCbor(bytes)
  if (decoded === undefined || !decoded.ok || !Array.isArray(decoded.value)) return undefined
  const [version, ...sheets]: readonly unknown[] = decoded.value
  return version === 1 && sheets.every((sheet) => typeof sheet === 'string') ? (sheets as string[]) : undefined
}

function failed(problem: KitProblem): KitActOutcome {
  return { type: 'failed', problem }
}
