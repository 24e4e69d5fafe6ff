/**
 * Every form there is, found by walking: each screen is opened, each of its
 * buttons pressed once, and what appears is typed in. Whatever has taken a word
 * must hold the form guard, or a new version would take it away (UP1); and the
 * screen says who reads what is written there (RB985).
 */
import { act, cleanup, render, waitFor } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { naughtyMarkup } from '../../shared/testing/naughty-strings.ts'
import type { DeviceState } from '../engine-api/device-state.ts'
import { App } from './App.tsx'
import { createUpdateModel } from './models/update-model.ts'
import type { Route } from './router.ts'
import { galleryStates } from './testing/gallery-states.ts'
import { pathByRoute } from './testing/paths.ts'
import { createTestApp, type TestApp } from './testing/render-screen.tsx'
import { meAisha, meDoreen } from './testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from './testing/sample-engine.ts'
import { staffInvite } from './testing/sample-writing.ts'
import { unknownPage } from './text/en/shell.ts'

afterEach(cleanup)

/** Searching and choosing, a day and a file too, write nothing that a reload could lose. */
const chosen = '[type=search], [inputmode=search], [type=checkbox], [type=radio], [type=date], [type=file], [hidden]'
const isTyped = (field: HTMLElement) => field.matches(`textarea, input:not(${chosen})`)

const settle = (does: () => void = () => {}) =>
  act(async () => {
    does()
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  })

interface Place {
  readonly name: string
  readonly path: string
  readonly device: DeviceState
  readonly options?: Omit<SampleOptions, 'device'>
}

async function open({ device, options, path }: Place, presses: readonly number[]): Promise<TestApp> {
  cleanup()
  window.history.replaceState(null, '', path)
  const app = createTestApp({ engine: createSampleEngine({ ...options, device }) })
  const update = createUpdateModel({ formGuard: app.formGuard, takeOver: () => {}, reload: () => {}, after: () => {} })
  render(<App app={app} update={update} />)
  // Not by its role: that asks for the style of everything on the page, each time it changes.
  await waitFor(() => expect(document.querySelector('h1')).not.toBeNull())
  await settle()
  const isPage = document.querySelector('h1')?.textContent !== unknownPage.title
  if (device === staff && isPage && !saysWhoReads(app)) quiet.add(app.router.route.value.name)
  for (const press of presses) {
    const [from, says, before] = [app.router.route.value.name, saysWhoReads(app), writtenAt(app).length]
    await settle(() => buttons()[press]?.click())
    if (writtenAt(app).length > before) noteWriting(from, says)
  }
  if (device.type === 'open' && fields().length > 0) noteWriting(app.router.route.value.name, saysWhoReads(app))
  return app
}

const main = () => document.querySelector('main') ?? document.body
const buttons = () => [...main().querySelectorAll<HTMLButtonElement>('button:not([type=submit])')]
/** Without what it is about: “Change” of each of ten lines opens the same form. */
function shownWords(button: HTMLButtonElement): string {
  const copy = button.cloneNode(true) as HTMLButtonElement
  for (const about of copy.querySelectorAll('.unseen')) about.remove()
  return copy.textContent ?? ''
}
const fields = () => [...main().querySelectorAll<HTMLInputElement>('textarea, input')].filter(isTyped)
const nameOf = (field: HTMLInputElement) =>
  field.labels?.[0]?.textContent ?? field.getAttribute('aria-label') ?? field.id
const type = (field: HTMLInputElement | undefined, words: string) =>
  settle(() => {
    if (field === undefined) return
    field.value = words
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })

/** What takes a word at this place and does not hold the guard. Screens that were walked already are not walked again. */
async function findUnheld(place: Place): Promise<readonly string[]> {
  const unheld: string[] = []
  const tried = new Set<string>()
  const paths: (readonly number[])[] = [[]]
  const wordsByPath = new Map<string, readonly string[]>()
  for (const presses of paths) {
    let app = await open(place, presses)
    if (presses.length === 0 && isWalked(main().textContent)) return []
    const words = buttons().map(shownWords)
    wordsByPath.set(presses.join(), words)
    for (const [index, name] of fields().map(nameOf).entries()) {
      if (tried.has(name)) continue
      tried.add(name)
      // One form that holds must not speak for another.
      if (app.formGuard.isBusy.value) app = await open(place, presses)
      // With a digit: some take no letters.
      await type(fields()[index], `half a word 4 ${naughtyMarkup}`)
      if (!app.formGuard.isBusy.value) unheld.push(name)
      if (main().querySelector('[data-naughty]') !== null) marked.push(name)
      await type(fields()[index], '')
    }
    if (presses.length === 2) continue
    // At first every button of the screen; then those that the last press has brought.
    const old = presses.length === 0 ? [] : (wordsByPath.get(presses.slice(0, -1).join()) ?? [])
    const fresh = words.filter((each, index) => !old.includes(each) && words.indexOf(each) === index)
    paths.push(...fresh.map((each) => [...presses, words.indexOf(each)]))
  }
  fieldsTried += tried.size
  return unheld
}

/** What is asked, or kept for who writes alone. */
const asked = ['save-draft', 'mark-seen', 'who-waits', 'list', 'show-draft', 'how-far', 'invite']

const writtenAt = ({ engine }: TestApp) =>
  [
    ...engine.commands,
    ...engine.accessActs,
    ...engine.circleActs,
    ...engine.inPersonActs,
    ...engine.teamActs,
    ...engine.heldActs,
  ].filter(({ type }) => !asked.includes(type))

/** Where no one line says it, but each part or a sentence of its own. */
const otherWords: { readonly [Name in Route['name']]?: RegExp } = {
  person: /Staff read this record\.|The person reads them\./,
  visit: /will read this/,
  who: /The staff who look after you see your record\./,
  'circle-tasks': /can read this/,
}

/** Letters of a secret: nobody reads them. */
const readByNobody: readonly Route['name'][] = ['sync', 'recovery-kit']

function saysWhoReads({ router }: TestApp): boolean {
  if (main().querySelector('.audience, .audience-line') !== null) return true
  return otherWords[router.route.value.name]?.test(main().textContent) ?? false
}

/** Beside letters of a secret: conversations, and each thing held back, name their own readers; a square has no word of anybody. */
const withoutReaders: readonly Route['name'][] = [...readByNobody, 'messages', 'held-back', 'bring-in']

const quiet = new Set<Route['name']>()
const written = new Set<Route['name']>()
const silent = new Set<Route['name']>()

function noteWriting(name: Route['name'], says: boolean): void {
  written.add(name)
  if (!says) silent.add(name)
}

let fieldsTried = 0
/** Where what was typed became an element. */
const marked: string[] = []
const walked = new Set<string | null>()
function isWalked(words: string | null): boolean {
  if (walked.has(words)) return true
  walked.add(words)
  return false
}

const staff: DeviceState = { type: 'open', me: meAisha }
const hers: DeviceState = { type: 'open', me: meDoreen }
/** What no plain screen offers: forms of an administrator, of a conflict, of another's record, of a device not open. */
const withFormsOfTheirOwn = [
  'not-joined',
  'unlock-pin',
  'sync-pin-none',
  'team-devices-admin',
  'recovery-kit',
  'recovery-kit-new',
  'recovery-kit-unfinished',
  'rounds-admin',
  'held-back',
  'person-outside',
  'person-two-doses',
  'person-warned',
  'details-disputed',
  'team-settings-apart',
  'visit-kitchen',
  'family-circle',
  'circle-tasks',
  'circle-tasks-hers',
  'circle-tasks-record',
]
const places: readonly Place[] = [
  ...Object.entries(pathByRoute).map(([name, path]) => ({ name, path, device: staff })),
  ...Object.entries(pathByRoute).map(([name, path]) => ({ name: `public ${name}`, path, device: hers })),
  ...withFormsOfTheirOwn.map((name) => {
    const { device = staff, path, ...options } = galleryStates[name]!
    return { name: `as in ${name}`, path, device, options }
  }),
  {
    name: 'join',
    path: '/#j=x',
    device: { type: 'empty' },
    options: { invite: { type: 'good', invite: staffInvite } },
  },
  { name: 'recover', path: '/#r=x', device: { type: 'empty' } },
  {
    name: 'unlock',
    path: '/',
    device: { type: 'locked', name: 'Aisha', unsentCount: 2, opensWith: 'passphrase', waitUntil: null },
  },
]

describe('UP1 whatever has taken a word holds back a new version', () => {
  test.each(places)('$name', async (place) => {
    expect(await findUnheld(place)).toEqual([])
  })

  test('and the walk has found what there is to type in', () => {
    expect(fieldsTried).toBeGreaterThan(60)
  })

  test('RB281 and each screen of staff says who reads what stands on it', () => {
    expect([...quiet].sort()).toEqual([...withoutReaders].sort())
  })

  test('RB985 and wherever something is written it says who reads it', () => {
    expect([...silent].sort()).toEqual([...readByNobody].sort())
    expect(written.size).toBeGreaterThan(20)
  })

  test('SF220 and what is typed is words in each of them', () => {
    expect(marked).toEqual([])
  })
})
