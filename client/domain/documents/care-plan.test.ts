/** Two and three people write one plan, with and without signal: no letter is lost, and all devices end equal. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { PlanSectionRow } from '../projections/plan-rows.ts'
import type { Signature } from '../records/signature.ts'
import { useAutomerge } from '../testing/automerge.ts'
import { aisha, doreen, must, priya } from '../testing/medicines.ts'
import { type CarePlanDoc, namePlanSection, writePlanSection } from './care-plan.ts'
import { readPlanRows } from './care-plan-rows.ts'
import { newDocument } from './genesis.ts'
import { touchedStarts } from './plan-edits.ts'
import { planSectionIds, planSectionName, planTextLimit, planTitleLimit } from './plan-sections.ts'

beforeAll(useAutomerge)

type Doc = A.Doc<CarePlanDoc>

const ben: Signature = { memberId: 'c3'.repeat(16), name: 'Ben Okafor', role: 'community nurse', face: '' }
const section = 'goals'
const minute = 60_000
const said = (by: Signature, at: number) => ({ by, at: (at * minute) as Instant })

const on = (doc: Doc, by: Signature): Doc => A.load(A.save(doc), { actor: by.memberId })
const rowOf = (doc: Doc, id: string = section): PlanSectionRow =>
  readPlanRows(doc, doreen).find(({ sectionId }) => sectionId === id) as PlanSectionRow
const write = (doc: Doc, by: Signature, text: string, { at = 1, version = rowOf(doc).version } = {}): Doc =>
  must(writePlanSection(doc, section, { text, version }, said(by, at)))

function meet(...docs: readonly Doc[]): Doc {
  const changes = docs.flatMap((doc) => A.getAllChanges(doc))
  return A.applyChanges(newDocument('care-plan', 'ff'.repeat(16)), changes)[0]
}

const begun = (): Doc => write(newDocument('care-plan', aisha.memberId), aisha, 'Walk to the gate\nSleep in bed')

test('CP1 begun apart, the plan is one plan: both people’s first words stand in one section', () => {
  const both = meet(
    write(newDocument('care-plan', aisha.memberId), aisha, 'To the gate.', { version: '' }),
    write(newDocument('care-plan', priya.memberId), priya, 'Sleep in bed.', { version: '' }),
  )
  expect(rowOf(both).text).toContain('To the gate.')
  expect(rowOf(both).text).toContain('Sleep in bed.')
  expect(readPlanRows(both, doreen).map(({ sectionId }) => sectionId)).toEqual([...planSectionIds])
})

test('CP2 what came while somebody wrote is neither missing nor taken out', () => {
  const start = begun()
  const { text, version } = rowOf(start)
  const priyas = write(on(start, priya), priya, `${text}\nUse the stairs once a day`)
  const arrived = A.applyChanges(on(start, aisha), A.getAllChanges(priyas))[0]
  const saved = write(arrived, aisha, `Walk to the gate and back\nSleep in bed`, { version, at: 2 })
  expect(rowOf(saved).text).toBe('Walk to the gate and back\nSleep in bed\nUse the stairs once a day')
})

test('CP2 also after a change of one’s own in between, as a change of the same device', () => {
  const start = begun()
  const { text, version } = rowOf(start)
  const once = write(start, aisha, `${text}!`)
  const heads = A.getHeads(once)
  const twice = write(once, aisha, `Soon: ${text}`, { version, at: 2 })
  expect(rowOf(twice).text).toBe(`Soon: ${text}!`)
  const [made, ...others] = A.getChangesSince(twice, heads)
  expect([A.decodeChange(made!).actor.endsWith(aisha.memberId), others]).toEqual([true, []])
  expect(rowOf(on(write(twice, aisha, 'Short', { at: 3 }), priya)).text).toBe('Short')
})

/** One letter, one code point, never used twice; some of two code units. */
const letterOf = (nth: number) => String.fromCodePoint(nth % 5 === 4 ? 0x1f300 + nth : 0x4e00 + nth)

const step = fc.record({
  who: fc.nat({ max: 2 }),
  what: fc.constantFrom('open', 'type', 'type', 'save', 'meet', 'restart'),
  at: fc.nat({ max: 40 }),
  cut: fc.nat({ max: 4 }),
  add: fc.nat({ max: 4 }),
  lines: fc.boolean(),
})

interface Writer {
  doc: Doc
  open: { readonly base: string; readonly version: string; text: string } | null
}

test.each([2, 3])(
  'CP3 %i writers, any typing, any time without signal: every letter nobody took out is there',
  (count) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const people = [aisha, priya, ben].slice(0, count)
        const writers: Writer[] = people.map((by) => ({ doc: newDocument('care-plan', by.memberId), open: null }))
        const alive = new Set<string>()
        const taken = new Set<string>()
        let letters = 0

        function save(writer: Writer, by: Signature, at: number): void {
          if (writer.open === null) return
          const { base, text, version } = writer.open
          writer.doc = write(writer.doc, by, text, { version, at })
          for (const letter of text.replaceAll('\n', '')) if (!base.includes(letter)) alive.add(letter)
          for (const letter of base.replaceAll('\n', '')) if (!text.includes(letter)) taken.add(letter)
          writer.open = null
        }

        steps.forEach(({ add, at, cut, lines, what, who }, index) => {
          const writer = writers[who % count] as Writer
          const by = people[who % count] as Signature
          if (what === 'open') {
            const { text, version } = rowOf(writer.doc)
            writer.open ??= { base: text, version, text }
          }
          if (what === 'type' && writer.open !== null) {
            const now = [...writer.open.text]
            const fresh = Array.from({ length: add }, () => letterOf(letters++))
            now.splice(at % (now.length + 1), cut, ...fresh, ...(lines ? ['\n'] : []))
            writer.open.text = now.join('')
          }
          if (what === 'save') save(writer, by, index)
          if (what === 'restart') writer.doc = on(writer.doc, by)
          if (what === 'meet') {
            const other = writers[(who + 1) % count] as Writer
            other.doc = A.applyChanges(other.doc, A.getAllChanges(writer.doc))[0]
          }
        })
        for (const [index, writer] of writers.entries()) save(writer, people[index] as Signature, 100 + index)
        const all = writers.flatMap(({ doc }) => A.getAllChanges(doc))
        const ends = writers.map(({ doc }) => rowOf(A.applyChanges(doc, all)[0]))
        const left = [...(ends[0]?.text ?? '')].filter((letter) => letter !== '\n').sort()
        expect(left).toEqual([...alive].filter((letter) => !taken.has(letter)).sort())
        for (const end of ends) expect(end).toEqual(ends[0])
      }),
      { numRuns: 25 },
    )
  },
)

test('CP4 each section says who changed it last and when; of changes made apart, all', () => {
  const start = begun()
  expect(rowOf(start).edits).toEqual([said(aisha, 1)])
  const both = meet(
    write(on(start, priya), priya, 'Walk to the gate\nSleep in bed\nStairs', { at: 7 }),
    write(on(start, ben), ben, 'Walk to the gate, slowly\nSleep in bed', { at: 5 }),
  )
  expect(rowOf(both).edits).toEqual([said(ben, 5), said(priya, 7)])
  expect(rowOf(both, 'skin').edits).toEqual([])
  expect(rowOf(write(on(both, aisha), aisha, 'All new', { at: 9 })).edits).toEqual([said(aisha, 9)])
})

const apartOf = (doc: Doc) =>
  rowOf(doc).apart.map(({ by, paragraph }) => [paragraph, by.map(({ name }) => name).sort()])

test('CP5 a paragraph both changed apart is marked, until the next change; different paragraphs are not', () => {
  const start = begun()
  const hers = write(on(start, aisha), aisha, 'Walk to the far gate\nSleep in bed', { at: 2 })
  const same = meet(hers, write(on(start, priya), priya, 'Walk to the gate with a stick\nSleep in bed', { at: 3 }))
  expect(apartOf(same)).toEqual([[0, ['Aisha Rahman', 'Priya Patel']]])
  expect(rowOf(same).text).toBe('Walk to the far gate with a stick\nSleep in bed')
  expect(apartOf(write(on(same, ben), ben, 'Walk\nSleep in bed', { at: 4 }))).toEqual([])
  const other = meet(hers, write(on(start, priya), priya, 'Walk to the gate\nSleep in bed, window open', { at: 3 }))
  expect(apartOf(other)).toEqual([])
})

test('CP5 the mark finds its paragraph when lines move, when one took it out, and over several changes apart', () => {
  const start = begun()
  const out = write(on(start, aisha), aisha, 'Sleep in bed', { at: 2 })
  const priyas = write(on(start, priya), priya, 'First this\nWalk to the gate daily\nSleep in bed', { at: 3 })
  expect(apartOf(meet(out, priyas)).length).toBeGreaterThan(0)
  const first = write(on(start, aisha), aisha, 'Walk to the gate slowly\nSleep in bed', { at: 2 })
  const second = write(first, aisha, 'Walk to the gate slowly\nSleep in bed\nStairs', { at: 4 })
  const merged = meet(second, priyas)
  expect(rowOf(merged).text.split('\n')[apartOf(merged)[0]?.[0] as number]).toContain('daily')
  expect(apartOf(merged)).toHaveLength(1)
})

test('CP5 what was seen was not apart, and one person on two devices is not two', () => {
  const start = begun()
  const hers = write(on(start, aisha), aisha, 'Walk to the far gate\nSleep in bed', { at: 2 })
  const after = write(on(hers, priya), priya, 'Walk to the far gate daily\nSleep in bed', { at: 3 })
  const further = write(on(hers, aisha), aisha, 'Walk to the far gate\nSleep in bed early', { at: 4 })
  expect(apartOf(meet(after, further))).toEqual([])
  const tablet = A.load<CarePlanDoc>(A.save(start), { actor: 'a9'.repeat(16) })
  expect(apartOf(meet(hers, write(tablet, aisha, 'Walk to the gate!\nSleep in bed', { at: 5 })))).toEqual([])
})

test('CP5 which paragraphs a change touched', () => {
  expect(touchedStarts('a\nb\nc', 'a\nB\nc')).toEqual([2])
  expect(touchedStarts('a\nb\nc', 'a\nc')).toEqual([2])
  expect(touchedStarts('a\nb', 'a')).toEqual([0])
  expect(touchedStarts('', 'a\nb')).toEqual([0, 2])
  expect(touchedStarts('a', '')).toEqual([])
})

test('CP6 sections are named and added; two names given apart both stand', () => {
  const id = '01'.repeat(16)
  const start = begun()
  const added = must(namePlanSection(on(start, aisha), id, ' Falls ', said(aisha, 2)))
  expect(rowOf(added, id)).toMatchObject({ title: 'Falls', order: 7, text: '' })
  const named = meet(
    must(namePlanSection(on(added, aisha), section, 'Her goals', said(aisha, 3))),
    must(namePlanSection(on(added, priya), section, 'What she wants', said(priya, 3))),
  )
  expect(rowOf(named).title).toBe('Her goals / What she wants')
  expect(namePlanSection(start, 'new', 'Falls', said(aisha, 2))).toMatchObject({ error: { type: 'unknown-id' } })
  expect(must(namePlanSection(added, id, 'Falls', said(aisha, 3)))).toBe(added)
  const longest = must(namePlanSection(start, id, 'x'.repeat(planTitleLimit), said(aisha, 2)))
  expect(rowOf(longest, id).title).toHaveLength(planTitleLimit)
  expect(namePlanSection(start, id, 'x'.repeat(planTitleLimit + 1), said(aisha, 2))).toMatchObject({
    error: { type: 'too-long', limit: planTitleLimit },
  })
  expect(namePlanSection(start, id, ' ', said(aisha, 2))).toMatchObject({ error: { type: 'nothing-written' } })
})

test('CP7 nothing new is no change; too long, an unknown section and an unknown state are refused', () => {
  const start = begun()
  const { text, version } = rowOf(start)
  expect(write(start, aisha, text)).toBe(start)
  const refused = (id: string, words: string, on_: string) =>
    writePlanSection(start, id, { text: words, version: on_ }, said(aisha, 2))
  expect(refused('none', 'x', version)).toMatchObject({ error: { type: 'unknown-id' } })
  expect(refused(section, 'x', '00'.repeat(32))).toMatchObject({ error: { type: 'unknown-version' } })
  expect(refused(section, 'x', `${version},nonsense`)).toMatchObject({ error: { type: 'unknown-version' } })
  expect(refused(section, 'x', 'nonsense')).toMatchObject({ error: { type: 'unknown-version' } })
  const added = must(namePlanSection(on(start, aisha), '01'.repeat(16), 'Falls', said(aisha, 2)))
  const early = { text: 'Rail by the step', version }
  expect(writePlanSection(added, '01'.repeat(16), early, said(aisha, 3))).toMatchObject({
    error: { type: 'unknown-version' },
  })
  expect(refused(section, 'x'.repeat(planTextLimit + 1), version)).toMatchObject({ error: { type: 'too-long' } })
  expect(rowOf(write(start, aisha, 'a\r\nb\ud800')).text).toBe('a\nb\ufffd')
})

test('CP7 even the whole of a section replaced is a change every device takes', () => {
  const full = write(newDocument('care-plan', aisha.memberId), aisha, 'a'.repeat(planTextLimit))
  const heads = A.getHeads(full)
  const replaced = write(full, aisha, 'b'.repeat(planTextLimit), { at: 2 })
  expect(A.decodeChange(A.getChangesSince(replaced, heads)[0]!).ops.length).toBeLessThan(10_000)
})

test('CP7 what two together wrote too long may be made shorter, and in one change no more than every device takes', () => {
  const both = meet(
    write(on(begun(), aisha), aisha, 'a'.repeat(planTextLimit)),
    write(on(begun(), priya), priya, 'b'.repeat(planTextLimit)),
  )
  const { text, version } = rowOf(both)
  expect(text.length).toBeGreaterThan(planTextLimit)
  const shorter = text.slice(0, planTextLimit + 100)
  expect(rowOf(write(both, aisha, shorter, { at: 3 })).text).toBe(shorter)
  const refused = (words: string) => writePlanSection(both, section, { text: words, version }, said(aisha, 3))
  for (const words of [`${text.slice(0, -1)}c`, `${text}c`, 'c'.repeat(planTextLimit)])
    expect(refused(words)).toMatchObject({ error: { type: 'too-long', limit: planTextLimit } })
})

test('CP8 what another device stored in another shape reads as nothing', () => {
  const broken = A.change(begun(), { time: 0 }, (draft) => {
    const goals = draft.sections[section] as unknown as Record<string, unknown>
    goals.edit = new A.ImmutableString('{"by":1}')
    goals.order = 'first'
    const skin = draft.sections.skin as unknown as Record<string, unknown>
    skin.text = 7
  })
  expect(rowOf(broken)).toMatchObject({ edits: [], apart: [], order: 0 })
  expect(rowOf(broken, 'skin').text).toBe('')
})

test('CP660 a section is called by the name it was given, else as every plan calls it, and is never without words', () => {
  const names = planSectionIds.map((sectionId) => planSectionName({ sectionId, title: '' }))
  expect(new Set(names).size).toBe(planSectionIds.length)
  expect(names).not.toContain('Section')
  const anyId = fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString', ...planSectionIds))
  fc.assert(
    fc.property(anyId, fc.string(), (sectionId, title) => {
      const known = names[(planSectionIds as readonly string[]).indexOf(sectionId)] ?? 'Section'
      expect(planSectionName({ sectionId, title })).toBe(title === '' ? known : title)
    }),
  )
})
