/** Says that this device is about to lock, that what is typed is saved, and how to keep it open (SK1, SK3, SK5). */
import { useApp } from '../app-context.ts'
import type { AutoLockState } from '../models/auto-lock.ts'
import { watchAutoLock } from '../models/auto-lock-watch.ts'
import { useModel } from '../models/use-model.ts'
import { lockText } from '../text/en/lock.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'

const text = chooseText({ en: lockText })

export function LockBar() {
  const app = useApp()
  const model = useModel(() => watchAutoLock(app, window), [app.engine])
  return <LockWords state={model.state.value} onKeep={model.used} />
}

interface LockWordsProps {
  readonly state: AutoLockState
  readonly onKeep: () => void
}

/** Read out once, not each second: the seconds are for the eye. */
export function LockWords({ onKeep, state }: LockWordsProps) {
  const { deviceWord } = useApp()
  const isSoon = state.type === 'soon'
  const said = isSoon ? text.soon[state.why](deviceWord) : state.type === 'waits' ? text.waits(deviceWord) : null
  return (
    <div class="lock-bar">
      <div role="alert">
        {said !== null && (
          <p>
            {said} {isSoon && state.saved && text.saved}
          </p>
        )}
      </div>
      {isSoon && (
        <>
          <span class="countdown" aria-hidden="true">
            {text.seconds(state.seconds)}
          </span>
          {state.why === 'idle' && (
            <Button kind="main" onPress={onKeep}>
              {text.keepOpen}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
