/**
 * An invitation was opened on a device that is in already: one calm line on top
 * says whose device this is and what to do, and stays until it is closed (JN7).
 * The invitation this device itself joined with is no news.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { DeviceState } from '../../engine-api/device-state.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/shell.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'

const text = chooseText({ en })

export function AlreadyJoined({ state }: { readonly state: DeviceState }) {
  const { router } = useApp()
  const fragment = router.fragment.value
  const [shown, setShown] = useState('')
  const settled = useRef('')
  useEffect(() => {
    if (fragment === '' || fragment === settled.current) return
    if (state.type === 'empty' || state.type === 'waiting-to-join') settled.current = fragment
    else if (isIn(state)) setShown(fragment)
  }, [fragment, state.type])

  function close(): void {
    settled.current = shown
    setShown('')
  }

  return (
    <div role="status">
      {shown !== '' && isIn(state) && (
        <div class="news-bar">
          <Words state={state} />
          <Button onPress={close}>{text.alreadyIn.action}</Button>
        </div>
      )}
    </div>
  )
}

function Words({ state }: { readonly state: DeviceState }) {
  const { deviceWord } = useApp()
  return (
    <p>
      {titleOf(state, deviceWord)} {text.alreadyIn.words}
    </p>
  )
}

function isIn({ type }: DeviceState): boolean {
  return type === 'open' || type === 'locked' || type === 'fetching' || type === 'elsewhere'
}

function titleOf(state: DeviceState, deviceWord: string): string {
  if (state.type === 'locked') return text.alreadyIn.of(deviceWord, state.name)
  if (state.type !== 'open') return text.alreadyIn.somebody
  const { audience, signature, spaceName } = state.me
  return text.alreadyIn.in(audience === 'public' ? 'phone' : deviceWord, signature.name, spaceName)
}
