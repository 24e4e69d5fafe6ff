/** Whether messages may be sent: on the person's phone, to staff on her page, and where staff would write; found by role and name. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { ContactState } from '../../engine-api/contact.ts'
import { circleThread } from '../testing/gallery-circle.ts'
import { heldThread } from '../testing/gallery-contact.ts'
import { renderScreen } from '../testing/render-screen.tsx'
import { meDoreen } from '../testing/sample-cast.ts'
import { agreedHerself, agreedInPerson, stoppedByPhone, stoppedHerself, unagreed } from '../testing/sample-contact.ts'
import { createSampleEngine, type SampleOptions } from '../testing/sample-engine.ts'
import { samplePerson } from '../testing/sample-record.ts'
import { onHerPhone, sampleSharing } from '../testing/sample-sharing.ts'
import { messageDraft } from '../testing/sample-writing.ts'
import { Home } from './public/Home.tsx'
import { PublicMessages } from './public/PublicMessages.tsx'
import { WhoSees } from './public/WhoSees.tsx'
import { Person } from './staff/Person.tsx'
import { Sharing } from './staff/Sharing.tsx'
import { Thread } from './staff/Thread.tsx'

afterEach(cleanup)

const notAsked: ContactState = { type: 'not-asked' }

function asDoreen(page: Parameters<typeof renderScreen>[0], contact: ContactState, options: SampleOptions = {}) {
  const engine = createSampleEngine({ ...options, views: { sharing: { ...onHerPhone, contact }, ...options.views } })
  return renderScreen(page, { engine, me: meDoreen, deviceWord: 'phone' })
}

const asStaff = (page: Parameters<typeof renderScreen>[0], options: SampleOptions = {}) =>
  renderScreen(page, { engine: createSampleEngine(options) })

const button = (name: string) => screen.getByRole('button', { name })
const said = { type: 'set-contact', personId: 'doreen' }

test('FS322 on her own phone it says what holds, since when and who wrote it down; two taps stop it, the first says what goes on', async () => {
  const { engine } = asDoreen(<WhoSees />, agreedInPerson)
  const section = within(screen.getByRole('region', { name: 'Messages from your team' }))
  expect(section.getByText(/^Your team may send you messages here/)).toBeDefined()
  expect(section.getByText(/Since 3 November 2026\. Aisha wrote it down for you\./)).toBeDefined()
  fireEvent.click(section.getByRole('button', { name: 'Stop messages' }))
  expect(section.getByText(/^Visits and care go on as before\..*You can always write to them\.$/)).toBeDefined()
  expect(engine.commands).toEqual([])
  fireEvent.click(section.getByRole('button', { name: 'Yes, stop messages' }))
  expect(await section.findByText(/^Saved on this phone\. It is on its way now/)).toBeDefined()
  expect(engine.commands).toMatchObject([{ ...said, agreed: false, said: 'herself' }])
})

test('FS322 stopped, she agrees again in two taps; what was refused is said and nothing is called saved', async () => {
  const outcome = () => ({ ok: false, problem: { type: 'no-space' } }) as const
  const { engine } = asDoreen(<WhoSees />, stoppedHerself, { outcome })
  expect(screen.getByText(/Since 22 November 2026\. You said so\./)).toBeDefined()
  fireEvent.click(button('Agree again'))
  fireEvent.click(button('Yes, they may'))
  expect(await screen.findByRole('alert')).toBeDefined()
  expect(screen.queryByText(/^Saved\./)).toBeNull()
  expect(engine.commands).toMatchObject([{ ...said, agreed: true, said: 'herself' }])
})

test('FS322 while it is on its way nothing is offered on her phone and nothing is asked', async () => {
  asDoreen(<WhoSees />, { type: 'unknown' })
  const section = within(screen.getByRole('region', { name: 'Messages from your team' }))
  expect(section.getByText('This is still on its way to this phone.')).toBeDefined()
  expect(section.queryByRole('button')).toBeNull()
})

test('FS323 until she has answered her first page asks, one tap each way, and below what never moves', async () => {
  for (const [name, agreed, words] of [
    ['Yes, they may', true, /^Saved on this phone\..* Then your team may send you messages here\./],
    ['No, thank you', false, /^Saved on this phone\..* Then your team rings you, or tells you when they come\./],
  ] as const) {
    const { engine, unmount } = asDoreen(<Home />, notAsked)
    const ask = await screen.findByRole('region', { name: 'May your team send you messages here?' })
    const four = screen.getByRole('navigation', { name: 'What would you like to do?' })
    expect(four.compareDocumentPosition(ask) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
    fireEvent.click(within(ask).getByRole('button', { name }))
    expect(await screen.findByText(words)).toBeDefined()
    expect(screen.getByRole('link', { name: 'Change this' }).getAttribute('href')).toBe('/who')
    expect(engine.commands).toMatchObject([{ ...said, agreed, said: 'herself' }])
    unmount()
  }
  asDoreen(<Home />, agreedHerself)
  await act(async () => {})
  expect(screen.queryByText('May your team send you messages here?')).toBeNull()
})

test('FS323 in her talk with the team, once stopped, it says that she can write all the same; she can', async () => {
  asDoreen(<PublicMessages />, stoppedHerself)
  expect(await screen.findByText(/You can write to them all the same\./)).toBeDefined()
  const box = screen.getByLabelText<HTMLTextAreaElement>('Write to your team')
  fireEvent.input(box, { target: { value: 'I feel worse' } })
  expect(button('Send').getAttribute('aria-disabled')).toBeNull()
})

test('FS324 staff see in a line on her page what holds and on whose word, and where it is written down', () => {
  const lines = [
    [agreedInPerson, /agrees to messages in Doorstep.*Said in person, 3 November 2026\. Aisha Rahman wrote it down\./],
    [stoppedHerself, /wants no messages in Doorstep\. Said on \S+’s own phone, 22 November 2026\./],
    [
      stoppedByPhone,
      /wants no messages in Doorstep\. Said on the phone, 22 November 2026\. Aisha Rahman wrote it down\./,
    ],
    [notAsked, /has not been asked yet whether messages may be sent\./],
    [{ type: 'unknown' }, /is still on its way to this device\./],
  ] as const
  for (const [contact, words] of lines) {
    const { unmount } = asStaff(<Person personId="doreen" />, { views: { person: { ...samplePerson, contact } } })
    const link = within(screen.getByText(words)).getByRole('link')
    expect(link.getAttribute('href')).toBe('/person/doreen/sharing')
    unmount()
  }
})

test('FS324 staff write down in two taps what she said and how; the first says when one may, and what it does', async () => {
  const { engine } = asStaff(<Sharing personId="doreen" />, {
    views: { sharing: { ...sampleSharing, contact: notAsked } },
  })
  fireEvent.click(button('Record that Dot wants no messages'))
  expect(screen.getByText(/Visits and care go on, and Dot can still write\./)).toBeDefined()
  fireEvent.click(button('Leave it as it is'))
  fireEvent.click(button('Record that Dot agrees'))
  expect(screen.getByText(/^Only when Dot told you so: your name stands beside it\./)).toBeDefined()
  expect(engine.commands).toEqual([])
  fireEvent.click(button('Said on the phone'))
  expect(await screen.findByText(/^Saved on this .*\. It is on its way now/)).toBeDefined()
  expect(engine.commands).toMatchObject([{ ...said, agreed: true, said: 'by-phone' }])
})

test('FS325 where staff may not write it says what to do, with her number to ring and the answer to write down there', async () => {
  const { engine } = asStaff(<Thread threadId="t-doreen" />, { views: { thread: heldThread(notAsked) } })
  const held = within(screen.getByRole('region', { name: 'Doreen has not agreed to messages yet.' }))
  expect(held.getByText(/Ask Doreen at the visit, then record it here, or ring Doreen\./)).toBeDefined()
  const call = held.getByRole('link', { name: 'Ring Doreen: 01632 960123' })
  expect(call.getAttribute('href')).toBe('tel:01632960123')
  expect(screen.queryByRole('textbox')).toBeNull()
  fireEvent.click(held.getByRole('button', { name: 'Record that Doreen agrees' }))
  fireEvent.click(held.getByRole('button', { name: 'Said in person' }))
  await waitFor(() => expect(engine.commands).toMatchObject([{ ...said, agreed: true, said: 'in-person' }]))
})

test('FS325 what was typed before stays in sight and is not sent; without a number the details are a press away', async () => {
  const thread = heldThread(stoppedHerself, '')
  const { engine } = asStaff(<Thread threadId="t-doreen" />, { views: { thread, draft: messageDraft } })
  expect(
    screen.getByText(
      /Said on Doreen’s own phone, 22 November 2026\. Speak at the visit\. No phone number of Doreen is in the details\./,
    ),
  ).toBeDefined()
  expect(screen.getByRole('link', { name: 'Add a phone number' }).getAttribute('href')).toBe('/person/doreen/details')
  const box = screen.getByRole<HTMLTextAreaElement>('textbox')
  expect(box.value).toMatch(/^Is there anything she should bring/)
  expect(button('Send').getAttribute('aria-disabled')).toBe('true')
  fireEvent.submit(box.closest('form')!)
  fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true })
  await act(async () => {})
  expect(engine.commands.filter(({ type }) => type === 'send-message')).toEqual([])
  expect(screen.getByText(/What you typed is kept here/)).toBeDefined()
})

test('FS550 to ring is said where there is a number to ring, and only there', () => {
  for (const state of [notAsked, stoppedHerself, { type: 'unknown' }] as const) {
    for (const phone of ['01632 960123', '']) {
      const { container, unmount } = asStaff(<Thread threadId="t-doreen" />, {
        views: { thread: heldThread(state, phone) },
      })
      const words = container.querySelector('.may-not-write')?.textContent ?? ''
      expect([phone, /\bring\b/i.test(words)]).toEqual([phone, phone !== ''])
      expect(words.includes('No phone number of Doreen is in the details.')).toBe(phone === '')
      unmount()
    }
  }
})

test('FS325 in her circle it says why, and while it is on its way that it is', () => {
  const { unmount } = asStaff(<Thread threadId="t-circle" />, {
    views: { thread: { ...circleThread, unagreed: unagreed(notAsked) } },
  })
  expect(screen.getByText(/What is written in this circle comes to Doreen’s phone too\./)).toBeDefined()
  unmount()
  asStaff(<Thread threadId="t-doreen" />, { views: { thread: heldThread({ type: 'unknown' }) } })
  expect(screen.getByText(/Until it is here nothing can be sent\. If it cannot wait, ring Doreen\./)).toBeDefined()
})
