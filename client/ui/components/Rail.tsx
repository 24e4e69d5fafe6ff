/** Main navigation of the team's screens: a rail beside a wide screen, tabs below a tall one. */
import type { Route } from '../router.ts'
import * as en from '../text/en/shell.ts'
import { chooseText } from '../text/text.ts'
import { Icon, type IconName } from './Icon.tsx'
import { Logo } from './Logo.tsx'

const text = chooseText({ en })

interface Place {
  readonly href: string
  readonly words: string
  readonly icon: IconName
  readonly routeNames: ReadonlySet<Route['name']>
}

const syncPlace: Place = { href: '/sync', words: text.sync, icon: 'sync', routeNames: new Set(['sync']) }

export const governancePlaces: readonly Place[] = [
  { href: '/', words: text.audit, icon: 'eye', routeNames: new Set(['home', 'today', 'join']) },
  syncPlace,
]

export const staffPlaces: readonly Place[] = [
  {
    href: '/today',
    words: text.today,
    icon: 'door',
    routeNames: new Set([
      'home',
      'today',
      'team',
      'team-settings',
      'team-devices',
      'handover',
      'rounds',
      'held-back',
      'recovery-kit',
      'decisions',
      'plan-visit',
      'join',
    ]),
  },
  {
    href: '/people',
    words: text.people,
    icon: 'people',
    routeNames: new Set([
      'people',
      'add-person',
      'person',
      'looks-after',
      'visit',
      'medicine',
      'allergies',
      'plan',
      'details',
      'sharing',
      'decided',
      'bring-in',
    ]),
  },
  { href: '/tasks', words: text.tasks, icon: 'tick', routeNames: new Set(['tasks']) },
  { href: '/messages', words: text.messages, icon: 'message', routeNames: new Set(['messages', 'thread']) },
  syncPlace,
]

interface RailProps {
  readonly places: readonly Place[]
  readonly routeName: Route['name']
  readonly unread?: number
  /** Open tasks this member has. */
  readonly ownTasks?: number
}

export function Rail({ ownTasks = 0, places, routeName, unread = 0 }: RailProps) {
  return (
    <nav class="rail" aria-label={text.mainNavigation}>
      <Logo name={text.appName} />
      <ul>
        {places.map(({ href, words, icon, routeNames }) => (
          <li key={href}>
            <a href={href} aria-current={routeNames.has(routeName) ? 'page' : undefined}>
              <Icon name={icon} />
              <span>{words}</span>
              {href === '/tasks' && ownTasks > 0 && <span class="count">{text.toDo(ownTasks)}</span>}
              {href === '/messages' && unread > 0 && <span class="count">{text.newCount(unread)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
