/** Paths and links. Rules RO of client/ui/SPEC.md. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRouter, parsePath, type Route, type Router, routeToPath } from './router.ts'

const id = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !['.', '..'].includes(text))
const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>(
    { name: 'today' },
    { name: 'people' },
    { name: 'tasks' },
    { name: 'messages' },
    { name: 'rounds' },
    { name: 'sync' },
    { name: 'home' },
  ),
  id.map((personId) => ({ name: 'person', personId }) as const),
  id.map((personId) => ({ name: 'plan', personId }) as const),
  id.map((personId) => ({ name: 'looks-after', personId }) as const),
  id.map((threadId) => ({ name: 'thread', threadId }) as const),
  fc.tuple(id, fc.option(id)).map(([personId, visitId]) => ({ name: 'visit', personId, visitId }) as const),
)

test('RO1 a route written and read again is the same route', () => {
  fc.assert(
    fc.property(route, (one) => {
      expect(parsePath(routeToPath(one))).toEqual(one)
    }),
  )
})

test('RO1 any text is some route, never an error', () => {
  fc.assert(
    fc.property(fc.string(), (path) => {
      expect(parsePath(`/${path}`).name).toBeTypeOf('string')
    }),
  )
})

test.each(['/nowhere', '/person', '/person/a/b/c', '/visit/a/b/c', '/today/x'])('RO1 %s is no page of ours', (path) =>
  expect(parsePath(path)).toEqual({ name: 'unknown' }),
)

describe('in a window', () => {
  let router: Router
  beforeEach(() => {
    window.history.replaceState(null, '', '/today')
    router = createRouter(window)
  })
  afterEach(() => {
    router.dispose()
    document.body.innerHTML = ''
  })

  function click(html: string, init: MouseEventInit = {}): boolean {
    document.body.innerHTML = html
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, button: 0, ...init })
    let isTaken = false
    const afterRouter = () => {
      isTaken = event.defaultPrevented
      // What the browser would do now is not part of the test.
      event.preventDefault()
    }
    window.addEventListener('click', afterRouter, { once: true })
    document.querySelector('b')?.dispatchEvent(event)
    return isTaken
  }

  test('RO2 a plain click on a link of ours moves without reloading', () => {
    expect(click('<a href="/person/doreen"><b>Doreen</b></a>')).toBe(true)
    expect(router.route.value).toEqual({ name: 'person', personId: 'doreen' })
    expect(window.location.pathname).toBe('/person/doreen')
    expect(router.hasMoved()).toBe(true)
  })

  test.each<[string, string, MouseEventInit]>([
    ['with a modifier key', '<a href="/people"><b>x</b></a>', { ctrlKey: true }],
    ['with another button', '<a href="/people"><b>x</b></a>', { button: 1 }],
    ['to another origin', '<a href="https://example.org/people"><b>x</b></a>', {}],
    ['to a telephone', '<a href="tel:01632960018"><b>x</b></a>', {}],
    ['to the relay', '<a href="/demo"><b>x</b></a>', {}],
    ['within the page', '<a href="#content"><b>x</b></a>', {}],
  ])('RO2 a click %s is left to the browser', (_, html, init) => {
    expect(click(html, init)).toBe(false)
    expect(router.route.value).toEqual({ name: 'today' })
  })

  test('RO2 going where we are adds nothing to the history', () => {
    const before = window.history.length
    router.go({ name: 'today' })
    expect(window.history.length).toBe(before)
    expect(router.hasMoved()).toBe(false)
  })

  test('RO2 an invite is taken out of the address before anything is drawn', () => {
    router.dispose()
    window.history.replaceState(null, '', '/join#j=abc')
    router = createRouter(window)
    expect(router.fragment.value).toBe('j=abc')
    expect(window.location.hash).toBe('')
    router.go({ name: 'home' }, 'replace')
    expect(router.fragment.value).toBe('')
  })

  test('RO2 an invite pasted into the address of the open page is taken, and kept when the browser reports it twice', async () => {
    const reported = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }))
    window.location.hash = '#j=pasted'
    await reported
    await expect.poll(() => router.fragment.value).toBe('j=pasted')
    expect(window.location.hash).toBe('')
  })
})
