/** Rules PE of client/ui/SPEC.md, on the screen. */
import { act, cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { renderScreen } from '../../testing/render-screen.tsx'
import { people } from '../../testing/sample-cast.ts'
import { createSampleEngine, type Script } from '../../testing/sample-engine.ts'
import { People } from './People.tsx'

afterEach(cleanup)

test('PE1 typing finds people by any of their names', () => {
  const { getByRole, getByText } = renderScreen(<People />)
  const list = () => within(getByRole('region', { name: 'People found' })).getAllByRole('link')
  expect(list()).toHaveLength(10)
  fireEvent.input(getByRole('searchbox', { name: 'Find a person' }), { target: { value: 'dot' } })
  expect(list().map((link) => link.getAttribute('href'))).toEqual(['/person/doreen'])
  getByText('1 of 12 people on this device')
})

test('PE2 a row has name, born with age and NHS number, and nothing clinical', () => {
  const { getByRole } = renderScreen(<People />)
  const row = getByRole('link', { name: /ASHWORTH/ })
  expect(row.textContent).toBe('ASHWORTH, Doreen (Mrs)Born 14-Mar-1947 (79y) NHS No. 999 000 0018New message')
})

test('PE2 names are never shortened', async () => {
  const { findByText } = renderScreen(<People />)
  await findByText('FEATHERSTONEHAUGH-CHOLMONDELEY, Mabel (Lady)')
})

test('PN12 two NHS numbers stand in the list, each whole, and it says to check', () => {
  const person = { ...people[0]!, nhsNumber: '9990000018 or 9990000026' }
  const disputed = [{ kind: 'detail', id: 'nhsNumber' } as const]
  const rows = [{ person, newMessages: 0, disputed }]
  const engine = createSampleEngine({ views: { people: { rows, total: 1 } } })
  const row = renderScreen(<People />, { engine }).getByRole('link', { name: /ASHWORTH/ })
  expect(row.textContent).toContain('999 000 0018 or 999 000 0026')
  expect(row.textContent).toContain('Different NHS numbers – check')
})

test('PE3 nobody found says what was looked for', () => {
  const { getByRole } = renderScreen(<People />)
  fireEvent.input(getByRole('searchbox'), { target: { value: ' zz ' } })
  const words = document.body.textContent ?? ''
  expect(words).toContain('Nobody found for “zz”.')
  expect(words).toContain('Only people on this device can be found.')
})

describe('PE4 a long list', () => {
  const rows = Array.from({ length: 250 }, (_, index) => ({
    person: { ...people[0]!, personId: `p-${index}` },
    newMessages: 0,
  }))
  const count = () => within(screen.getByRole('region', { name: 'People found' })).getAllByRole('link').length
  const open = (length = rows.length) => {
    const views: Script = {
      people: ({ limit }) => ({ rows: rows.slice(0, Math.min(limit ?? length, length)), found: length, total: length }),
    }
    renderScreen(<People />, { engine: createSampleEngine({ views }) })
  }

  test('begins with a screenful; the button shows more, also past those that were asked for at first', () => {
    open()
    expect(count()).toBe(10)
    for (const [hidden, then] of [
      [234, 42],
      [208, 74],
      [176, 106],
      [144, 138],
    ] as const) {
      fireEvent.click(screen.getByRole('button', { name: `Show more (${hidden})` }))
      expect(count()).toBe(then)
    }
  })

  test('a moment later sixteen are drawn', async () => {
    open()
    await expect.poll(count).toBe(16)
  })

  test('PE1120 no button comes and goes with them, and its count stands still', async () => {
    const button = () => screen.queryByRole('button', { name: /Show more/ })?.textContent
    for (const [length, words] of [
      [16, undefined],
      [20, 'Show more (4)'],
    ] as const) {
      open(length)
      expect([count(), button()]).toEqual([10, words])
      await expect.poll(count).toBe(16)
      expect(button()).toBe(words)
      cleanup()
    }
  })

  test('grows by itself as its end is neared, to its last row', async () => {
    const reached: (() => void)[] = []
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        readonly #listener: IntersectionObserverCallback
        constructor(listener: IntersectionObserverCallback) {
          this.#listener = listener
        }
        observe() {
          const entry = { isIntersecting: true } as IntersectionObserverEntry
          reached.push(() => this.#listener([entry], this as unknown as IntersectionObserver))
        }
        disconnect() {}
      },
    )
    open()
    // The list is looked at from after its frame on.
    await expect.poll(() => reached.length).toBe(1)
    expect(count()).toBe(16)
    const turns = () =>
      act(() => {
        for (const tell of reached.splice(0)) tell()
      })
    const counts = Array.from({ length: 9 }, () => {
      turns()
      return count()
    })
    vi.unstubAllGlobals()
    expect(counts).toEqual([48, 80, 112, 144, 176, 208, 240, 250, 250])
    expect(screen.queryByRole('button', { name: /Show more/ })).toBeNull()
  })

  test('PE720 told several times at once where its end is, it goes by the last', async () => {
    let tell: IntersectionObserverCallback | undefined
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        constructor(listener: IntersectionObserverCallback) {
          tell = listener
        }
        observe() {}
        disconnect() {}
      },
    )
    open()
    await expect.poll(() => tell).toBeDefined()
    expect(count()).toBe(16)
    const told = (...inView: readonly boolean[]) =>
      act(() => {
        const entries = inView.map((isIntersecting) => ({ isIntersecting }) as IntersectionObserverEntry)
        tell?.(entries, {} as IntersectionObserver)
      })
    told(true, false)
    expect(count()).toBe(16)
    told(false, true)
    expect(count()).toBe(48)
    vi.unstubAllGlobals()
  })

  test('begins anew with other words', () => {
    open()
    fireEvent.click(screen.getByRole('button', { name: 'Show more (234)' }))
    fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'a' } })
    expect(count()).toBe(10)
  })
})

test('PE3 an empty device says why', () => {
  const engine = createSampleEngine({ views: { people: { rows: [], total: 0 } } })
  renderScreen(<People />, { engine }).getByText('Nobody here yet.')
})

test('SH2 before the store answers nothing reads as "nobody"', () => {
  const engine = createSampleEngine({ views: { people: undefined } })
  const { queryByText, getByText } = renderScreen(<People />, { engine })
  getByText('Opening what is stored here.')
  expect(queryByText('Nobody here yet.')).toBeNull()
})
