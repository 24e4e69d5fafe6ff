/**
 * The first change of every kind of document. It is a constant: each device
 * computes it and none sends it, so documents begun apart are one document.
 * Changing a genesis would split every existing document in two; the hashes are
 * pinned by a test.
 */
import * as A from '@automerge/automerge/slim'
import type { DocumentKind } from '../../../shared/lib/doc-id.ts'
import { type CarePlanDoc, carePlanGenesis } from './care-plan.ts'
import { diaryGenesis } from './diary.ts'
import { type MedicinesDoc, medicinesGenesis } from './medicines.ts'
import { type PersonDoc, personGenesis } from './person.ts'
import type { TeamSettingsDoc } from './setting-parts.ts'
import { type TasksDoc, tasksGenesis } from './tasks.ts'
import { teamSettingsGenesis } from './team-settings.ts'
import { type ThreadDoc, threadGenesis } from './thread.ts'
import type { DiaryDoc } from './visit-part.ts'

export interface DocByKind {
  readonly person: A.Doc<PersonDoc>
  readonly medicines: A.Doc<MedicinesDoc>
  readonly diary: A.Doc<DiaryDoc>
  readonly tasks: A.Doc<TasksDoc>
  readonly 'care-plan': A.Doc<CarePlanDoc>
  readonly 'team-settings': A.Doc<TeamSettingsDoc>
  readonly thread: A.Doc<ThreadDoc>
  readonly 'circle-tasks': A.Doc<TasksDoc>
}

const genesisByKind: { readonly [Kind in DocumentKind]: () => DocByKind[Kind] } = {
  person: personGenesis,
  medicines: medicinesGenesis,
  diary: diaryGenesis,
  tasks: tasksGenesis,
  'care-plan': carePlanGenesis,
  'team-settings': teamSettingsGenesis,
  thread: threadGenesis,
  'circle-tasks': tasksGenesis,
}

/** The document as it is before anybody changed it. */
export function genesisOf<Kind extends DocumentKind>(kind: Kind): DocByKind[Kind] {
  return genesisByKind[kind]()
}

/** The same, for a device to change: `actor` is its device id, so that every change names who made it. */
export function newDocument<Kind extends DocumentKind>(kind: Kind, actor: string): DocByKind[Kind] {
  return A.clone(genesisOf(kind) as A.Doc<unknown>, { actor }) as DocByKind[Kind]
}
