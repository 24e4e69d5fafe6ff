/** CT820 to CT822: whatever a changed app writes in a circle's list, what all others read of it is theirs, whole and readable. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { isDay } from '../../domain/dates.ts'
import { text } from '../../domain/documents/automerge.ts'
import { newDocument } from '../../domain/documents/genesis.ts'
import { readTaskRows } from '../../domain/documents/task-rows.ts'
import * as tasks from '../../domain/documents/tasks.ts'
import { doreen, must } from '../../domain/testing/medicines.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { thingIdOf } from './circle-words.ts'
import { speaksForItself } from './own-words.ts'

beforeAll(initAutomergeInNode)

type List = A.Doc<tasks.TasksDoc>
type Edit = (doc: List) => Result<List, unknown>

const who = (two: string) => ({ device: two.repeat(16) as DeviceId, member: `0${two[1]}`.repeat(16) as MemberId })
const [karen, tablet, phone, sol, doris] = [who('a1'), who('b1'), who('e1'), who('c2'), who('d3')]
const everybody = [karen, tablet, phone, sol, doris]
type Somebody = typeof karen

const signed = ({ member }: Somebody, name = 'Somebody') => ({ memberId: member, name, role: 'neighbour', face: '' })
const saidBy = (by: Somebody, at = 1) => ({ by: signed(by), at: at as Instant })
const speaker = ({ member }: Somebody, wordsAll = false) => ({
  ...{ member, wordsAll },
  memberOf: (device: DeviceId) => everybody.find((each) => each.device === device)?.member,
})

const id = thingIdOf(karen.member, 'ee'.repeat(16))
const shopping = { title: 'Shopping', details: '', due: null, priority: 'whenever' } as const
const begun = (by = karen, thing = id): List =>
  must(tasks.addTask(newDocument('circle-tasks', by.device), thing, shopping, { said: saidBy(by), owner: null }))

const on = (doc: List, by: Somebody): List => A.load<tasks.TasksDoc>(A.save(doc), { actor: by.device })
const raw = (doc: List, by: Somebody, edit: (list: tasks.TasksDoc) => unknown): Bytes =>
  A.getLastLocalChange(A.change(on(doc, by), { time: 0 }, (list) => void edit(list))) as Bytes
const rowOf = (doc: List, thing = id) => readTaskRows(doc, doreen).find(({ taskId }) => taskId === thing)

/** By an app that says of each of its operations that there was nothing before it. */
function besideWhatIsThere(bytes: Bytes): Bytes {
  const change = A.decodeChange(bytes)
  return A.encodeChange({ ...change, ops: change.ops.map((op) => ({ ...op, pred: [] })) }) as Bytes
}

const words = fc.string({ unit: 'grapheme', maxLength: 40 })
const name = fc.string({ unit: 'grapheme', maxLength: 60 }).map((each) => each.slice(0, 200))
const fields = ['title', 'details', 'due', 'created', 'changed', 'state', 'urgency', 'owners', 'constructor', 'by']

test('CT820 under whatever name a changed app says it, nobody is shown to do a thing who did not say so', () => {
  const mine = thingIdOf(sol.member, 'ee'.repeat(16))
  const key = fc.constantFrom(...fields, karen.member, sol.member, doris.member)
  const author = fc.constantFrom(karen, sol, doris)
  fc.assert(
    fc.property(key, author, fc.boolean(), fc.boolean(), (at, by, isNamedSo, wordsAll) => {
      const said = { ...saidBy(by), who: isNamedSo ? { ...signed(karen), memberId: at } : signed(by), holds: true }
      const doc = begun(sol, mine)
      const bytes = raw(doc, sol, (list) =>
        Object.assign(list.tasks[mine]!.owners, { [at]: text(JSON.stringify(said)) }),
      )
      fc.pre(speaksForItself(bytes, speaker(sol, wordsAll)))
      const shown = rowOf(A.applyChanges(doc, [bytes])[0], mine)?.owners ?? []
      expect(shown.filter((held) => held.who.memberId !== sol.member || held.by.memberId !== sol.member)).toEqual([])
    }),
  )
})

interface Step {
  readonly by: Somebody
  readonly edit: (said: ReturnType<typeof saidBy>) => Edit
}

const step = fc.record<Step>({
  by: fc.constantFrom(karen, tablet, sol, doris),
  edit: fc.constantFrom(
    (said) => (doc) => tasks.takeTask(doc, id, said),
    (said) => (doc) => tasks.giveTask(doc, id, null, said),
    (said) => (doc) => tasks.finishTask(doc, id, 'Done', said),
    (said) => (doc) => tasks.reopenTask(doc, id, said),
  ),
})

const run = (doc: List, steps: readonly Step[], from: number): List =>
  steps.reduce((list, { by, edit }, index) => {
    const done = edit(saidBy(by, from + index))(on(list, by))
    return done.ok ? done.value : list
  }, doc)

test('CT821 a second thing in the place of one’s own takes nothing of what was said on the first, by whichever device it comes and in whatever order', () => {
  const steps = fc.array(step, { maxLength: 6 })
  fc.assert(
    fc.property(steps, steps, fc.constantFrom(karen, tablet, phone), (before, after, by) => {
      const first = run(begun(), before, 10)
      const second = besideWhatIsThere(
        raw(by === phone ? begun() : first, by, (list) => {
          list.tasks[id] = { ...begun().tasks[id]!, title: text('Something else'), owners: {} }
        }),
      )
      // A clone: what changes are applied to has them too.
      const both = speaksForItself(second, speaker(by)) ? A.applyChanges(A.clone(first), [second])[0] : first
      const [honest, harmed] = [run(first, after, 100), run(both, after, 100)]
      const saidOn = (doc: List) => {
        const { isDone, owners, states } = rowOf(doc)!
        return { isDone, owners, states }
      }
      expect(saidOn(harmed)).toEqual(saidOn(honest))
      const changes = A.getAllChanges(harmed)
      const other = A.applyChanges(newDocument('circle-tasks', doris.device), [...changes].reverse())[0]
      expect(rowOf(other)).toEqual(rowOf(harmed))
    }),
    { numRuns: 60 },
  )
})

test('CT822 a thing without its words, who added it or a place for who does it is not let in', () => {
  const whole = { title: text('Shopping'), details: text(''), created: text(JSON.stringify(saidBy(karen))), owners: {} }
  const isLetIn = (made: object) =>
    speaksForItself(
      raw(newDocument('circle-tasks', karen.device), karen, (list) => Object.assign(list.tasks, { [id]: made })),
      speaker(karen),
    )
  expect(isLetIn(whole)).toBe(true)
  for (const part of ['title', 'created', 'owners'] as const) {
    const { [part]: _, ...rest } = whole
    expect(isLetIn(rest), part).toBe(false)
  }
})

test('CT822 a thing that is let in can be read and done: it has words, a day that is one, and who added it', () => {
  const mine = thingIdOf(sol.member, 'ee'.repeat(16))
  const json = fc.oneof(
    fc.constantFrom(saidBy(sol), { ...saidBy(sol), more: 1 }, { by: { memberId: sol.member } }, saidBy(karen)),
    fc.jsonValue(),
  )
  const part = fc.oneof(
    words.map(text),
    json.map((each) => text(JSON.stringify(each) ?? '')),
    fc.constantFrom(text(''), text('2026-11-26'), text('tomorrow'), text('x'.repeat(3_000))),
  )
  const thing = fc.record(
    {
      ...{ title: part, details: part, due: part, created: part, changed: part, state: part },
      urgency: fc.constantFrom(0, 1, 2, 3, 99),
      owners: fc.dictionary(fc.constantFrom(...fields, sol.member, karen.member), part, {
        maxKeys: 2,
        noNullPrototype: true,
      }),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  const good = fc
    .record({
      title: fc.constantFrom(text('Shopping'), text(' ')),
      details: part,
      due: fc.constantFrom(text(''), text('2026-11-26'), text('2026-02-30')),
      created: fc.constantFrom(...[saidBy(sol), saidBy(karen)].map((said) => text(JSON.stringify(said)))),
      owners: fc.constant({}),
    })
    .map((each) => ({ ...each }))
  let letIn = 0
  fc.assert(
    fc.property(fc.oneof(thing, good), (made) => {
      const doc = newDocument('circle-tasks', sol.device)
      const bytes = raw(doc, sol, (list) => Object.assign(list.tasks, { [mine]: made }))
      if (!speaksForItself(bytes, speaker(sol))) return
      letIn += 1
      const list = A.applyChanges(doc, [bytes])[0]
      const row = rowOf(list, mine)
      expect(row?.created?.by.memberId).toBe(sol.member)
      expect(row?.title.trim()).not.toBe('')
      expect(row?.due === null || isDay(row?.due ?? '')).toBe(true)
      const taken = must(tasks.takeTask(on(list, doris), mine, saidBy(doris, 9)))
      expect(speaksForItself(A.getLastLocalChange(taken) as Bytes, speaker(doris))).toBe(true)
      expect(rowOf(taken, mine)?.owners.map(({ who: { memberId } }) => memberId)).toContain(doris.member)
    }),
    { numRuns: 300 },
  )
  expect(letIn).toBeGreaterThan(0)
})

test('CT822 whatever the app itself writes there is let in', () => {
  const input = fc.record({
    ...{ title: words, details: words },
    due: fc.constantFrom(null, '2026-11-26'),
    priority: fc.constantFrom('urgent', 'today', 'whenever'),
  })
  fc.assert(
    fc.property(input, input, name, fc.boolean(), (first, next, called, take) => {
      const said = { by: signed(sol, called), at: 5 as Instant }
      const mine = thingIdOf(sol.member, 'ee'.repeat(16))
      const edits: readonly Edit[] = [
        (doc) => tasks.addTask(doc, mine, first, { said, owner: take ? said.by : null }),
        (doc) => tasks.changeTask(doc, mine, next, said),
        (doc) => tasks.takeTask(doc, mine, said),
        (doc) => tasks.giveTask(doc, mine, null, said),
        (doc) => tasks.finishTask(doc, mine, first.details, said),
        (doc) => tasks.reopenTask(doc, mine, said),
      ]
      let doc = newDocument('circle-tasks', sol.device)
      for (const edit of edits) {
        const done = edit(on(doc, sol))
        if (!done.ok || A.getHeads(done.value).join() === A.getHeads(doc).join()) continue
        expect(speaksForItself(A.getLastLocalChange(done.value) as Bytes, speaker(sol))).toBe(true)
        doc = done.value
      }
    }),
  )
})
