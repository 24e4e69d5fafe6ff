/**
 * Ids of documents and threads are computed, never drawn: two devices that have
 * not met yet agree which document is the medicines list of a person, and a relay
 * that reads nothing knows which one a change names.
 */
import { bytesToHex, utf8ToBytes } from './bytes.ts'
import { purpose, sha256 } from './hash.ts'
import type { DocId } from './ids.ts'

/**
 * Documents that are edited together. `person`, `medicines`, `care-plan` and
 * `tasks` are one a person, `diary` is one a day, `team-settings` one a team,
 * `thread` one a group that talks with the public, `circle-tasks` one a circle.
 */
export type DocumentKind =
  | 'person'
  | 'medicines'
  | 'diary'
  | 'tasks'
  | 'care-plan'
  | 'team-settings'
  | 'thread'
  | 'circle-tasks'

export const documentKinds = [
  'person',
  'medicines',
  'diary',
  'tasks',
  'care-plan',
  'team-settings',
  'thread',
  'circle-tasks',
] as const satisfies readonly DocumentKind[]

/** A team has one. */
export const settingsKey = 'team'

/**
 * First 16 bytes of SHA-256. `key` is the person's id, the day for a diary, the group of a thread, `settingsKey`.
 * No kind holds a '/', so no two pairs read the same.
 */
export function docIdOf(kind: DocumentKind, key: string): DocId {
  return bytesToHex(sha256(purpose('doc'), utf8ToBytes(`/${kind}/${key}`)).subarray(0, 16)) as DocId
}
