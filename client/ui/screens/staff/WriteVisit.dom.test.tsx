/** Writing a visit, found by role and name: states, words, and what reaches the engine. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { options as preact, type VNode } from 'preact'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Outcome, SaveDraft, WriteVisit as WriteVisitCommand } from '../../../engine-api/commands.ts'
import { drawn } from '../../testing/drawn.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-screen.tsx'
import { disputedPerson } from '../../testing/sample-details.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import { samplePerson } from '../../testing/sample-record.ts'
import { draftOf, kitchenForm, slippedForm } from '../../testing/sample-writing.ts'
import { WriteVisit } from './WriteVisit.tsx'

afterEach(cleanup)

function open(views: SampleOptions['views'] = {}, options: SampleOptions = {}, render: RenderOptions = {}) {
  const engine = createSampleEngine({ ...options, views: { ...options.views, ...views } })
  return renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine, ...render })
}

function type(label: string | RegExp, words: string): void {
  fireEvent.input(screen.getByLabelText(label), { target: { value: words } })
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const total = () => screen.getByRole('region', { name: 'Observations' })

test('VS8 two values missing: the number stands under "at least", the band with what is missing, and 999 is one tap', () => {
  open({ draft: draftOf(kitchenForm) })
  expect(within(total()).getByRole('status').textContent).toBe('at least 8')
  expect(total().textContent).toContain('Emergency')
  expect(total().textContent).toContain('2 of 7 not entered')
  expect(within(total()).getByRole('link', { name: 'Call 999' }).getAttribute('href')).toBe('tel:999')
})

test('PN13 with two targets recorded apart Scale 2 is not offered, and the form says so', () => {
  open({ person: disputedPerson })
  expect(screen.queryByLabelText('Oxygen % (Scale 2)')).toBeNull()
  expect(document.body.textContent).toContain('Scale 2 is not offered until somebody decides')
})

test('PN999 while the record is arriving the form says that Scale 2 may be prescribed, until it is here', () => {
  const { engine } = open({ person: { ...samplePerson, complete: false, alerts: [], scale2Target: null } })
  screen.getByLabelText('Oxygen %')
  screen.getByText(/whether Scale 2 is prescribed is not known here yet/)
  act(() => engine.setViews({ person: samplePerson }))
  screen.getByLabelText('Oxygen % (Scale 2)')
  expect(screen.queryByText(/not known here yet/)).toBeNull()
})

test.each([
  ['still arriving', { ...samplePerson, complete: false, alerts: [], scale2Target: null }, /not known here yet/],
  ['told apart', disputedPerson, /Scale 2 is not offered/],
])('PN13 PN999 the page to check says so beside the oxygen level, and only there: %s', (_, person, words) => {
  const { unmount } = open({ person, draft: draftOf(slippedForm) })
  press('Yes, 38.0')
  press('Check and finish')
  expect(document.querySelector('.leaf')!.textContent).toMatch(words)
  unmount()
  const { spo2: __, ...typed } = slippedForm.typed
  open({ person, draft: draftOf({ ...slippedForm, typed: { ...typed, temperature: '38.0' } }) })
  press('Check and finish')
  expect(document.querySelector('.leaf')!.textContent).not.toMatch(words)
})

test('VS8 nothing entered is no number at all', () => {
  open()
  expect(total().textContent).toContain('Nothing entered yet.')
  expect(total().textContent).not.toMatch(/at least|Emergency/)
  expect(screen.queryByRole('link', { name: /999/ })).toBeNull()
})

test('VS8 the total leaves "at least" only when all seven are there', () => {
  open({ draft: draftOf({ ...slippedForm, typed: { ...slippedForm.typed, temperature: '37.0' } }) })
  expect(total().textContent).not.toContain('at least')
  expect(total().textContent).toContain('All 7 entered.')
  press('Alert')
  expect(total().textContent).toContain('at least')
  expect(total().textContent).toContain('1 of 7 not entered')
})

test('VS4 the first press of + enters the start value and shows it only then', () => {
  open()
  const pulse = screen.getByLabelText<HTMLInputElement>('Pulse')
  expect(pulse.value).toBe('')
  expect(pulse.inputMode).toBe('decimal')
  press('Pulse: one step up')
  expect(pulse.value).not.toBe('')
  const first = Number(pulse.value)
  press('Pulse: one step up')
  expect(Number(pulse.value)).toBe(first + 1)
})

test('MS962 whoever reads what happens next in two places is named once, as what the chain has them', () => {
  const karen = { name: 'Karen', as: 'family' } as const
  open({ person: { ...samplePerson, nextStepReaders: ['Doreen Ashworth', karen, { ...karen }] } })
  screen.getByLabelText('What happens next (Doreen Ashworth and Karen (family or friend) will read this)')
})

test('VS9 Scale 2 is offered with its prescriber where a target is recorded, and nowhere else', () => {
  const { unmount } = open()
  expect(screen.getByLabelText('Oxygen % (Scale 2)')).toBeDefined()
  expect(screen.getByText('88–92').parentElement?.parentElement?.textContent).toBe('Target 88–92, Dr Tom Reid')
  unmount()
  open({ person: { ...samplePerson, scale2Target: null } })
  expect(screen.queryByLabelText('Oxygen % (Scale 2)')).toBeNull()
  expect(screen.getByLabelText('Oxygen %')).toBeDefined()
})

test('VS9 a score that must not be worked out says why and shows no number', () => {
  open({ person: { ...samplePerson, ageYears: 12 }, draft: draftOf(kitchenForm) })
  expect(screen.getByText(/NEWS2 is not for people under 16/)).toBeDefined()
  expect(screen.queryByText(/at least/)).toBeNull()
})

test('VS6 temperature 380 asks "Did you mean 38.0?", keeps the typing and scores nothing', () => {
  open()
  type('Temperature °C', '380')
  fireEvent.blur(screen.getByLabelText('Temperature °C'))
  expect(screen.getByText('Did you mean 38.0?')).toBeDefined()
  expect(screen.getByLabelText<HTMLInputElement>('Temperature °C').value).toBe('380')
  expect(total().textContent).toContain('Nothing entered yet.')
  press('Yes, 38.0')
  expect(screen.getByLabelText<HTMLInputElement>('Temperature °C').value).toBe('38.0')
  expect(total().textContent).toContain('at least 0')
})

test('VS6 no question interrupts while somebody is typing', () => {
  open()
  type('Pulse', '1')
  expect(screen.queryByText(/Did you mean|cannot be right/)).toBeNull()
  type('Pulse', '112')
  fireEvent.blur(screen.getByLabelText('Pulse'))
  expect(screen.queryByText(/Did you mean|cannot be right/)).toBeNull()
})

test('VS6 what is not settled stops the finish with a summary that leads to the field; keeping it goes on', async () => {
  open({ draft: draftOf(slippedForm) })
  press('Check and finish')
  const alert = screen.getByRole('alert')
  expect(alert.textContent).toContain('Before you finish')
  expect(document.activeElement).toBe(alert)
  fireEvent.click(within(alert).getByRole('link', { name: /Temperature/ }))
  expect(document.activeElement).toBe(screen.getByLabelText('Temperature °C'))
  press('Keep 380 as typed')
  press('Check and finish')
  expect(screen.getByRole('heading', { level: 1, name: 'Check and finish' })).toBe(document.activeElement)
  expect(screen.getByText('Not measured: Typed as “380”, not counted')).toBeDefined()
})

test('VS7 a reason why it could not be measured stands in the row and goes when a value comes', () => {
  open()
  press('Could not measure…')
  fireEvent.change(screen.getByLabelText('Why not: Pulse'), { target: { value: 'Declined' } })
  expect(screen.getByText('Not measured: Declined')).toBeDefined()
  type('Pulse', '80')
  expect(screen.queryByText('Not measured: Declined')).toBeNull()
})

test('VS11 the page before finishing says what is written and who reads which part', () => {
  open({ draft: draftOf(kitchenForm) })
  expect(screen.getByLabelText(/What happens next \(Doreen will read this\)/)).toBeDefined()
  press('Check and finish')
  const staff = screen.getByRole('region', { name: 'Staff who look after Dot will read this' })
  expect(staff.textContent).toContain('Rescue inhaler, 2 puffs')
  expect(staff.textContent).not.toContain('An ambulance is coming')
  const next = screen.getByRole('region', { name: 'Doreen will read this, and staff' })
  expect(next.textContent).toContain('An ambulance is coming')
})

test('VS11 nobody but staff reads it where nobody else can', () => {
  open({ person: { ...samplePerson, threads: [] } })
  expect(screen.getByLabelText(/What happens next \(Dot does not use Doorstep yet: staff read this\)/)).toBeDefined()
})

test('VS10 finishing keeps its id on the disk first and writes once; the engine takes the draft away', async () => {
  const { engine, app } = open({ draft: draftOf(kitchenForm) })
  expect(app.formGuard.isBusy.value).toBe(true)
  press('Check and finish')
  press('Finish visit')
  await screen.findByRole('heading', { name: 'Visit finished' })
  const written = engine.commands.filter((command): command is WriteVisitCommand => command.type === 'write-visit')
  expect(written).toHaveLength(1)
  expect(written[0]).toMatchObject({
    personId: 'doreen',
    visitId: 'v-doreen',
    note: kitchenForm.note,
    observations: {
      values: { respirations: 25, spo2: 85, spo2Scale: 2, oxygen: 'air', pulse: 112, temperature: 38.4 },
      notMeasured: {},
    },
  })
  const drafts = engine.commands.filter((command): command is SaveDraft => command.type === 'save-draft')
  const before = drafts[0]
  expect(engine.commands.indexOf(before!)).toBeLessThan(engine.commands.indexOf(written[0]!))
  expect(before?.value).toContain(written[0]!.commandId)
  expect(engine.commands.at(-1)).toBe(written[0])
  const said = screen.getAllByRole('status').map((status) => status.textContent)
  expect(said).toContainEqual(expect.stringMatching(/Saved on this tablet\..*The record says when it is sent\./))
  await waitFor(() => expect(app.formGuard.isBusy.value).toBe(false))
})

test('VS10 a visit finished before a kill is finished again with the same id', async () => {
  const finishing = { commandId: 'a'.repeat(32) }
  const { engine } = open({ draft: draftOf({ ...kitchenForm, finishing }) })
  press('Check and finish')
  press('Finish visit')
  await screen.findByRole('heading', { name: 'Visit finished' })
  expect(engine.commands.find((command) => command.type === 'write-visit')).toMatchObject(finishing)
})

test('VS170 the last page says "saving" until the disk has answered', async () => {
  let answer = (_: Outcome) => {}
  const written = new Promise<Outcome>((resolve) => {
    answer = resolve
  })
  const { engine } = open(
    { draft: draftOf(kitchenForm) },
    { outcome: (command) => (command.type === 'write-visit' ? written : { ok: true }) },
  )
  press('Check and finish')
  const finish = screen.getByRole('button', { name: 'Finish visit' })
  fireEvent.click(finish)
  fireEvent.click(finish)
  press('Go back and change')
  await screen.findByRole('heading', { name: 'Finishing the visit' })
  const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent)
  expect(said()).toContainEqual('Saving on this tablet…')
  expect(said().join()).not.toContain('Saved')
  expect(screen.getByText('Back to Today').closest('[inert]')).not.toBeNull()
  answer({ ok: true })
  await screen.findByRole('heading', { name: 'Visit finished' })
  expect(said().join()).toContain('Saved on this tablet.')
  expect(screen.getByText('Back to Today').closest('[inert]')).toBeNull()
  expect(engine.commands.filter(({ type }) => type === 'write-visit')).toHaveLength(1)
})

test('VS461 the last page is turned to once what was written is on its way, and the answer changes its words alone', async () => {
  let answer = (_: Outcome) => {}
  let drawnBefore: string | undefined
  const title = () => screen.getByRole('heading', { level: 1 })
  const write = () => {
    drawnBefore = title().textContent
    return new Promise<Outcome>((resolve) => {
      answer = resolve
    })
  }
  open(
    { draft: draftOf(kitchenForm) },
    { outcome: (command) => (command.type === 'write-visit' ? write() : { ok: true }) },
  )
  press('Check and finish')
  const ready = screen.getByText('Finishing the visit')
  expect(ready.closest('[hidden]')).not.toBeNull()
  press('Finish visit')
  const heading = await screen.findByRole('heading', { name: 'Finishing the visit' })
  expect(heading).toBe(ready)
  expect(drawnBefore).toBe('Check and finish')
  await waitFor(() => expect(document.activeElement).toBe(heading))
  const line = screen.getByText('Saving on this tablet…').closest('[role=status]')
  const moves: EventTarget[] = []
  for (const type of ['focusin', 'focusout']) document.addEventListener(type, ({ target }) => moves.push(target!))
  // Focused again where it is focused already, no event says so; a reader would begin the heading anew.
  const again = vi.spyOn(heading, 'focus')
  onTestFinished(() => again.mockRestore())
  answer({ ok: true })
  expect(await screen.findByRole('heading', { name: 'Visit finished' })).toBe(heading)
  // What a change of words has done afterwards is done behind the next frame.
  await drawn()
  await act(async () => {})
  expect(again).not.toHaveBeenCalled()
  expect(screen.getByText('Saved on this tablet.').closest('[role=status]')).toBe(line)
  expect([document.activeElement, moves]).toEqual([heading, []])
})

test('VS971 the tap and the disk’s answer draw what they change alone: neither the page to check nor the banner anew', async () => {
  let answer = (_: Outcome) => {}
  const written = new Promise<Outcome>((resolve) => {
    answer = resolve
  })
  open(
    { draft: draftOf(kitchenForm) },
    { outcome: (command) => (command.type === 'write-visit' ? written : { ok: true }) },
  )
  press('Check and finish')
  await screen.findByText(/^Saved on this tablet/)
  const drawn = new Set<string>()
  const before = preact.diffed
  preact.diffed = (vnode: VNode) => {
    if (typeof vnode.type === 'function') drawn.add(vnode.type.name)
    before?.(vnode)
  }
  onTestFinished(() => {
    preact.diffed = before
  })
  press('Finish visit')
  await screen.findByRole('heading', { name: 'Finishing the visit' })
  answer({ ok: true })
  await screen.findByRole('heading', { name: 'Visit finished' })
  expect([...drawn]).toContain('VisitDone')
  // What is looked at and left as it is counts too: of the page to check its parts would be.
  for (const still of ['WriteVisit', 'AboveBanner', 'Banner', 'Parts']) expect([...drawn]).not.toContain(still)
})

test('VS12 no space: the words say so, nothing says finished, and the typing is there', async () => {
  const { engine } = open(
    { draft: draftOf(kitchenForm) },
    { outcome: () => ({ ok: false, problem: { type: 'no-space' } }) },
  )
  press('Check and finish')
  press('Finish visit')
  await screen.findByRole('button', { name: 'Finish visit' })
  const alert = screen.getByRole('alert')
  expect(alert.textContent).toContain('Not enough space on this tablet.')
  expect(screen.queryByText('Visit finished')).toBeNull()
  expect(engine.commands.some((command) => command.type === 'write-visit')).toBe(false)
  await waitFor(() => {
    press('Go back and change')
    expect(screen.getByLabelText<HTMLTextAreaElement>('What I did').value).toBe(kitchenForm.note.did)
  })
})

test('VS12 a refusal of the write itself keeps the page and the typing', async () => {
  open(
    { draft: draftOf(kitchenForm) },
    {
      outcome: (command) =>
        command.type === 'write-visit' ? { ok: false, problem: { type: 'not-open' } } : { ok: true },
    },
  )
  press('Check and finish')
  press('Finish visit')
  expect((await screen.findByRole('alert')).textContent).toContain('Doorstep is locked.')
  expect(screen.getByRole('button', { name: 'Finish visit' })).toBeDefined()
})

test('VS1 another person’s draft under this key never appears', () => {
  const foreign = draftOf({ ...kitchenForm, personId: 'harold' })
  open({ draft: ({ key }) => ({ ...foreign({ key: 'visit/harold/v-doreen' }), key }) })
  expect(screen.getByLabelText<HTMLTextAreaElement>('What I did').value).toBe('')
  expect(screen.queryByText(/Your draft from/)).toBeNull()
})

test('VS2 a resumed draft says so, and starting again asks first', () => {
  open({ draft: draftOf(kitchenForm) })
  expect(screen.getByText('Your draft from 09:11.')).toBeDefined()
  press('Start again')
  expect(screen.getByLabelText<HTMLTextAreaElement>('What I did').value).toBe(kitchenForm.note.did)
  press('Throw it away')
  expect(screen.getByLabelText<HTMLTextAreaElement>('What I did').value).toBe('')
})

test('DR3 typing says "Not saved yet", and "Saved on this tablet" only after the disk', async () => {
  const { engine } = open()
  type('What I did', 'Sat her forward.')
  expect(screen.getByText('Not saved yet')).toBeDefined()
  expect(screen.queryByText(/Saved on this tablet/)).toBeNull()
  press('Keep as draft')
  expect(await screen.findByText('Saved on this tablet 09:20')).toBeDefined()
  const draft = engine.commands.find((command): command is SaveDraft => command.type === 'save-draft')
  expect(draft?.key).toBe('visit/doreen/v-doreen')
  expect(draft?.value).toContain('Sat her forward.')
})

test('DR1 leaving a field saves at once, and so does hiding the page', async () => {
  const { engine } = open()
  const saved = () => engine.commands.filter((command): command is SaveDraft => command.type === 'save-draft')
  type('What I did', 'Sat her forward.')
  fireEvent.focusOut(screen.getByLabelText('What I did'))
  await waitFor(() => expect(saved()).toHaveLength(1))
  type('What I did', 'Sat her forward. Rescue inhaler.')
  fireEvent(window, new Event('pagehide'))
  await waitFor(() => expect(saved()).toHaveLength(2))
  expect(saved()[1]?.value).toContain('Rescue inhaler.')
})

test('DR4 a draft that finds no space is said at once, with what to do', async () => {
  open({}, { outcome: () => ({ ok: false, problem: { type: 'no-space' } }) })
  type('What I did', 'Sat her forward.')
  press('Keep as draft')
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Not enough space on this tablet.')
  expect(screen.getByLabelText<HTMLTextAreaElement>('What I did').value).toBe('Sat her forward.')
})
