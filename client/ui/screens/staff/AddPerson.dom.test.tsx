/** Rules PN163 to PN167 of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent, waitFor } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { DirectoryRow } from '../../../domain/projections/rows.ts'
import { EnteredTwice } from '../../components/EnteredTwice.tsx'
import { renderScreen } from '../../testing/render-screen.tsx'
import { people, reid } from '../../testing/sample-cast.ts'
import { createSampleEngine, type Script } from '../../testing/sample-engine.ts'
import { managedTeam } from '../../testing/sample-team-devices.ts'
import { AddPerson } from './AddPerson.tsx'

afterEach(cleanup)

const doreen = people[0] as DirectoryRow

function show(views: Script = {}) {
  const screen = renderScreen(<AddPerson />, { engine: createSampleEngine({ views }) })
  const field = (name: string) => screen.getByLabelText(name) as HTMLInputElement
  return {
    ...screen,
    field,
    type: (name: string, value: string) => fireEvent.input(field(name), { target: { value } }),
    press: (name: string) => fireEvent.click(screen.getByRole('button', { name })),
    save: () => fireEvent.click(screen.getByRole('button', { name: 'Add this person' })),
  }
}

type Shown = ReturnType<typeof show>

function typeAll({ press, type }: Shown): void {
  type('Given name', ' Una ')
  type('Family name', 'Moss')
  type('Date of birth', '1939-02-11')
  press('Aisha Rahman')
}

test('PN163 what is missing or cannot be is said at its field, and nothing is added', () => {
  const shown = show()
  shown.type('NHS number', '9990000019')
  shown.type('Date of birth', '2039-02-11')
  shown.save()
  const words = shown.getByRole('alert').textContent ?? ''
  for (const said of ['Write the given name.', 'Write the family name.', 'This cannot be a date of birth.'])
    expect(words).toContain(said)
  expect(words).toContain('one digit is wrong')
  expect(words).toContain('Choose the named nurse.')
  shown.type('NHS number', '999 000')
  expect(shown.getByRole('alert').textContent).toContain('An NHS number has ten digits.')
  expect(shown.engine.commands.some(({ type }) => type === 'add-person')).toBe(false)
})

test('SH780 what is missing takes the focus when it is asked for, and leaves it to the field that one types in', () => {
  const shown = show()
  shown.save()
  expect(document.activeElement).toBe(shown.getByRole('alert'))
  const family = shown.field('Family name')
  family.focus()
  shown.type('Family name', 'M')
  expect(shown.getByRole('alert').textContent).not.toContain('Write the family name.')
  expect(document.activeElement).toBe(family)
  shown.save()
  expect(document.activeElement).toBe(shown.getByRole('alert'))
})

test('PN164 digits are set 3-3-4 as they are typed, and a hand that takes one out is left alone', () => {
  const { field, type } = show()
  type('NHS number', '9990000')
  expect(field('NHS number').value).toBe('999 000 0')
  type('NHS number', '999-000-0018 ')
  expect(field('NHS number').value).toBe('999 000 0018')
  type('NHS number', '99 000 0018')
  expect(field('NHS number').value).toBe('99 000 0018')
})

test('PN165 who looks alike is asked about before anybody is added', async () => {
  const shown = show({ alike: ({ name }) => ({ people: name.family === 'Moss' ? [doreen] : [] }) })
  typeAll(shown)
  shown.getByRole('heading', { name: 'Is it this person?' })
  expect(shown.getByRole('link', { name: /Yes: open their record/ }).getAttribute('href')).toBe('/person/doreen')
  shown.save()
  expect(shown.getByRole('alert').textContent).toContain('Look at the person in your list')
  fireEvent.click(shown.getByRole('button', { name: /No, not them/ }))
  shown.save()
  await waitFor(() => expect(shown.engine.commands.some(({ type }) => type === 'add-person')).toBe(true))
  expect(shown.engine.commands.find(({ type }) => type === 'add-person')).toMatchObject({ notThese: ['doreen'] })
})

test('PN165 with a number that is in the list nobody is added, whatever is said', () => {
  const shown = show({ alike: { people: [doreen] } })
  typeAll(shown)
  shown.type('NHS number', doreen.nhsNumber)
  expect(shown.queryByRole('button', { name: /No, not them/ })).toBeNull()
  shown.save()
  expect(shown.getByRole('alert').textContent).toContain('Somebody with this NHS number is in your list.')
})

test('PN166 what was added is said once the disk has it, and leads to the record', async () => {
  const shown = show()
  typeAll(shown)
  fireEvent.click(shown.getAllByRole('button', { name: 'Dr Tom Reid' }).at(-1)!)
  shown.save()
  await waitFor(() => shown.getByText(/Una Moss was added\./))
  const command = shown.engine.commands.find(({ type }) => type === 'add-person')
  expect(command).toMatchObject({
    person: { name: { given: 'Una', family: 'Moss' }, nhsNumber: '' },
    alsoIds: [reid.memberId],
  })
  const href = shown.getByRole('link', { name: 'Open their record' }).getAttribute('href')
  expect(href).toBe(`/person/${command?.commandId}`)
})

test('PN167 a team that is not ready is told what to do first, and is asked for nothing', () => {
  const { getByRole, queryByRole } = show({ 'team-devices': { ...managedTeam, kit: 'to-do' } })
  expect(getByRole('link', { name: 'People and devices: what is to do' }).getAttribute('href')).toBe('/team-devices')
  expect(queryByRole('textbox')).toBeNull()
})

test('PN161 an entry made twice is shown on the record, and either word settles it', async () => {
  const views = { doubles: { goesOn: null, maybe: [{ ...doreen, personId: 'other' }], left: [] } }
  const { engine, getByRole } = renderScreen(<EnteredTwice personId="doreen" />, {
    engine: createSampleEngine({ views }),
  })
  fireEvent.click(getByRole('button', { name: 'Two different people' }))
  fireEvent.click(getByRole('button', { name: 'One person: go on in the other' }))
  await waitFor(() => expect(engine.commands).toHaveLength(2))
  expect(engine.commands.map((command) => command.type === 'settle-double' && command.same)).toEqual([false, true])
})
