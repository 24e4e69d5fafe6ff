/** A question for which there is no conversation here: it stands in words, to be read out or taken along. */
import { useState } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { conflictText } from '../text/en/conflict.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: conflictText.aside })

interface AskAsideProps {
  readonly label: string
  readonly question: string
  /** Whom to ask, as far as they are named. */
  readonly authors: readonly string[]
}

export function AskAside({ authors, label, question }: AskAsideProps) {
  const { copyText } = useApp()
  const [isCopied, setCopied] = useState<boolean | null>(null)
  return (
    <div class="new-decision">
      <p>{text.whom(authors)}</p>
      <blockquote class="as-written">
        <WholeFigures>{question}</WholeFigures>
      </blockquote>
      <div class="actions">
        <Button icon="copy" about={label} onPress={() => void copyText(question).then(setCopied)}>
          {text.copy}
        </Button>
        <p role="status" class="row">
          {isCopied !== null && (isCopied ? text.copied : text.notCopied)}
        </p>
      </div>
    </div>
  )
}
