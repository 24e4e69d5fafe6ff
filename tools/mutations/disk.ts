/** What a disk did not take is not there, is told, and stops what stands on it. */
import type { Mutation } from './mutation.ts'

const stores = 'client/engine/storage/device-store.test.ts'
const dexie = { file: 'client/engine/storage/device-store.dexie.ts', test: stores } as const
const memory = { file: 'client/engine/storage/device-store.memory.ts', test: stores } as const
const late = {
  file: 'client/engine/storage/while-wanted.ts',
  test: 'client/engine/storage/while-wanted.test.ts',
} as const
const remake = {
  file: 'client/engine/remake/remake-rows.ts',
  test: 'client/engine/tests/engine.remake.test.ts',
} as const
const rows = { file: 'client/engine/read-model/rows.ts', test: 'client/engine/read-model/rows.test.ts' } as const

export const diskMutations: readonly Mutation[] = [
  {
    ...dexie,
    check: 'a window that lost the disk wipes and renews nothing',
    from: '    if (fenceNow().some(({ allows }) => !allows(now?.value))) throw anotherWrites\n',
    to: '',
  },
  {
    ...dexie,
    check: 'a commit that IndexedDB did not take is told',
    from: '        return err(failureOf(failure))\n',
    to: '        return ok(undefined)\n',
  },
  {
    ...dexie,
    check: 'what is written once and was not taken is not told as there already',
    from: 'return failure === alreadyThere ? ok(false) : err(failureOf(failure))',
    to: 'return ok(false)',
  },
  {
    ...memory,
    check: 'a store in memory that was closed takes nothing',
    from: "    if (!isOpen) return err({ type: 'disk', detail: 'closed' })\n",
    to: '',
  },
  {
    ...memory,
    check: 'a store in memory that is full takes nothing',
    from: '    if (failure !== null) return err(failure)\n',
    to: '',
  },
  {
    ...memory,
    check: 'a store in memory takes bytes, all or nothing',
    from: '    if (!writes.every(({ value }) => value === null || value instanceof Uint8Array)) {',
    to: '    if (writes.length < 0) {',
  },
  {
    ...memory,
    check: 'a store in memory that is full is not renewed',
    from: '      if (failure !== null) throw new Error(failure.type)\n',
    to: '',
  },
  {
    check: 'a commit that SQLite did not take is told',
    file: 'client/engine/storage/device-store.sqlite.ts',
    from: '      return err(failureOf(failure))\n',
    to: '      return ok(true)\n',
    test: stores,
  },
  {
    ...late,
    check: 'whose time is over writes nothing of an answer that comes late',
    from: 'isWanted() ? store.commit(',
    to: 'isWanted() || writes.length > 0 ? store.commit(',
  },
  {
    ...late,
    check: 'whose time is over writes nothing that is written once',
    from: 'isWanted() ? store.commitUnless(',
    to: 'isWanted() || writes.length > 0 ? store.commitUnless(',
  },
  {
    ...remake,
    check: 'no rows are made over old ones that the disk did not let go',
    from: '  if (!emptied.ok) return emptied\n',
    to: '',
  },
  {
    ...remake,
    check: 'rows that the disk did not take stop the others',
    from: '    const saved = await commit(deps, others, [])\n    if (!saved.ok) return saved\n',
    to: '    await commit(deps, others, [])\n',
  },
  {
    ...remake,
    check: 'an old page that the disk did not let go stops it',
    from: 'value: null })))\n    if (!saved.ok) return saved\n',
    to: 'value: null })))\n    if (!saved.ok) continue\n',
  },
  {
    check: 'a device whose rows were not made stays closed and says why',
    file: 'client/engine/remake/rows-version.ts',
    from: "return { ok: false, problem: why.type === 'no-space' ? why : { type: 'broken', detail: why.detail } }",
    to: "return { ok: why.type !== 'no-space' } as UnlockOutcome",
    test: remake.test,
  },
  {
    ...rows,
    check: 'nothing is asked for by ids that do not say where it lies',
    from: "else if (place === 'own') await",
    to: 'else if (ids.length > 0) await',
  },
  {
    ...rows,
    check: 'what lies with a person or a day is asked for with whose or which',
    from: "  if (typeof place === 'object' && 'whole' in place) return place.whole\n  throw new",
    to: "  if (typeof place === 'object' && 'whole' in place) return place.whole\n  if (collection !== undefined) return ''\n  throw new",
  },
  {
    check: 'one act is one change',
    file: 'client/engine/documents/doc-engine.ts',
    from: "  if (made.length > 1) throw new Error('changeBetween: one act is one change')\n",
    to: '',
    test: 'client/engine/documents/doc-store.test.ts',
  },
]
