/** One quiet line at the top of every screen of the public: in their words, what this phone has sent and when it last heard of anything. */
import { useShell } from '../shell-context.ts'
import { Icon } from './Icon.tsx'
import { pillIcon } from './SyncPill.tsx'

export function PublicSync() {
  const { pill: model } = useShell()
  const pill = model.pill.value
  return (
    <div class="public-sync">
      {pill !== undefined && (
        <a href="/sync">
          <Icon name={pillIcon(pill)} />
          <span>{[model.words.value, model.needsYou.value].filter((part) => part !== undefined).join('. ')}</span>
        </a>
      )}
      <span class="unseen" role="status">
        {model.announcement.value}
      </span>
    </div>
  )
}
