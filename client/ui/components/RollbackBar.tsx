/**
 * On every screen of staff while the relay is without something it had; to administrators and information
 * governance for a day after as well, since they have to ask why (SY740).
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { RollbackView } from '../../engine-api/sync-views.ts'
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import * as en from '../text/en/rollback.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en })
const dayMs = 24 * 60 * 60_000

export function RollbackBar() {
  const { clock, deviceWord } = useApp()
  const rollbacks = useShell().pill.sync.value?.rollbacks ?? []
  const told = rollbacks.find((each) => isForEveryScreen(each, clock.value))
  return (
    <div role="status">
      {told !== undefined && (
        <div class="fork-bar">
          <Icon name="alert" />
          <p>
            <b>{text.bar.title(told)}</b> {text.bar.words(told, deviceWord)}
          </p>
          <a class="link" href="/sync">
            {text.bar.action}
          </a>
        </div>
      )}
    </div>
  )
}

function isForEveryScreen({ overAt, to }: RollbackView, now: Instant): boolean {
  return overAt === null || (to !== 'staff' && now - overAt < dayMs)
}
