/** A screen that is fetched late, on the page. Rule SH1 of client/ui/SPEC.md. */
import { cleanup } from '@testing-library/preact'
import { type JSX, render } from 'preact'
import { afterEach, expect, test, vi } from 'vitest'
import { lazyScreen } from './lazy-screen.tsx'
import { createTestApp, InShell, renderScreen } from './testing/render-screen.tsx'
import { meAisha } from './testing/sample-cast.ts'

afterEach(cleanup)

const settled = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)))

test('SH1 a screen that was prepared is there with its first drawing', async () => {
  const Late = lazyScreen(() => Promise.resolve(() => <h1>Here</h1>))
  Late.prepare()
  await settled()
  expect(renderScreen(<Late />).container.textContent).toBe('Here')
})

test('SH1 a screen that comes between its first drawing and what follows it is shown', async () => {
  const prepared = Promise.withResolvers<() => JSX.Element>()
  const Late = lazyScreen(() => prepared.promise)
  Late.prepare()
  const place = document.body.appendChild(document.createElement('div'))
  // Without the testing library, which lets nothing happen between the two.
  render(<InShell app={createTestApp()} me={meAisha} screen={<Late />} />, place)
  prepared.resolve(() => <h1>Here</h1>)
  await expect.poll(() => place.textContent).toBe('Here')
  render(null, place)
})

test('SH1 what could not be prepared is fetched again when it is needed', async () => {
  let isThere = false
  const Late = lazyScreen(async () => {
    if (!isThere) throw new Error('no signal')
    return () => <h1>Here</h1>
  })
  Late.prepare()
  await settled()
  isThere = true
  await renderScreen(<Late />).findByRole('heading', { name: 'Here' })
})

test('SH1 what does not come says so with a way on, and is shown if it comes after all', async () => {
  vi.useFakeTimers()
  const late = Promise.withResolvers<() => JSX.Element>()
  const Late = lazyScreen(() => late.promise)
  const { findByRole, getByRole } = renderScreen(<Late />)
  await vi.advanceTimersByTimeAsync(8_000)
  vi.useRealTimers()
  getByRole('button', { name: 'Try again' })
  late.resolve(() => <h1>Here</h1>)
  await findByRole('heading', { name: 'Here' })
})
