/** A nurse and a pharmacist write one care plan while both are without signal: two engines, the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { CarePlanView, PlanSectionItem } from '../../engine-api/plan-views.ts'
import { doreen, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = doreen

let two: TwoColleagues
let aisha: Colleague
let priya: Colleague

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha
  priya = two.priya
  return () => two.here.close()
})

const intent = () => two.intent()

const planOf = ({ engine }: Colleague, isIt?: (view: CarePlanView) => boolean) =>
  viewOf(engine, 'care-plan', { personId }, isIt)

async function goalsOf(one: Colleague, words = ''): Promise<PlanSectionItem> {
  const { sections } = await planOf(one, (view) => view.sections.some(({ text }) => text.includes(words)))
  return sections.find(({ sectionId }) => sectionId === 'goals') as PlanSectionItem
}

const write = ({ engine }: Colleague, text: string, version: string, sectionId = 'goals') =>
  engine.run({ type: 'write-plan-section', ...intent(), personId, sectionId, text, version })

async function apart(...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const { wire } of [aisha, priya]) wire.setFate('request-lost')
  for (const act of acts) expect(await act()).toEqual({ ok: true })
  for (const { wire } of [aisha, priya]) wire.setFate('delivered')
  await sync(aisha.engine, priya.engine, aisha.engine)
}

test('CP9 a plan nobody has written is empty, with the sections every plan has', async () => {
  const plan = await planOf(aisha)
  expect([plan.isEmpty, plan.changedAt, plan.complete]).toEqual([true, null, true])
  expect(plan.sections.map(({ sectionId }) => sectionId)).toEqual([
    'matters',
    'goals',
    'breathing',
    'skin',
    'medicines',
    'worse',
  ])
})

test('CP9 begun and changed apart, both read every letter of both, who wrote, and which paragraph to look at', async () => {
  await apart(
    () => write(aisha, 'Walk to the gate.\nSleep in bed.', ''),
    () => write(priya, 'Inhaler before stairs.', ''),
  )
  for (const one of [aisha, priya]) {
    const { edits, text } = await goalsOf(one, 'Inhaler')
    for (const words of ['Walk to the gate.', 'Sleep in bed.', 'Inhaler before stairs.']) expect(text).toContain(words)
    expect(edits.map(({ by }) => by.name)).toEqual(['Aisha Rahman', 'Priya Patel'])
  }
  const { text, version } = await goalsOf(aisha)
  await apart(
    () => write(aisha, text.replace('the gate', 'the far gate'), version),
    () => write(priya, text.replace('to the gate.', 'to the gate with her stick.'), version),
  )
  const [hers, theirs] = [await goalsOf(aisha, 'stick'), await goalsOf(priya, 'far gate')]
  expect(theirs.text).toBe(hers.text)
  expect(hers.text).toContain('Walk to the far gate with her stick.')
  expect(hers.apart.map(({ by }) => by.map(({ name }) => name).sort())).toEqual([['Aisha Rahman', 'Priya Patel']])
  two.memory.clock.advance(25 * 60 * 60_000)
  await two.here.robot.settle()
  expect((await planOf(priya)).sections.flatMap((section) => section.apart)).toEqual([])
})

test('CP10 what arrived while somebody wrote stays, also after a change of her own in between', async () => {
  expect(await write(aisha, 'Walk to the gate.', '')).toEqual({ ok: true })
  await sync(aisha.engine, priya.engine)
  const { text, version } = await goalsOf(priya, 'Walk')
  expect(await write(priya, `${text}\nStairs once a day.`, version)).toEqual({ ok: true })
  expect(await write(aisha, `${text}\nWindow open.`, version)).toEqual({ ok: true })
  await sync(priya.engine, aisha.engine)
  await goalsOf(aisha, 'Stairs')
  // Written on what she had before her when she began: before her own last change, and before Priya's came.
  expect(await write(aisha, `Soon: ${text}`, version)).toEqual({ ok: true })
  await sync(aisha.engine, priya.engine)
  const [hers, theirs] = [await goalsOf(aisha, 'Soon'), await goalsOf(priya, 'Soon')]
  expect(theirs.text).toBe(hers.text)
  for (const words of ['Soon: Walk to the gate.', 'Stairs once a day.', 'Window open.'])
    expect(hers.text).toContain(words)
})

test('CP10 the draft ends in the commit that writes the words; a refusal keeps it', async () => {
  const key = `plan/${personId}/goals`
  const draft = { type: 'save-draft', key, value: 'typed', ...intent() } as const
  expect(await aisha.engine.run(draft)).toEqual({ ok: true })
  expect(await write(aisha, 'Walk', '00'.repeat(32))).toMatchObject({ problem: { type: 'unknown-version' } })
  expect((await viewOf(aisha.engine, 'draft', { key })).value).toBe('typed')
  expect(await write(aisha, 'Walk', '')).toEqual({ ok: true })
  expect((await viewOf(aisha.engine, 'draft', { key })).value).toBeNull()
})

test('CP10 a section is added and named once; the same command again changes nothing', async () => {
  const add = { type: 'name-plan-section', ...intent(), personId, sectionId: null, title: 'Falls' } as const
  await apart(
    () => aisha.engine.run(add),
    () => aisha.engine.run(add),
  )
  const { sections } = await planOf(priya, (view) => view.sections.length === 7)
  expect(sections.at(-1)).toMatchObject({ sectionId: add.commandId, title: 'Falls', text: '' })
  expect(await write(priya, 'Rug in the hall.', sections.at(-1)?.version ?? '', add.commandId)).toEqual({ ok: true })
  await sync(priya.engine, aisha.engine)
  expect((await planOf(aisha, (view) => !view.isEmpty)).sections.at(-1)?.text).toBe('Rug in the hall.')
})
