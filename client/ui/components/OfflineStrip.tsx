/** Without signal since when, and that one can carry on. Nothing while there is signal. */
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import * as en from '../text/en/today.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en })

export function OfflineStrip() {
  const { clock } = useApp()
  const since = useShell().pill.sync.value?.offlineSince ?? null
  if (since === null) return null
  return (
    <p class="strip">
      <Icon name="no-signal" />
      <b>{text.offline(since, clock.value)}</b>
    </p>
  )
}
