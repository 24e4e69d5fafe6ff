/** A conversation and the list of them, found by role and name. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outcome, SaveDraft, SendMessage } from '../../../engine-api/commands.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-screen.tsx'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import { offlineSync } from '../../testing/sample-sync.ts'
import { countedReach, countedThread, messageDraft, travelledThread } from '../../testing/sample-writing.ts'
import { Messages } from './Messages.tsx'
import { Thread } from './Thread.tsx'

/** Stands in for the browser's own: the test says what is in view, as a busy one does several times at once. */
let inView: (...told: readonly boolean[]) => void = () => {}
beforeEach(() => {
  inView = () => {}
  globalThis.IntersectionObserver = class {
    constructor(listener: IntersectionObserverCallback) {
      inView = (...told) => {
        const entries = told.map((isIntersecting) => ({ isIntersecting }) as IntersectionObserverEntry)
        listener(entries, this as unknown as IntersectionObserver)
      }
    }
    observe(): void {}
    disconnect(): void {}
  } as unknown as typeof IntersectionObserver
})
afterEach(cleanup)

function open(options: SampleOptions = {}, render: RenderOptions = {}) {
  const engine = createSampleEngine({ ...options, views: { thread: travelledThread, ...options.views } })
  return renderScreen(<Thread threadId="t-karen" />, { engine, ...render })
}

/** Lets everything that is on its way arrive: a draft's save, then the message's. */
const settled = (does: () => void = () => {}) =>
  act(async () => {
    does()
    for (let i = 0; i < 30; i++) await Promise.resolve()
  })

const box = () => screen.getByLabelText<HTMLTextAreaElement>('Write to Karen')
const type = (words: string) => fireEvent.input(box(), { target: { value: words } })
const sends = (commands: readonly { readonly type: string }[]) =>
  commands.filter((command): command is SendMessage => command.type === 'send-message')

test('MS1 who can read it stands above the box, in words', () => {
  const { unmount } = open()
  expect(screen.getByText('Karen (family or friend) can read this', { selector: '.audience span' })).toBeDefined()
  unmount()
  const staffThread = { ...travelledThread.thread!, audience: { type: 'staff-only' } as const }
  open({ views: { thread: { ...travelledThread, thread: staffThread } } })
  expect(screen.getByText('Staff only. Nobody else can read this.')).toBeDefined()
  expect(screen.getByLabelText('Write to staff')).toBeDefined()
})

test('MS2 each of mine says how far it has travelled, in words', () => {
  open()
  const words = ['Seen 08:05', 'On Doreen’s phone 09:03', 'Sent 09:06', 'Not sent – try again']
  for (const each of words) expect(within(screen.getByRole('log')).getByText(each)).toBeDefined()
  expect(screen.getByText('Saved on this tablet. Will send when there is signal.')).toBeDefined()
})

test('TW4 TW5 what counts several opens their names, offline as of the last contact', async () => {
  open({ views: { thread: countedThread, reach: countedReach, sync: offlineSync } })
  const chip = screen.getByRole('button', { name: 'Seen by 2 of 5 08:05 · as known at 09:10 Who?' })
  fireEvent.click(chip)
  const dialog = screen.getByRole('dialog', { name: 'Who has it' })
  expect(
    within(dialog)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'Ben OkaforSeen 08:05On their device since 08:03',
    'Priya ShahSeen 08:20 · known since 08:50On their device since 08:03',
    'Lena NovakOn their device since 08:10Not seen yet',
    'Dr Tom ReidNot yet',
    'GOGrace ObiNot yet',
  ])
  expect(within(dialog).getByText('No signal: as known at 09:10. More may have happened since.')).toBeDefined()
  await settled(() => fireEvent.click(within(dialog).getByRole('button', { name: 'Close' })))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('TW5 what one reader has needs no names', () => {
  open()
  expect(screen.queryByRole('button', { name: /Who\?$/ })).toBeNull()
})

test('MS2 what is not sent can be tried again', () => {
  const { engine } = open()
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(engine.calls).toEqual(['syncNow'])
})

test('MS7 what arrived long after it was written shows both times', () => {
  open()
  expect(screen.getByText('Written 02:10 · arrived 07:40')).toBeDefined()
})

test('MS8 an answer shows what it answers, and answering names the message', async () => {
  const { engine } = open()
  expect(screen.getByRole('article', { name: /Thank you for telling us/ }).textContent).toContain(
    'Doreen Ashworth: I was up four times.',
  )
  fireEvent.click(screen.getByRole('button', { name: 'Answer Ben Okafor' }))
  expect(screen.getByText('You are answering Ben Okafor')).toBeDefined()
  expect(document.activeElement).toBe(box())
  type('Thank you')
  await settled(() => void fireEvent.click(screen.getByRole('button', { name: 'Send' })))
  expect(sends(engine.commands)[0]).toMatchObject({ threadId: 't-karen', text: 'Thank you', answers: 'm-3' })
})

test('MS4 the words leave the box only when they are saved', async () => {
  let answer: (outcome: Outcome) => void = () => {}
  const engine = createSampleEngine({ views: { thread: travelledThread } })
  const slow = {
    ...engine,
    run: (command: Parameters<typeof engine.run>[0]) =>
      command.type === 'send-message'
        ? new Promise<Outcome>((resolve) => {
            answer = resolve
          })
        : engine.run(command),
  }
  renderScreen(<Thread threadId="t-karen" />, { engine: slow })
  type('I will ring at 12')
  await settled(() => void fireEvent.click(screen.getByRole('button', { name: 'Send' })))
  expect(box().value).toBe('I will ring at 12')
  await settled(() => answer({ ok: true }))
  expect(box().value).toBe('')
})

test('MS890 what is typed while a message is being saved stays, without the words that were sent', async () => {
  let answer: (outcome: Outcome) => void = () => {}
  const engine = createSampleEngine({ views: { thread: travelledThread } })
  const run: typeof engine.run = (command) =>
    command.type === 'send-message' ? new Promise((resolve) => (answer = resolve)) : engine.run(command)
  renderScreen(<Thread threadId="t-karen" />, { engine: { ...engine, run } })
  type('I will ring at 12')
  await settled(() => void fireEvent.click(screen.getByRole('button', { name: 'Send' })))
  type('I will ring at 12 And bring')
  await settled(() => answer({ ok: true }))
  expect(box().value).toBe('And bring')
})

test('MS4 a refusal says why and gives the typing back', async () => {
  open({
    outcome: ({ type: kind }) =>
      kind === 'send-message' ? { ok: false, problem: { type: 'too-long', limit: 8000 } } : { ok: true },
  })
  type('A very long story')
  await settled(() => void fireEvent.click(screen.getByRole('button', { name: 'Send' })))
  expect(screen.getByRole('alert').textContent).toContain('At most 8000 letters fit.')
  expect(box().value).toBe('A very long story')
})

test('MS4 nothing is sent twice: the tap is on the disk first, and an empty box sends nothing', async () => {
  const { engine } = open()
  fireEvent.click(screen.getByRole('button', { name: 'Send' }))
  expect(sends(engine.commands)).toEqual([])
  type('Once')
  await settled(() => {
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
  })
  const [sent, ...more] = sends(engine.commands)
  expect(more).toEqual([])
  const kept = engine.commands.find((command): command is SaveDraft => command.type === 'save-draft')
  expect(kept?.value).toContain(sent!.commandId)
})

test('MS5 the draft of this conversation is there again, and it is this one’s own', async () => {
  const { engine } = open({ views: { draft: messageDraft } })
  expect(box().value).toBe('Is there anything she should bring if')
  expect(screen.getByText('Saved on this tablet 09:16')).toBeDefined()
  type('Is there anything')
  fireEvent(window, new Event('pagehide'))
  await settled()
  const kept = engine.commands.find((command): command is SaveDraft => command.type === 'save-draft')
  expect(kept).toMatchObject({ key: 'message/t-karen' })
  expect(kept?.value).toContain('Is there anything')
})

test('MS6 at a keyboard Enter sends and Shift+Enter does not; on a tablet Enter does not', async () => {
  const desk = open({}, { deviceWord: 'computer' })
  type('From the desk')
  fireEvent.keyDown(box(), { key: 'Enter', shiftKey: true })
  fireEvent.keyDown(box(), { key: 'Enter', isComposing: true })
  await settled()
  expect(sends(desk.engine.commands)).toEqual([])
  await settled(() => void fireEvent.keyDown(box(), { key: 'Enter' }))
  expect(sends(desk.engine.commands)).toHaveLength(1)
  desk.unmount()
  const tablet = open()
  type('From the kitchen')
  await settled(() => void fireEvent.keyDown(box(), { key: 'Enter' }))
  expect(sends(tablet.engine.commands)).toEqual([])
  expect(screen.getByRole('button', { name: 'Send' })).toBeDefined()
})

test('MS3 only after a second in view is a message told as seen', () => {
  const { engine } = open()
  inView(true)
  inView(false)
  expect(engine.commands.filter((command) => command.type === 'mark-seen')).toEqual([])
})

test('MS722 told several times at once whether it is in view, a message goes by the last', async () => {
  const { engine } = open()
  inView(false, true)
  await waitFor(() => expect(engine.commands.filter(({ type }) => type === 'mark-seen')).toHaveLength(1))
})

test('MS9 unread is said in words; the conversation that is open is marked', () => {
  open()
  const threads = screen.getByRole('navigation', { name: 'Conversations' })
  expect(within(threads).getByText('Doreen Ashworth · 1 new')).toBeDefined()
  expect(within(threads).getByRole('link', { current: true }).textContent).toContain('Karen Ashworth')
})

test('MS9 no messages, no conversations and an unknown one each say what to do', () => {
  const none = open({ views: { thread: { ...travelledThread, messages: [] } } })
  expect(screen.getByText('No messages yet. Write to Karen here.')).toBeDefined()
  none.unmount()
  const unknown = open({ views: { thread: { thread: null, complete: true, messages: [] } } })
  expect(screen.getByText('This conversation is not on this device.')).toBeDefined()
  unknown.unmount()
  const engine = createSampleEngine({ views: { threads: { rows: [], unread: 0 } } })
  renderScreen(<Messages />, { engine })
  expect(screen.getByText('No messages yet.')).toBeDefined()
})
