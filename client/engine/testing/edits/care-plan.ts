/** Edits of a care plan: letters put in and taken out of its sections, sections named and added. */
import fc from 'fast-check'
import { viewOf } from '../neighbourhood.ts'
import { ask, edit, type KindOfEdits, nth } from './edit.ts'

const letters = fc.record({
  words: fc.constantFrom('to the gate ', 'with her stick\n', 'twice a week ', 'é🌿 '),
  /** In thousandths of the text. */
  from: fc.nat({ max: 1_000 }),
  out: fc.constantFrom(0, 0, 5, 20),
})
const title = fc.constantFrom('Falls', 'At night')

const write = edit('writes in the plan', letters, async (at, { personId, ...place }, { from, out, words }, which) => {
  const { sections } = await viewOf(at, 'care-plan', { personId })
  const section = nth(sections, which)
  if (section === undefined) return null
  const text = [...section.text]
  text.splice(Math.floor((text.length * from) / 1_000), out, words)
  const { sectionId, version } = section
  const asked = { personId, sectionId, version, text: text.join('') }
  return ask(at, { personId, ...place }, { type: 'write-plan-section', ...asked })
})

const name = (isNew: boolean) =>
  edit('names a section', fc.record({ title }), async (at, place, drawn, which) => {
    const { sections } = await viewOf(at, 'care-plan', { personId: place.personId })
    const sectionId = isNew ? null : (nth(sections, which)?.sectionId ?? null)
    return ask(at, place, { type: 'name-plan-section', personId: place.personId, sectionId, ...drawn })
  })

export const carePlanEdits: KindOfEdits = {
  keyOf: ({ personId }) => personId,
  shown: async (at, { personId }) => {
    const { changedAt, isEmpty, sections } = await viewOf(at, 'care-plan', { personId })
    return { changedAt, isEmpty, sections: sections.map(({ isMine, ...section }) => section) }
  },
  begin: [write],
  edits: [write, write, write, name(true), name(false)],
}
