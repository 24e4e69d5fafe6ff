/**
 * Which document an id names. Ids are hashes of kind and key, so what a group
 * can hold is computed and compared: a person's documents in their care group,
 * the diary's days and the settings in the team, one document about itself in a
 * group of the public, a circle's own tasks in the circle. An id that fits
 * nothing is refused.
 */
import type { DocId, Instant } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { isClinical } from '../../../shared/membership/standing.ts'
import type { Role } from '../../../shared/protocol/control.ts'
import { type DocumentKind, docIdOf, settingsKey } from '../../domain/documents/doc-id.ts'

export interface DocName {
  readonly kind: DocumentKind
  /** What its id was computed from: see doc-id.ts. */
  readonly key: string
}

const dayLength = 86_400_000
/** How far from the day it is written a day can be planned for, or corrected. */
const daysAround = 400
/** 2000 to 2200: writers choose what their entries say of the time, and must not make us compute without end. */
const [earliest, latest] = [946_684_800_000, 7_258_118_400_000]

export interface DocNames {
  readonly nameOf: (
    chain: Pick<ChainState, 'kind' | 'about' | 'group'>,
    doc: DocId,
    writtenAt: Instant,
  ) => DocName | undefined
}

/** Staff alone write documents, but for a circle's own tasks: whoever is in it writes those. */
export function mayWrite(role: Role, { kind }: DocName): boolean {
  return kind === 'circle-tasks' || isClinical(role)
}

export function createDocNames(): DocNames {
  const settings = docIdOf('team-settings', settingsKey)
  const days = new Map<DocId, string>()
  const known = new Set<number>()

  function learnDays(around: Instant): void {
    const middle = Math.floor(around / dayLength)
    for (let day = middle - daysAround; day <= middle + daysAround; day++) {
      if (known.has(day)) continue
      known.add(day)
      const key = new Date(day * dayLength).toISOString().slice(0, 10)
      days.set(docIdOf('diary', key), key)
    }
  }

  return {
    nameOf: ({ about, group, kind }, doc, writtenAt) => {
      if (kind === 'care' && about !== null) {
        const found = (['person', 'medicines', 'tasks', 'care-plan'] as const).find(
          (each) => docIdOf(each, about) === doc,
        )
        return found === undefined ? undefined : { kind: found, key: about }
      }
      if (kind === 'circle' && about !== null && docIdOf('circle-tasks', about) === doc) {
        return { kind: 'circle-tasks', key: about }
      }
      if (kind === 'private' || kind === 'circle') {
        return docIdOf('thread', group) === doc ? { kind: 'thread', key: group } : undefined
      }
      if (kind === 'team' && doc === settings) return { kind: 'team-settings', key: settingsKey }
      if (kind !== 'team' || writtenAt < earliest || writtenAt > latest) return undefined
      if (!days.has(doc)) learnDays(writtenAt)
      const key = days.get(doc)
      return key === undefined ? undefined : { kind: 'diary', key }
    },
  }
}
