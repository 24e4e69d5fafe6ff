/** Says quietly that who changed what is a colleague's word, while this device has not checked it. Rule QV561. */
import type { AccordingTo as Names } from '../../engine-api/according-to.ts'
import { useApp } from '../app-context.ts'
import { accordingToText } from '../text/en/according-to.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en: accordingToText })

export function AccordingTo({ names = [] }: { readonly names: Names | undefined }) {
  const { deviceWord } = useApp()
  return names.length === 0 ? null : <p class="small quiet">{text.words(names, deviceWord)}</p>
}
