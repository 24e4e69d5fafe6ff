/** Every screen there is, walked by its route: the sync pill of the team, the public's one line. Rules SP4 and SP5. */
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import type { Me } from '../engine-api/device-state.ts'
import { App } from './App.tsx'
import { createUpdateModel } from './models/update-model.ts'
import { pathByRoute } from './testing/paths.ts'
import { createTestApp } from './testing/render-screen.tsx'
import { meAisha, meDoreen, meNoor } from './testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from './testing/sample-engine.ts'
import { offlineSync } from './testing/sample-sync.ts'
import { draftOf, kitchenForm } from './testing/sample-writing.ts'

afterEach(cleanup)

const odd = [
  ['person', '/person/nobody', {}],
  ['visit, still opening', '/visit/doreen/v-doreen', { person: undefined }],
  ['thread, still opening', '/thread/t-doreen', { thread: undefined }],
  ['messages, still opening', '/messages', { threads: undefined }],
] as const satisfies readonly (readonly [string, string, SampleOptions['views']])[]

function open(me: Me, path: string, views: SampleOptions['views'] = {}): void {
  window.history.replaceState(null, '', path)
  const engine = createSampleEngine({ device: { type: 'open', me }, views: { sync: offlineSync, ...views } })
  const app = createTestApp({ engine })
  const update = createUpdateModel({ formGuard: app.formGuard, takeOver: () => {}, reload: () => {}, after: () => {} })
  render(<App app={app} update={update} />)
}

const staffPill = {
  drawn: 'No signal – 3 saved here\u00a0· Needs you (1)',
  said: 'No signal – 3 saved here. Needs you (1)',
}
const publicLine = 'No signal – saved on this phone. Something was not sent'

/** Waits for the screen: it and its frame are fetched when first needed. */
async function expectOnce({ drawn, said }: typeof staffPill): Promise<void> {
  await screen.findAllByText(said)
  const main = within(screen.getByRole('main'))
  const links = await main.findAllByRole('link')
  const found = links.filter((link) => link.getAttribute('href') === '/sync')
  expect(found.map((link) => link.textContent)).toEqual([drawn])
  expect(main.getAllByRole('status').filter((status) => status.textContent === said)).toHaveLength(1)
}

test.each([
  ['the audit', '/'],
  ['her sync panel', '/sync'],
])('SP4 AU144 information governance: %s', async (_, path) => {
  open(meNoor, path)
  await expectOnce(staffPill)
  expect(
    screen
      .getAllByRole('navigation')
      .flatMap((bar) => within(bar).getAllByRole('link'))
      .map((link) => link.getAttribute('href')),
  ).toEqual(['/', '/sync'])
})

describe('the team', () => {
  test.each(Object.entries(pathByRoute))('SP4 TW6 %s', async (_, path) => {
    open(meAisha, path)
    await expectOnce(staffPill)
    expect(document.body.textContent).not.toMatch(/\d[ap]m\b/)
  })

  test.each(odd)('SP4 %s', async (_, path, views) => {
    open(meAisha, path, views)
    await expectOnce(staffPill)
  })

  test('SP4 each step of a visit', async () => {
    open(meAisha, pathByRoute.visit, { draft: draftOf(kitchenForm) })
    for (const [press, title] of [
      ['Check and finish', 'Check and finish'],
      ['Finish visit', 'Visit finished'],
    ] as const) {
      fireEvent.click(await screen.findByRole('button', { name: press }))
      await screen.findByRole('heading', { level: 1, name: title })
      await expectOnce(staffPill)
    }
  })
})

describe('the public', () => {
  test.each(Object.entries(pathByRoute))('SP5 TW6 %s', async (_, path) => {
    open(meDoreen, path)
    await expectOnce({ drawn: publicLine, said: publicLine })
    const line = screen.getByRole('link', { name: publicLine })
    expect(screen.getByRole('main').firstElementChild?.contains(line)).toBe(true)
    expect(document.body.textContent).not.toMatch(/\d{1,2}:\d{2}(?![\dap])/)
  })
})
