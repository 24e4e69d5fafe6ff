/** What an administrator’s acts, and whoever lets in, say no to. */
import type { Mutation } from './mutation.ts'

const here = { test: 'client/engine/tests/engine.admin-refused.test.ts' } as const
const api = { ...here, file: 'client/engine/admin/admin-api.ts' } as const
const circles = { ...here, file: 'client/engine/admin/circles.ts' } as const
const people = { ...here, file: 'client/engine/admin/ensure-people.ts' } as const
const found = { ...here, file: 'client/engine/admin/found-space.ts' } as const
const post = { ...here, file: 'client/engine/admin/post-until-done.ts' } as const
const history = { ...here, file: 'client/engine/admin/write-history.ts' } as const
const team = 'client/engine/tests/engine.team.test.ts'

const listedFirst = '    const listed = await ensureEntries(session, some)\n    if (!listed.ok) return listed\n'
const listedLater =
  '    const listed = await ensureEntries(session, people.slice(start, start + linesAtOnce))\n    if (!listed.ok) return listed\n'
const refusedThere = "  if (refused?.type === 'refused') return err({ type: 'refused', detail: refused.problem })\n"

export const adminMutations: readonly Mutation[] = [
  {
    ...api,
    check: 'a locked device does nothing of an administrator',
    from: "return session === null ? err({ type: 'not-open' }) : run(session)",
    to: 'return run(session as never)',
  },
  {
    ...api,
    check: 'a change that was not made is not told as made',
    from: "return changed.ok ? ok(undefined) : err({ type: 'refused', detail: changed.error.type })",
    to: 'return ok(undefined)',
  },
  {
    ...circles,
    check: 'nobody is let into a circle that is not there',
    from: '    if (!made.ok) return made\n',
    to: '',
  },
  {
    ...circles,
    check: 'nobody unknown is let into a circle',
    from: "  if (devices.length === 0) return err({ type: 'refused', detail: 'unknown-member' })\n",
    to: '',
  },
  {
    ...circles,
    check: 'a phone is removed once it is noted that the board has its key',
    from: "    if (!due.ok) return err({ type: 'refused', detail: 'no-space' })\n",
    to: '',
    test: 'client/engine/tests/engine.lost-phone.test.ts',
  },
  {
    ...circles,
    check: 'digits that changed since they were compared are told as that',
    from: '  if (joins.value.some(({ body }) => body.invite === invite)) ',
    to: '  if (joins.value.some(({ body }) => body.invite !== invite)) ',
    test: team,
  },
  {
    ...circles,
    check: 'who is let in without a key is not told as done',
    from: "return healed?.type === 'ok' ? ok(undefined) : err({ type: 'no-signal' })",
    to: 'return ok(undefined)',
    test: team,
  },
  {
    ...circles,
    check: 'without signal nobody is told as waiting for nothing',
    from: "if (waiting === null || !waiting.ok) return err({ type: 'no-signal' })",
    to: 'if (waiting === null || !waiting.ok) return ok([])',
  },
  {
    ...people,
    check: 'who has no group yet is not listed',
    from: '    if (!grouped.ok) return grouped\n',
    to: '',
  },
  {
    ...people,
    check: 'who was not listed is not told as set up',
    from: listedFirst,
    to: '    await ensureEntries(session, some)\n',
  },
  {
    ...people,
    check: 'who was not listed is not told as listed',
    from: listedLater,
    to: '    await ensureEntries(session, people.slice(start, start + linesAtOnce))\n',
  },
  { ...people, check: 'a group that the relay refused is not begun', from: refusedThere, to: '' },
  {
    ...people,
    check: 'a line that was not written is not told as written',
    from: "return written.ok ? ok(undefined) : err({ type: 'refused', detail: written.error.type })",
    to: 'return ok(undefined)',
  },
  {
    ...found,
    check: 'a robot that is somebody’s founds nothing',
    from: "  if (session === null) return err({ type: 'refused', detail: 'already-joined' })\n",
    to: "  if (session === null) return ok('' as never)\n",
  },
  {
    ...found,
    check: 'a founding that was not posted is not told as done',
    from: '    if (!posted.ok) return posted\n',
    to: '',
  },
  { ...found, check: 'a founding that the relay refused stays to be posted', from: refusedThere, to: '' },
  {
    ...post,
    check: 'what did not get through is told as that',
    from: "    if (posted.type !== 'lost-race') return err({ type: 'no-signal' })\n",
    to: '',
  },
  {
    ...post,
    check: 'who was let in without the keys from before is not told as done',
    from: "    if (!put.ok) return err({ type: 'no-signal' })\n",
    to: '',
    test: team,
  },
  {
    ...post,
    check: 'what lost every race is not told as done',
    from: "return err({ type: 'refused', detail: 'compare-and-swap' })",
    to: 'return ok(undefined)',
  },
  {
    ...history,
    check: 'nobody’s history is written but one’s own',
    from: "  if (parts.some(({ records }) => records.some(isForeign))) return err({ type: 'refused', detail: 'other-author' })\n",
    to: '',
    test: 'client/engine/tests/engine.life.test.ts',
  },
  {
    ...history,
    check: 'history that was not written is not told as written',
    from: "      if (!written.ok) return err({ type: 'refused', detail: written.error.type })\n",
    to: '',
  },
]
