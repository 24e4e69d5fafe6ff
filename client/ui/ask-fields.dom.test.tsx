/**
 * CF979: a field whose values written apart are asked about has a screen on
 * which both stand, told apart, with who wrote each and when, and the ways to
 * decide. The fields are read off the policy table: a new one without a screen fails.
 */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { documentKinds } from '../../shared/lib/doc-id.ts'
import { conflictPolicies } from '../domain/conflicts.ts'
import type { MedicineState } from '../domain/projections/medicine-change.ts'
import type { PartState, PersonPart } from '../domain/projections/part-rows.ts'
import type { SettingKind } from '../domain/projections/setting-rows.ts'
import { parseMessageDraft } from './models/message-draft.ts'
import { Details } from './screens/staff/Details.tsx'
import { Medicine } from './screens/staff/Medicine.tsx'
import { Team } from './screens/staff/Team.tsx'
import { TeamSettings } from './screens/staff/TeamSettings.tsx'
import { renderScreen } from './testing/render-screen.tsx'
import { aisha, at, people, priya } from './testing/sample-cast.ts'
import { sampleDetails, twoPeopleTeam } from './testing/sample-details.ts'
import { createSampleEngine, type Script, sampleViews } from './testing/sample-engine.ts'
import { twoDoses } from './testing/sample-medicines.ts'
import { sampleSettings } from './testing/sample-settings.ts'

afterEach(cleanup)

const asked = documentKinds.flatMap((kind) =>
  Object.entries(conflictPolicies[kind]).flatMap(([field, { type }]) => (type === 'ask' ? [`${kind}: ${field}`] : [])),
)

const written = [
  { key: '1@a', author: aisha, writtenAt: at('08:50'), arrivedAt: null, reason: 'As she said', before: null },
  { key: '1@p', author: priya, writtenAt: at('08:55'), arrivedAt: at('08:58'), reason: 'By letter', before: null },
] as const

/** Of each field two values that differ in it alone. */
const valuesOf: Readonly<Record<string, readonly [string, string]>> = {
  born: ['1947-03-14', '1947-03-15'],
  died: ['', '2026-11-23'],
  nhsNumber: ['9990000018', '9990000026'],
  endedOn: ['', '2026-11-23'],
  kind: ['oxygen', 'infection'],
  scale2Target: ['', '2026-11-20 Dr Tom Reid'],
  status: ['current', 'stopped'],
  dose: ['20 mg', '80 mg'],
  phone: ['01632 960018', '01632 960019'],
}

function sidesOf<State extends object>(base: State, name: string, field: string) {
  const values = valuesOf[name] ?? ['Hazel', 'Rowan']
  return written.map((side, index) => ({ ...side, after: { ...base, [field]: values[index]! } }))
}

type Shown = { readonly title: RegExp; readonly isTalkedOf: boolean; readonly show: () => ReturnType<typeof open> }

function open(what: preact.JSX.Element, views: Script) {
  return renderScreen(what, { engine: createSampleEngine({ views }) })
}

function ofPerson(part: PersonPart, base: PartState, name: string, field: string): Shown {
  const conflict = sidesOf(base, name, field)
  const parts = [...sampleDetails.parts.filter((row) => row.part.kind !== part.kind || row.part.id !== part.id)]
  const row = { part, state: base, last: null, conflict }
  const views = { details: { ...(sampleViews.details as object), parts: [...parts, row] } as never }
  return { title: /^Two different changes/, isTalkedOf: true, show: () => open(<Details personId="doreen" />, views) }
}

const kindOfList = { allergies: 'allergy', alerts: 'alert', contacts: 'contact' } as const

function shownOf(document: string, path: string): Shown | undefined {
  const steps = path.split('.')
  const name = steps.at(-1)!
  const [list] = steps
  if (document === 'person' && list === 'details') return ofPerson({ kind: 'detail', id: name }, {}, name, 'value')
  if (path === 'scale2Target') return ofPerson({ kind: 'target', id: '' }, {}, name, 'value')
  if (document === 'person' && list !== undefined && Object.hasOwn(kindOfList, list)) {
    const kind = kindOfList[list as keyof typeof kindOfList]
    const { part, state } = sampleDetails.parts.find((row) => row.part.kind === kind)!
    return ofPerson(part, state, name, name)
  }
  if (document === 'medicines') {
    const base: MedicineState = {
      ...twoDoses.medicines.find(({ conflict }) => conflict !== undefined)!.conflict![0]!.after,
    }
    const conflict = sidesOf(base, name, name)
    const medicines = twoDoses.medicines.map((row) => (row.conflict === undefined ? row : { ...row, conflict }))
    const show = () =>
      open(<Medicine personId="doreen" medicineId="furosemide" />, { person: { ...twoDoses, medicines } })
    return { title: /^Two different changes/, isTalkedOf: true, show }
  }
  if (document === 'team-settings') {
    const rows = {
      team: sampleSettings.phone,
      templates: sampleSettings.templates[0],
      numbers: sampleSettings.numbers[0],
    }
    const row = rows[list as keyof typeof rows]
    if (row == null) return undefined
    const field = list === 'team' ? 'value' : name
    const apart = { ...row, last: null, conflict: sidesOf(row.state, name, field) }
    const view = list === 'team' ? { [name as SettingKind]: apart } : { [list as string]: [apart] }
    const show = () => open(<TeamSettings />, { 'team-settings': { ...sampleSettings, ...view } })
    return { title: /^Two different changes/, isTalkedOf: false, show }
  }
  return undefined
}

const onItsOwn = 'diary: visits.*.texts.personId'

test('CF979 every field that is asked about is tried here', () => {
  expect(asked.filter((each) => shownOf(...(each.split(': ') as [string, string])) === undefined)).toEqual([onItsOwn])
  expect(asked.length).toBeGreaterThan(20)
})

describe('CF979 CF1033 both values stand, told apart, with who wrote each and when, and the ways to decide', () => {
  test.each(asked.filter((each) => each !== onItsOwn))('%s', async (each) => {
    const { isTalkedOf, show, title } = shownOf(...(each.split(': ') as [string, string]))!
    const { app, engine } = show()
    const card = within(await screen.findByRole('region', { name: title }))
    const sides = card.getAllByRole('listitem').map(({ textContent }) => textContent ?? '')
    expect(sides).toHaveLength(2)
    expect(sides[0]).toContain('Aisha Rahman, community nurse')
    expect(sides[0]).toContain('Written today 08:50')
    expect(sides[1]).toContain('Priya Shah, pharmacist')
    expect(sides[1]).toContain('Written today 08:55 · arrived today 08:58')
    const heads = card.getAllByRole('listitem').map((side) => side.querySelector('.dose')?.textContent)
    expect(heads[0]).not.toBe(heads[1])
    expect(card.getByText(/Nothing has been picked/)).toBeTruthy()

    fireEvent.click(card.getByRole('button', { name: /^Write new/ }))
    expect(card.getByRole('button', { name: /^(Save|This is right)/ })).toBeTruthy()
    fireEvent.click(card.getByRole('button', { name: /^Ask both/ }))
    if (isTalkedOf) {
      await waitFor(() => expect(engine.commands.some(({ type }) => type === 'save-draft')).toBe(true))
      const [draft] = engine.commands.filter((command) => command.type === 'save-draft')
      const words = parseMessageDraft(draft?.value ?? '')?.text ?? ''
      for (const head of heads) expect(words).toContain(head)
    } else {
      card.getByText(/^No conversation here is about the team itself\. Ask Aisha Rahman and Priya Shah in person/)
      fireEvent.click(card.getByRole('button', { name: /^Copy the question/ }))
      await card.findByText('Copied.')
      for (const words of [...heads, 'Aisha Rahman, community nurse, written 24-Nov-2026 08:50'])
        expect(app.copied[0]).toContain(words)
    }
    const keep = card.getAllByRole('button', { name: /^Keep [AB]: / })
    expect(keep).toHaveLength(2)
    fireEvent.click(keep[1]!)
    await waitFor(() => {
      const [resolved] = engine.commands.filter(({ type }) => type.startsWith('resolve-'))
      expect(resolved).toMatchObject({ sides: ['1@a', '1@p'], choice: { type: 'keep', side: '1@p' } })
    })
  })
})

test('CF979 a visit that is written for two people says who wrote it for whom and when; a press decides', async () => {
  const [first, second] = people
  const { engine } = open(<Team />, { team: twoPeopleTeam })
  const [words] = screen.getAllByText(/Different people are written here/)
  const line = words!.closest('li')!
  expect(line.textContent).toMatch(/Aisha Rahman, community nurse.* Written today 08:50/)
  expect(line.textContent).toMatch(/Lena Novak, team lead.* Written today 08:55 · arrived today 08:58/)
  fireEvent.click(within(line).getByRole('button', { name: /^Change/ }))
  const which = within(within(line).getByRole('group', { name: 'It is for' })).getAllByRole('button')
  expect(which).toHaveLength(2)
  fireEvent.click(which[1]!)
  await waitFor(() =>
    expect(engine.commands).toMatchObject([
      { type: 'resolve-visit', personIds: [first!.personId, second!.personId], keep: second!.personId },
    ]),
  )
})
