/**
 * Where we are, as data. `parsePath` and `routeToPath` are pure; `createRouter`
 * keeps one signal in step with the browser's history and turns ordinary links
 * of this app into navigation without a reload.
 */
import { type ReadonlySignal, signal } from '@preact/signals'

export type Route =
  /** The first screen: Today for staff, Home for the public. */
  | { readonly name: 'home' }
  | { readonly name: 'today' }
  | { readonly name: 'people' }
  | { readonly name: 'add-person' }
  /** `item`: of the story, to show at once. */
  | { readonly name: 'person'; readonly personId: string; readonly item?: string }
  | { readonly name: 'plan'; readonly personId: string }
  | { readonly name: 'details'; readonly personId: string }
  /** What was decided about a person. */
  | { readonly name: 'decided'; readonly personId: string }
  /** Who is where; without a date, today. */
  | { readonly name: 'team'; readonly date?: string }
  /** What the team settles for itself: its number and hours, templates, rota. */
  | { readonly name: 'team-settings' }
  /** The rounds of the team: who is on each, and whom it looks after. */
  | { readonly name: 'rounds' }
  /** Who looks after one person. */
  | { readonly name: 'looks-after'; readonly personId: string }
  /** The people of the team and their devices. */
  | { readonly name: 'team-devices' }
  /** Printing the recovery kit and giving two sheets back. */
  | { readonly name: 'recovery-kit' }
  /** What removed devices had not sent, for an administrator to decide about. */
  | { readonly name: 'held-back' }
  /** What waits for somebody's decision. */
  | { readonly name: 'decisions' }
  /** Records that colleagues opened who do not look after their people. */
  | { readonly name: 'opened' }
  /** What is with a colleague, to be handed on. */
  | { readonly name: 'handover'; readonly memberId: string }
  /** A new visit, to somebody; without a person, whom to choose first. */
  | { readonly name: 'plan-visit'; readonly personId: string | null }
  | { readonly name: 'visit'; readonly personId: string; readonly visitId: string | null }
  | { readonly name: 'tasks' }
  /** One medicine of a person; without an id one to add. */
  | { readonly name: 'medicine'; readonly personId: string; readonly medicineId: string | null }
  /** A person's allergies: recorded, new, none known. */
  | { readonly name: 'allergies'; readonly personId: string }
  | { readonly name: 'messages' }
  | { readonly name: 'thread'; readonly threadId: string }
  | { readonly name: 'sync' }
  /** The public's next visit, whom to call, medicines, text size. */
  | { readonly name: 'next' }
  | { readonly name: 'worse' }
  | { readonly name: 'medicines' }
  | { readonly name: 'text-size' }
  | { readonly name: 'team-card' }
  /** The public's: who can see my things, who looked; of family what they see. */
  | { readonly name: 'who' }
  | { readonly name: 'looked' }
  | { readonly name: 'see' }
  /** The public's: what the circles they are in have to do. */
  | { readonly name: 'circle-tasks' }
  /** To staff: what a person shares, and who looked. */
  | { readonly name: 'sharing'; readonly personId: string }
  /** To staff: a square code for the person's own phone. */
  | { readonly name: 'bring-in'; readonly personId: string }
  | { readonly name: 'join' }
  | { readonly name: 'unknown' }

export function parsePath(path: string): Route {
  const [first = '', second, third, ...rest] = path.split('/').filter((part) => part !== '')
  if (rest.length > 0) return { name: 'unknown' }
  if (first === 'visit' && second !== undefined)
    return { name: 'visit', personId: decode(second), visitId: third === undefined ? null : decode(third) }
  if (first === 'medicine' && second !== undefined)
    return { name: 'medicine', personId: decode(second), medicineId: third === undefined ? null : decode(third) }
  if (first === 'person' && second !== undefined && third === 'plan') return { name: 'plan', personId: decode(second) }
  if (first === 'person' && second !== undefined && third === 'details')
    return { name: 'details', personId: decode(second) }
  if (first === 'person' && second !== undefined && third === 'decided')
    return { name: 'decided', personId: decode(second) }
  if (first === 'person' && second !== undefined && third === 'looks-after')
    return { name: 'looks-after', personId: decode(second) }
  if (first === 'person' && second !== undefined && third === 'sharing')
    return { name: 'sharing', personId: decode(second) }
  if (first === 'person' && second !== undefined && third === 'phone')
    return { name: 'bring-in', personId: decode(second) }
  if (first === 'person' && second !== undefined && third !== undefined)
    return { name: 'person', personId: decode(second), item: decode(third) }
  if (third !== undefined) return { name: 'unknown' }
  if (first === 'plan-visit') return { name: 'plan-visit', personId: second === undefined ? null : decode(second) }
  if (first === 'handover' && second !== undefined) return { name: 'handover', memberId: decode(second) }
  if (first === 'team' && second !== undefined) return { name: 'team', date: decode(second) }
  if (first === 'person' && second !== undefined) return { name: 'person', personId: decode(second) }
  if (first === 'allergies' && second !== undefined) return { name: 'allergies', personId: decode(second) }
  if (first === 'thread' && second !== undefined) return { name: 'thread', threadId: decode(second) }
  if (second !== undefined) return { name: 'unknown' }
  switch (first) {
    case '':
      return { name: 'home' }
    case 'today':
    case 'people':
    case 'add-person':
    case 'team':
    case 'team-settings':
    case 'team-devices':
    case 'rounds':
    case 'recovery-kit':
    case 'held-back':
    case 'decisions':
    case 'opened':
    case 'tasks':
    case 'messages':
    case 'sync':
    case 'next':
    case 'worse':
    case 'medicines':
    case 'text-size':
    case 'team-card':
    case 'who':
    case 'looked':
    case 'see':
    case 'circle-tasks':
    case 'join':
      return { name: first }
    default:
      return { name: 'unknown' }
  }
}

export function routeToPath(route: Route): string {
  switch (route.name) {
    case 'home':
    case 'unknown':
      return '/'
    case 'person':
      return ['/person', route.personId, ...(route.item === undefined ? [] : [route.item])]
        .map((part, at) => (at === 0 ? part : encodeURIComponent(part)))
        .join('/')
    case 'plan':
      return `/person/${encodeURIComponent(route.personId)}/plan`
    case 'allergies':
      return `/allergies/${encodeURIComponent(route.personId)}`
    case 'details':
      return `/person/${encodeURIComponent(route.personId)}/details`
    case 'decided':
      return `/person/${encodeURIComponent(route.personId)}/decided`
    case 'looks-after':
      return `/person/${encodeURIComponent(route.personId)}/looks-after`
    case 'sharing':
      return `/person/${encodeURIComponent(route.personId)}/sharing`
    case 'bring-in':
      return `/person/${encodeURIComponent(route.personId)}/phone`
    case 'team':
      return route.date === undefined ? '/team' : `/team/${encodeURIComponent(route.date)}`
    case 'handover':
      return `/handover/${encodeURIComponent(route.memberId)}`
    case 'plan-visit':
      return route.personId === null ? '/plan-visit' : `/plan-visit/${encodeURIComponent(route.personId)}`
    case 'thread':
      return `/thread/${encodeURIComponent(route.threadId)}`
    case 'medicine':
      return ['/medicine', route.personId, ...(route.medicineId === null ? [] : [route.medicineId])]
        .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
        .join('/')
    case 'visit':
      return ['/visit', route.personId, ...(route.visitId === null ? [] : [route.visitId])]
        .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
        .join('/')
    default:
      return `/${route.name}`
  }
}

/** A path that is not valid percent-encoding names nothing we have. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export interface Router {
  readonly route: ReadonlySignal<Route>
  /** What follows '#' of the address the app was opened with: an invite, or the link that founds. */
  readonly fragment: ReadonlySignal<string>
  readonly go: (route: Route, how?: 'push' | 'replace') => void
  readonly back: () => void
  /** False until the first navigation after opening. */
  readonly hasMoved: () => boolean
  readonly dispose: () => void
}

/** `window` and its history come in, so that a test can bring its own. */
export function createRouter(window: Window): Router {
  const route = signal(parsePath(window.location.pathname))
  const fragment = signal(takeFragment(window))
  let moved = false

  function follow(): void {
    moved = true
    route.value = parsePath(window.location.pathname)
    fragment.value = takeFragment(window)
  }

  /** After `popstate`, which took the invite already: an empty fragment here says nothing. */
  function followFragment(): void {
    const taken = takeFragment(window)
    if (taken !== '') fragment.value = taken
  }

  function go(next: Route, how: 'push' | 'replace' = 'push'): void {
    const path = routeToPath(next)
    if (path === window.location.pathname && window.location.hash === '') return
    if (how === 'push') window.history.pushState(null, '', path)
    else window.history.replaceState(null, '', path)
    window.scrollTo(0, 0)
    follow()
  }

  function takeLink(event: MouseEvent): void {
    const path = readOwnLink(event, window.location.origin)
    if (path === undefined) return
    event.preventDefault()
    go(parsePath(path))
  }

  window.addEventListener('popstate', follow)
  window.addEventListener('hashchange', followFragment)
  window.document.addEventListener('click', takeLink)
  return {
    route,
    fragment,
    go,
    back: () => window.history.back(),
    hasMoved: () => moved,
    dispose: () => {
      window.removeEventListener('popstate', follow)
      window.removeEventListener('hashchange', followFragment)
      window.document.removeEventListener('click', takeLink)
    },
  }
}

/** An invite holds a secret: it leaves the address bar and the history before anything is drawn. */
function takeFragment(window: Window): string {
  const fragment = window.location.hash.replace(/^#/, '')
  const isLink = /^[jfr]=/.test(fragment)
  if (isLink) window.history.replaceState(null, '', window.location.pathname)
  return isLink ? fragment : ''
}

/** The path of a plain click on a link of this app; undefined when the browser should do what it always does. */
function readOwnLink(event: MouseEvent, origin: string): string | undefined {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (!plain || event.defaultPrevented || !(event.target instanceof Element)) return undefined
  const link = event.target.closest('a')
  if (link === null || link.target !== '' || link.hasAttribute('download')) return undefined
  const href = link.getAttribute('href')
  if (href === null || href.startsWith('#')) return undefined
  const url = new URL(href, origin)
  const isOurs = url.origin === origin && parsePath(url.pathname).name !== 'unknown' && url.hash === ''
  return isOurs ? url.pathname : undefined
}
