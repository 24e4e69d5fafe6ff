/** When house work is asked for, and which of it is this device's. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { isStale } from '../../../shared/membership/rights.ts'
import type { Command } from '../../engine-api/commands.ts'
import type { EngineOptions } from '../engine.ts'
import type { Chains } from '../membership/chains.ts'
import type { HouseWorkPart } from './house-work.ts'

const changesShown: ReadonlySet<Command['type']> = new Set([
  ...(['set-sharing', 'write-visit', 'plan-visit', 'move-visit', 'assign-visit'] as const),
  ...(['cancel-visit', 'restore-visit', 'resolve-visit'] as const),
  ...(['write-setting', 'switch-setting', 'resolve-setting'] as const),
])

/** Of what people are shown, or of what stands on the team's card. */
export function changesWhatIsShown({ type }: Command): boolean {
  return changesShown.has(type)
}

type WarningCommand = Extract<
  Command,
  { readonly type: 'acknowledge-warning' | 'end-allergy' | 'record-allergy' | 'resolve-person' }
>

const warningCommands: ReadonlySet<string> = new Set([
  'acknowledge-warning',
  'end-allergy',
  'record-allergy',
  'resolve-person',
] satisfies WarningCommand['type'][])

/** Of what a list of medicines is held against, without being a change of the list: a change of that goes with the list. */
export function changesWarnings(command: Command): command is WarningCommand {
  return warningCommands.has(command.type)
}

/** A team that moved can leave every group with a key its leavers know. */
export function groupsToLookAt(chains: Chains, moved: ReadonlySet<GroupId>): readonly GroupId[] {
  const team = chains.team()
  if (team === undefined || !moved.has(team.group)) return [...moved]
  const stale = chains.all().filter((chain) => chain.kind !== 'team' && isStale(chain, team))
  return [...moved, ...stale.map(({ group }) => group)]
}

export function partOf(audience: 'staff' | 'public', options: EngineOptions | undefined): HouseWorkPart {
  if (audience === 'public') return 'own'
  if (options?.readsCare !== false) return 'all'
  return options.confirmsJoins === true ? 'door' : 'own'
}
