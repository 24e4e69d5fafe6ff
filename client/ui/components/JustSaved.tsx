/** What the disk has just confirmed, in words; read out, and focused, since the control that was pressed has gone. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { medicineFormText } from '../text/en/medicine-form.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'
import { SavedBox } from './SavedBox.tsx'
import { useHowFar } from './use-how-far.ts'

const text = chooseText({ en: medicineFormText })
const visit = chooseText({ en: visitText })

interface JustSavedProps {
  readonly words: string
  readonly children?: ComponentChildren
}

export function JustSaved({ children, words }: JustSavedProps) {
  const { deviceWord } = useApp()
  const box = useRef<HTMLDivElement>(null)
  const howFar = useHowFar()
  useEffect(() => box.current?.focus(), [])
  return (
    <SavedBox hasLeft={howFar === 'sent'} box={box}>
      <p>
        <b>
          {text.saved(deviceWord)} {words}
        </b>
        {howFar !== 'goes' && visit.done[howFar]}
        {children}
      </p>
    </SavedBox>
  )
}
