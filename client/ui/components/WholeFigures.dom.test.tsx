/** FG1110: the mark that ends a sentence stays with the figures before it. */
import { cleanup, render } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { WholeFigures } from './WholeFigures.tsx'

afterEach(cleanup)

test('FG1110 a date with its full stop is one box, with no box of its own within: alone on a line the date alone would fill it', () => {
  const { container } = render(<WholeFigures>Last heard from 15-Nov-2026 18:20. Then nothing.</WholeFigures>)
  const boxes = [...container.querySelectorAll('.whole-word')].map(({ textContent }) => textContent)
  expect(boxes).toEqual(['15-Nov-2026 18:20.'])
  expect(container.textContent).toBe('Last heard from 15-Nov-2026 18:20. Then nothing.')
})
