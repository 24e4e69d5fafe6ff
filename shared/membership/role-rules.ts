/** Who may post which control on which kind of group. MB10, MB11, MB14, MB15, MB37; the test writes the same table a second time. */
import type { MemberId } from '../lib/ids.ts'
import type { Control, GroupKind, Role } from '../protocol/control.ts'
import { isClinical } from './standing.ts'

/** The roles that may be let into a group of each kind; clinical staff need no naming in any but the team. */
const admissible: Readonly<Record<GroupKind, readonly Role[]>> = {
  team: ['admin', 'staff', 'associate', 'ig'],
  care: ['associate'],
  private: ['patient', 'family'],
  circle: ['patient', 'family', 'associate'],
  board: ['patient', 'family', 'associate'],
}

export interface Standing {
  readonly role: Role
  readonly member: MemberId
}

export function mayAdmit(kind: GroupKind, author: Standing, newcomer: Standing): boolean {
  if (kind === 'circle' && author.role === 'patient') return newcomer.role === 'family'
  const mayInvite = kind === 'team' ? author.role === 'admin' || isOwnDevice(author, newcomer) : isClinical(author.role)
  return mayInvite && admissible[kind].includes(newcomer.role)
}

/** A colleague's further device, as what they are already: it gives nobody a right that they had not. */
function isOwnDevice(author: Standing, newcomer: Standing): boolean {
  return isClinical(author.role) && author.role === newcomer.role && author.member === newcomer.member
}

/**
 * Handed over face to face by the team, an invite lets in without a further word: for a day at most, and nobody of the
 * team. Of a person’s own making it would have the team let in whom she named. MB1005.
 */
export const inPersonHoldsMs = 24 * 60 * 60_000

export function mayComeInPerson(inviter: Role, role: Role, leftMs: number): boolean {
  return isClinical(inviter) && (role === 'patient' || role === 'family') && leftMs <= inPersonHoldsMs
}

/** Removing oneself is everybody's right and is not asked here. `target` undefined: nobody who is in. */
export function mayRemove(kind: GroupKind, author: Standing, target: Standing | undefined): boolean {
  if (author.role === 'admin') return true
  if (kind === 'team') return false
  return author.role === 'staff' || (isHers(kind) && author.role === 'patient' && isHersToRemove(author, target))
}

/** Family, and another phone of her own: a lost one is removed by the one in her hand. MB300. */
function isHersToRemove({ member }: Standing, target: Standing | undefined): boolean {
  return target?.role === 'family' || (target?.role === 'patient' && target.member === member)
}

export function mayRotate(kind: GroupKind, author: Role): boolean {
  return isClinical(author) || (isHers(kind) && author === 'patient')
}

/** Who is on a round an administrator says; a colleague takes herself off, and changes nothing else of it. MB41. */
export function maySetRound(author: Standing, before: readonly MemberId[], after: readonly MemberId[]): boolean {
  if (author.role === 'admin') return true
  const others = before.filter((member) => member !== author.member)
  const isLeaving = others.length < before.length && others.join() === after.join()
  return author.role === 'staff' && isLeaving
}

/** Groups whose patient has a say in them. */
function isHers(kind: GroupKind): boolean {
  return kind === 'private' || kind === 'circle'
}

const onTeamOnly: ReadonlySet<Control['type']> = new Set([
  'round',
  'kit',
  'propose',
  'approve',
  'dismiss',
  'recover',
  'manage',
  'checkpoint',
])

/** Where a control has a meaning at all. */
export function belongsOn(kind: GroupKind, type: Control['type']): boolean {
  if (onTeamOnly.has(type)) return kind === 'team'
  if (type === 'access') return kind === 'care'
  return type !== 'genesis'
}
