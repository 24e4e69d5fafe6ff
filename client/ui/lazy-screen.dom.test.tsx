/** A screen that is fetched late, on the page. Rule SH1 of client/ui/SPEC.md. */
import { cleanup, render } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { lazyScreen } from './lazy-screen.tsx'

afterEach(cleanup)

const settled = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)))

test('SH1 a screen that was prepared is there with its first drawing', async () => {
  const Late = lazyScreen(() => Promise.resolve(() => <h1>Here</h1>))
  Late.prepare()
  await settled()
  expect(render(<Late />).container.textContent).toBe('Here')
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
  await render(<Late />).findByRole('heading', { name: 'Here' })
})
