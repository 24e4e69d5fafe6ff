/** On every screen, as long as it is so: nothing more is to be written here, or there, and where it says what to do (SY120). */
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import * as en from '../text/en/forks.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en })

export function ForkBar() {
  const { deviceWord } = useApp()
  const { me, pill } = useShell()
  const forks = pill.sync.value?.forks ?? []
  const [worst] = [...forks.filter(({ type }) => type === 'team'), ...forks.filter(({ type }) => type === 'group')]
  return (
    <div role="alert">
      {worst !== undefined && (
        <div class="fork-bar">
          <Icon name="alert" />
          {me.audience === 'public' ? (
            <p>{text.bar.forPublic}</p>
          ) : (
            <p>
              <b>{text.bar.title(worst, deviceWord)}</b> {text.bar.words}
            </p>
          )}
          {me.audience === 'staff' && (
            <a class="link" href="/sync">
              {text.bar.action}
            </a>
          )}
        </div>
      )}
    </div>
  )
}
