import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Command, Outcome } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { PlanSectionItem } from '../../engine-api/plan-views.ts'
import { allergyCommand, createAllergyFormModel } from './allergy-form-model.ts'
import { createPlanForm } from './plan-form.ts'
import { createTaskForm } from './task-form.ts'

const person = 'doreen'

/** A disk that answers when the test says so; a command that is no draft ends the draft in its own commit. */
function createBench(endsDraft: boolean) {
  const pending: (() => void)[] = []
  const disk = { draft: null as string | null, written: [] as Exclude<Command, { type: 'save-draft' }>[] }
  let ids = 0
  const watch: EngineApi['watch'] = (query, _parameters, onView) => {
    if (query === 'draft') (onView as (draft: unknown) => void)({ value: null, savedAt: null })
    return () => {}
  }
  const deps = {
    engine: {
      watch,
      run: (command: Command) =>
        new Promise<Outcome>((resolve) => {
          pending.push(() => {
            if (command.type === 'save-draft') disk.draft = command.value
            else {
              disk.written.push(command)
              if (endsDraft) disk.draft = null
            }
            resolve({ ok: true })
          })
        }),
    },
    readNow: () => 1 as Instant,
    newCommandId: () => `id-${++ids}`,
    page: { after: () => () => {}, onHide: () => () => {} },
  }
  async function settle(): Promise<void> {
    for (let i = 0; i < 12; i++) await Promise.resolve()
  }
  async function answerOne(): Promise<void> {
    pending.shift()?.()
    await settle()
  }
  async function answerAll(): Promise<void> {
    await settle()
    while (pending.length > 0) await answerOne()
  }
  return { deps, disk, settle, answerOne, answerAll }
}

interface Writing {
  readonly type: (words: string) => void
  readonly save: () => void
  readonly keep: () => void
}

const step = fc.constantFrom('type', 'type', 'save', 'answer', 'keep')

/** Types, saves and answers in any order; then everything is kept and answered. */
async function goThrough(
  steps: readonly string[],
  bench: ReturnType<typeof createBench>,
  writing: Writing,
): Promise<string> {
  let last = ''
  for (const [i, each] of steps.entries()) {
    if (each === 'type') {
      last = `words ${i}`
      writing.type(last)
    } else if (each === 'save') writing.save()
    else if (each === 'keep') writing.keep()
    else await bench.answerOne()
    await bench.settle()
  }
  await bench.answerAll()
  writing.keep()
  await bench.answerAll()
  return last
}

test('DR890 whatever is typed around a tap on Save, the newest words were saved or are a draft', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const bench = createBench(true)
      const model = createAllergyFormModel(person, bench.deps)
      const last = await goThrough(steps, bench, {
        type: (substance) => model.change((form) => ({ ...form, substance })),
        save: () => void model.save((form, intent) => allergyCommand(person, form, intent)),
        keep: model.keep,
      })
      const saved = bench.disk.written.map((command) => 'substance' in command && command.substance)
      expect(last === '' || saved.includes(last) || bench.disk.draft?.includes(`"${last}"`) === true).toBe(true)
      const ids = bench.disk.written.map(({ commandId }) => commandId)
      expect(new Set(ids).size).toBe(ids.length)
    }),
    // Saving once more what is fresh saves nothing of the words before.
    { numRuns: 400, examples: [[['type', 'save', 'answer', 'answer', 'save']]] },
  )
})

test('DR890 a task: the newest words were saved, or are a draft that is another act', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const bench = createBench(false)
      const model = createTaskForm(bench.deps, person, null)
      const last = await goThrough(steps, bench, {
        type: (title) => model.change({ title }),
        save: () => void model.save(),
        keep: model.dispose,
      })
      const saved = bench.disk.written.flatMap((command) => ('task' in command ? [command] : []))
      const isSaved = saved.some(({ task }) => task.title === last)
      expect(last === '' || isSaved || bench.disk.draft?.includes(`"${last}"`) === true).toBe(true)
      const titlesOf = Map.groupBy(saved, ({ commandId }) => commandId)
      for (const [, commands] of titlesOf) expect(new Set(commands.map(({ task }) => task.title)).size).toBe(1)
    }),
    { numRuns: 400 },
  )
})

test('DR891 a section of the plan takes no letter while it is being saved', async () => {
  const bench = createBench(true)
  const section = { sectionId: 's', text: 'Legs up', version: 'v1', edits: [] } as unknown as PlanSectionItem
  const model = createPlanForm(bench.deps, person, section)
  model.type('Legs up after lunch')
  const saved = model.save()
  await bench.settle()
  expect(model.isSaving.peek()).toBe(true)
  model.type('Legs up after lunch, and')
  expect(model.draft.peek()?.text).toBe('Legs up after lunch')
  await bench.answerAll()
  expect(await saved).toBe(true)
  expect(model.isSaving.peek()).toBe(false)
})
