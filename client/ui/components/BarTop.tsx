/** The head of the public's inner pages: the way back at the start, "Read to me" at the end where this phone can speak. */
import { useEffect } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { publicText } from '../text/en/public.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'

const text = chooseText({ en: publicText })

interface BarTopProps {
  /** What is read; nothing to read shows no button. */
  readonly aloud?: string
}

export function BarTop({ aloud = '' }: BarTopProps) {
  const { speaker } = useApp().page
  useEffect(() => () => speaker?.stop(), [speaker])
  return (
    <header class="bar-top">
      <ButtonLink kind="plain" icon="back" href="/">
        {text.back}
      </ButtonLink>
      {speaker !== null && aloud !== '' && (
        <Button icon="speaker" onPress={() => (speaker.isSpeaking.peek() ? speaker.stop() : speaker.say(aloud))}>
          {speaker.isSpeaking.value ? text.stopReading : text.readToMe}
        </Button>
      )}
    </header>
  )
}
