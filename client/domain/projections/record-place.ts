/**
 * Where each type of record belongs and who may write it. A record elsewhere is
 * refused whole: family cannot add to the directory, staff cannot have words put
 * into their mouths, and what is clinical cannot leak into a shared group.
 */
import type { CareRecord, RecordType } from '../records/record.ts'
import type { GroupKind, RecordContext } from './record-context.ts'

export type PlaceProblem = {
  readonly type: 'wrong-group' | 'staff-only' | 'other-author' | 'other-person'
}

interface Place {
  readonly groups: readonly GroupKind[]
  readonly staffOnly: boolean
  /** Of staff the administrators alone: it says who somebody else is. */
  readonly adminOnly?: true
}

export const placeByType: Readonly<Record<RecordType, Place>> = {
  note: { groups: ['care'], staffOnly: true },
  observations: { groups: ['care'], staffOnly: true },
  'visit-started': { groups: ['care'], staffOnly: true },
  'visit-finished': { groups: ['care'], staffOnly: true },
  'warning-answer': { groups: ['care'], staffOnly: true },
  administration: { groups: ['care'], staffOnly: true },
  message: { groups: ['team', 'care', 'private', 'circle'], staffOnly: false },
  receipt: { groups: ['team', 'care', 'private', 'circle'], staffOnly: false },
  'next-step': { groups: ['private'], staffOnly: true },
  'shared-medicines': { groups: ['private'], staffOnly: true },
  'directory-entry': { groups: ['team'], staffOnly: true },
  'staff-card': { groups: ['team'], staffOnly: true },
  'invited-card': { groups: ['team'], staffOnly: true, adminOnly: true },
  'team-contact': { groups: ['team', 'private', 'circle'], staffOnly: true },
  'board-key': { groups: ['private', 'circle'], staffOnly: true },
  'member-card': { groups: ['private', 'circle'], staffOnly: false },
  'team-card': { groups: ['board'], staffOnly: true },
  agreement: { groups: ['private'], staffOnly: false },
  'contact-agreement': { groups: ['care', 'private'], staffOnly: false },
  'shared-visits': { groups: ['private'], staffOnly: true },
  'shared-with': { groups: ['private'], staffOnly: true },
  view: { groups: ['care', 'private'], staffOnly: true },
  opening: { groups: ['care', 'private'], staffOnly: true },
  // Whose it may be, another's by an administrator or one's own, is judged where it is opened (RX110, RX180).
  'let-in': { groups: ['team', 'care', 'private', 'circle'], staffOnly: false },
  'left-out': { groups: ['team', 'care'], staffOnly: true },
  decision: { groups: ['care'], staffOnly: true },
  photo: { groups: ['care'], staffOnly: true },
  'person-card': { groups: ['private', 'circle'], staffOnly: true },
}

/** Null when all is well; else why the entry is to be parked. */
export function belongsHere(record: CareRecord, context: RecordContext): PlaceProblem | null {
  const { adminOnly, groups, staffOnly } = placeByType[record.type]
  if (!groups.includes(context.groupKind)) return { type: 'wrong-group' }
  if (staffOnly && !context.byStaff) return { type: 'staff-only' }
  if (adminOnly === true && !context.byAdmin) return { type: 'staff-only' }
  if (record.author.memberId !== context.memberId) return { type: 'other-author' }
  // Staff do not say that she said it herself, nor anybody that staff wrote it down.
  if (record.type === 'contact-agreement' && (record.said === 'herself') === context.byStaff)
    return { type: 'other-author' }
  return record.about === null || isAboutRightPerson(record, context) ? null : { type: 'other-person' }
}

/** In the team group anybody may be meant; in a person's own groups only she. */
function isAboutRightPerson(record: CareRecord, { groupKind, personId }: RecordContext): boolean {
  return groupKind === 'team' || record.about === personId
}
