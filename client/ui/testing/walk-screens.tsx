/** The whole app of staff at a path, and the steps that come by a press: for rules about every screen. */
import { act, fireEvent, render } from '@testing-library/preact'
import { App } from '../App.tsx'
import { createUpdateModel } from '../models/update-model.ts'
import { createTestApp } from './render-screen.tsx'
import { meAisha } from './sample-cast.ts'
import { createSampleEngine, type SampleOptions, sampleViews } from './sample-engine.ts'

/** Every view of the samples, and those given, with `change` made to each object in them, from the inside outwards. */
export function changedViews(views: object, change: (value: object, changed: object) => unknown) {
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed)
    if (value instanceof Map || value instanceof Set || value instanceof Uint8Array) return value
    if (typeof value !== 'object' || value === null) return value
    return change(value, Object.fromEntries(Object.entries(value).map(([name, part]) => [name, changed(part)])))
  }
  return Object.fromEntries(
    Object.entries({ ...sampleViews, ...views }).map(([name, view]) => [
      name,
      typeof view === 'function'
        ? (params: never) => changed((view as (params: never) => unknown)(params))
        : changed(view),
    ]),
  ) as NonNullable<SampleOptions['views']>
}

async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  })
}

export async function openAt(path: string, views: NonNullable<SampleOptions['views']>) {
  window.history.replaceState(null, '', path)
  const engine = createSampleEngine({ device: { type: 'open', me: meAisha }, views })
  const app = createTestApp({ engine })
  const update = createUpdateModel({ formGuard: app.formGuard, takeOver: () => {}, reload: () => {}, after: () => {} })
  const page = render(<App app={app} update={update} />)
  await page.findByRole('heading', { level: 1 })
  await settle()
  return { engine, page }
}

const steps = /^(Check before giving|I have checked|Give it again|Check and finish|I have looked at it)/

/** By a press each: further, further still, back, and to what one says where nothing was given. */
export const presses: readonly RegExp[] = [steps, steps, /^Not now/, /^Not given/]

/** To what is found by words, and to what comes by a press. */
export async function goOn(words: string, press: RegExp): Promise<void> {
  const box = document.querySelector<HTMLInputElement>('main [type=search]')
  if (box !== null) fireEvent.input(box, { target: { value: words } })
  await settle()
  for (const button of document.querySelectorAll<HTMLButtonElement>('main button'))
    if (press.test(button.textContent ?? '')) fireEvent.click(button)
  await settle()
}
