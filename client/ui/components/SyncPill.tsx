/** The one sync pill, in the far top corner of every screen of the team; pressing it opens the panel. */
import type { Pill } from '../../engine-api/sync-views.ts'
import { useShell } from '../shell-context.ts'
import { Icon, type IconName } from './Icon.tsx'

const iconByType: Readonly<Record<Pill['type'], IconName>> = {
  'up-to-date': 'tick',
  'nothing-to-send': 'tick',
  'to-send': 'sync',
  sending: 'sync',
  'no-signal': 'no-signal',
}

const stillTypes: ReadonlySet<Pill['type']> = new Set(['up-to-date', 'nothing-to-send'])

export function pillIcon(pill: Pill): IconName {
  return pill.needsYou > 0 ? 'alert' : iconByType[pill.type]
}

export function SyncPill() {
  const { pill: model } = useShell()
  const pill = model.pill.value
  if (pill === undefined) return null
  const needsYou = model.needsYou.value
  return (
    <>
      <a class={stillTypes.has(pill.type) ? 'pill still' : 'pill'} href="/sync">
        <Icon name={iconByType[pill.type]} />
        <span>
          {model.words.value}
          {needsYou !== undefined && (
            <>
              {'\u00a0· '}
              <span class="needs">{needsYou}</span>
            </>
          )}
        </span>
      </a>
      <span class="unseen" role="status">
        {model.announcement.value}
      </span>
    </>
  )
}
