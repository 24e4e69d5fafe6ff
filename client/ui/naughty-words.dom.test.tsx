/**
 * SF220: whatever somebody typed is shown as words. What people wrote is found in
 * the samples by having a space in it, as no id and no word of a list has, so a
 * view's new field is among it; and each field of each form is typed into.
 */
import { act, cleanup, render } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { naughtyMarkup, naughtyStrings } from '../../shared/testing/naughty-strings.ts'
import type { Me } from '../engine-api/device-state.ts'
import type { QueryName } from '../engine-api/queries.ts'
import { App } from './App.tsx'
import { createUpdateModel } from './models/update-model.ts'
import { pathByRoute } from './testing/paths.ts'
import { createTestApp } from './testing/render-screen.tsx'
import { meAisha, meDoreen, meNoor } from './testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions, sampleViews } from './testing/sample-engine.ts'

afterEach(cleanup)

const everyWord = Object.values(naughtyStrings).join(' ')

function withNaughty(value: unknown): unknown {
  if (typeof value === 'string') return /\S \S/.test(value) ? `${value} ${everyWord}` : value
  if (Array.isArray(value)) return value.map(withNaughty)
  if (value instanceof Map || value instanceof Set || value instanceof Uint8Array) return value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withNaughty(each)]))
}

const views = Object.fromEntries(
  Object.entries(sampleViews).map(([name, view]) => [
    name as QueryName,
    typeof view === 'function'
      ? (params: never) => withNaughty((view as (params: never) => unknown)(params))
      : withNaughty(view),
  ]),
) as SampleOptions['views']

/** All that any of the markup would leave behind. */
const left = () => document.querySelectorAll('[data-naughty], [onerror], [onload], [onfocus], main script, main style')
const main = () => document.querySelector('main') ?? document.body

async function open(me: Me, path: string): Promise<void> {
  window.history.replaceState(null, '', path)
  const app = createTestApp({ engine: createSampleEngine({ device: { type: 'open', me }, ...(views && { views }) }) })
  const update = createUpdateModel({ formGuard: app.formGuard, takeOver: () => {}, reload: () => {}, after: () => {} })
  const page = render(<App app={app} update={update} />)
  await page.findByRole('heading', { level: 1 })
  await act(async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  })
}

const isRun = () => Reflect.has(window, 'naughty') || Reflect.has(Object.prototype, 'naughty')
let shown = 0

describe.each([
  ['staff', meAisha],
  ['the person', meDoreen],
  ['information governance', meNoor],
] as const)('SF220 to %s', (_, me) => {
  test.each(Object.entries(pathByRoute))('%s shows words and typed words as words', async (_route, path) => {
    await open(me, path)
    expect([...left()].map(({ outerHTML }) => outerHTML.slice(0, 120))).toEqual([])
    if (main().textContent?.includes('<img src=x onerror="window.naughty=1" data-naughty>')) shown++
    const addresses = [...main().querySelectorAll<HTMLAnchorElement>('a[href]')].map((link) =>
      link.getAttribute('href'),
    )
    expect(addresses.filter((address) => /^\s*(javascript|data):/i.test(address ?? ''))).toEqual([])
    for (const field of main().querySelectorAll<HTMLInputElement>(
      'textarea, input:not([type=checkbox], [type=radio], [type=file])',
    )) {
      await act(async () => {
        field.value = naughtyMarkup
        field.dispatchEvent(new Event('input', { bubbles: true }))
      })
    }
    expect([left().length, isRun()]).toEqual([0, false])
  })
})

test('SF220 and the walk has shown what people wrote', () => {
  expect(shown).toBeGreaterThan(25)
})
