/**
 * What a staff device puts into groups of the public that they need and cannot
 * make: the board's newest key, and in circles and groups of family the words
 * their person is called by. Rules GK4, GK5.
 *
 * Whoever let somebody in or renewed the board's key writes at once. Everybody
 * else who might steps in only when it is still missing after a while, one after
 * the other in an order that differs from group to group, so that a team whose
 * devices all hear of one new key does not write it forty times.
 */
import { bytesToHex } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, Instant, PersonId } from '../../../shared/lib/ids.ts'
import { zeroDoc } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { calledName, formatPlainName } from '../../domain/names.ts'
import { writeBoardKey } from '../../domain/records/board-key.ts'
import { writePersonCard } from '../../domain/records/person-card.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { Chains } from '../membership/chains.ts'
import { groupTurn } from '../membership/group-turn.ts'
import type { Keyring } from '../membership/keyring.ts'
import { isFamilyPrivate } from '../membership/private-owner.ts'
import type { Clock } from '../platform/clock.ts'
import type { Rows } from '../read-model/rows.ts'
import type { EntryDraft, Writer } from '../writing/writer.ts'
import type { StepOutcome } from './sync-step.ts'

/** How long each of the others waits for the one before. */
export const turnMs = 5 * 60_000
const mostAtOnce = 40

export interface Furnish {
  /** Something happened to these groups that may have left one of them wanting. */
  readonly look: (groups: Iterable<GroupId>) => void
  /** This device made it wanting: it writes at once. */
  readonly claim: (groups: Iterable<GroupId>) => void
  readonly run: () => Promise<StepOutcome>
}

export interface FurnishDeps {
  readonly chains: Chains
  readonly keyring: Keyring
  readonly rows: Rows
  readonly writer: Writer
  readonly device: DeviceId
  readonly clock: Clock
  readonly mayRead: (group: GroupId) => boolean
  readonly baseOf: (about: PersonId | null) => RecordBase
}

export function createFurnish(deps: FurnishDeps): Furnish {
  const since = new Map<GroupId, Instant>()
  const claimed = new Set<GroupId>()
  let isFirst = true

  /** The board concerns all of them. */
  function concerned(groups: Iterable<GroupId>): readonly GroupId[] {
    const board = deps.chains.board()?.group
    const asked = [...groups]
    return asked.includes(board as GroupId) ? publicGroups(deps.chains) : asked
  }

  function look(groups: Iterable<GroupId>): void {
    for (const group of concerned(groups)) {
      const kind = deps.chains.state(group)?.kind
      const isPublic = kind === 'private' || kind === 'circle'
      if (isPublic && !since.has(group)) since.set(group, deps.clock.now())
    }
  }

  function isMyTurn(chain: ChainState, began: Instant): boolean {
    if (claimed.has(chain.group)) return true
    return deps.clock.now() - began >= (groupTurn({ ...deps, now: deps.clock.now() }, chain) + 1) * turnMs
  }

  async function run(): Promise<StepOutcome> {
    if (isFirst) look(publicGroups(deps.chains))
    isFirst = false
    if (since.size === 0) return { type: 'ok' }
    const wanting = await wantingOf(deps)
    const drafts: EntryDraft[] = []
    for (const [group, began] of [...since]) {
      if (drafts.length === mostAtOnce) break
      const chain = deps.chains.state(group)
      const records = chain === undefined ? [] : await wanting(chain)
      if (chain === undefined || records.length === 0) since.delete(group)
      else if (isMyTurn(chain, began)) drafts.push(draftOf(chain, records))
    }
    if (drafts.length === 0) return { type: 'ok' }
    const written = await deps.writer.inTurn(() =>
      deps.writer.write({ entries: drafts, alongside: [], sealedAlongside: [] }),
    )
    if (!written.ok) return { type: 'ok' }
    for (const { group } of drafts) {
      since.delete(group)
      claimed.delete(group)
    }
    return { type: drafts.length === mostAtOnce ? 'more' : 'ok' }
  }

  return {
    look,
    claim: (groups) => {
      const asked = concerned(groups)
      look(asked)
      for (const group of asked) claimed.add(group)
    },
    run,
  }
}

function publicGroups(chains: Chains): readonly GroupId[] {
  return [...chains.byKind('private'), ...chains.byKind('circle')].map(({ group }) => group)
}

/** What a group lacks now, as records ready to be written. */
async function wantingOf(deps: FurnishDeps): Promise<(chain: ChainState) => Promise<readonly CareRecord[]>> {
  const { baseOf, chains, keyring, mayRead, rows } = deps
  const board = chains.board()
  const newest = board === undefined ? -1 : board.epochs.length - 1
  const key = board === undefined || newest < 0 ? undefined : await keyring.groupKey(board.group, newest)

  async function boardKey(chain: ChainState): Promise<CareRecord | undefined> {
    if (board === undefined || key === undefined) return undefined
    const [known] = await rows.find('boardKeys', { id: chain.group })
    if ((known?.epoch ?? -1) >= newest) return undefined
    const input = { group: board.group, epoch: newest, key: bytesToHex(key) }
    const record = writeBoardKey(input, baseOf(chain.about))
    return record.ok ? record.value : undefined
  }

  async function personCard(chain: ChainState): Promise<CareRecord | undefined> {
    if (chain.about === null || !(chain.kind === 'circle' || isFamilyPrivate(chain))) return undefined
    const [person] = await rows.find('directory', { id: chain.about })
    if (person === undefined) return undefined
    const input = { name: formatPlainName(person.name), called: calledName(person.name), face: person.face }
    const [card] = await rows.find('personCards', { id: chain.group })
    if (card?.name === input.name && card.called === input.called && card.face === input.face) return undefined
    const record = writePersonCard(input, baseOf(chain.about))
    return record.ok ? record.value : undefined
  }

  return async (chain) => {
    const isPeopled = Object.values(chain.devices).some(({ removedAt }) => removedAt === null)
    if (!isPeopled || !mayRead(chain.group)) return []
    return [await boardKey(chain), await personCard(chain)].filter((record) => record !== undefined)
  }
}

function draftOf(chain: ChainState, records: readonly CareRecord[]): EntryDraft {
  const label = { kind: 'team', personId: chain.about } as const
  return { kind: 'record', group: chain.group, priority: 'bulk', doc: zeroDoc, records, label }
}
