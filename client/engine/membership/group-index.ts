/** Groups by kind and by the person they are about. */
import type { GroupId, PersonId } from '../../../shared/lib/ids.ts'
import type { GroupKind } from '../../../shared/protocol/control.ts'

export interface GroupIndex {
  readonly add: (kind: GroupKind, about: PersonId | null, group: GroupId) => void
  readonly remove: (kind: GroupKind, about: PersonId | null, group: GroupId) => void
  readonly all: () => readonly GroupId[]
  readonly ofKind: (kind: GroupKind) => readonly GroupId[]
  /** Lowest id first: the same on every device. */
  readonly about: (person: PersonId, kind?: GroupKind) => readonly GroupId[]
}

export function createGroupIndex(): GroupIndex {
  const byKind: Record<GroupKind, Set<GroupId>> = {
    team: new Set(),
    care: new Set(),
    private: new Set(),
    circle: new Set(),
    board: new Set(),
  }
  const byPerson = new Map<PersonId, Set<GroupId>>()
  return {
    add: (kind, about, group) => {
      byKind[kind].add(group)
      if (about !== null) byPerson.set(about, (byPerson.get(about) ?? new Set()).add(group))
    },
    remove: (kind, about, group) => {
      byKind[kind].delete(group)
      if (about !== null) byPerson.get(about)?.delete(group)
    },
    all: () => Object.values(byKind).flatMap((groups) => [...groups]),
    ofKind: (kind) => [...byKind[kind]],
    about: (person, kind) =>
      [...(byPerson.get(person) ?? [])].filter((group) => kind === undefined || byKind[kind].has(group)).sort(),
  }
}
