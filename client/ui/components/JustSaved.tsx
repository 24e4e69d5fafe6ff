/** What the disk has just confirmed, in words; read out, and focused, since the control that was pressed has gone. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import { medicineFormText } from '../text/en/medicine-form.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en: medicineFormText })
const visit = chooseText({ en: visitText })

interface JustSavedProps {
  readonly words: string
  readonly children?: ComponentChildren
}

export function JustSaved({ children, words }: JustSavedProps) {
  const { deviceWord } = useApp()
  const { pill } = useShell()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const isOffline = pill.pill.value?.type === 'no-signal'
  return (
    <div class="honest just-saved" role="status" tabIndex={-1} ref={box}>
      <Icon name="clock" />
      <p>
        <b>
          {text.saved(deviceWord)} {words}
        </b>
        {isOffline ? visit.doneWillSend : null}
        {children}
      </p>
    </div>
  )
}
