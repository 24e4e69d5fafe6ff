/** Two sheets of a recovery kit, typed or scanned, and what is amiss with each. Rules RK81 and RK130. */
import { useState } from 'preact/hooks'
import type { KitActOutcome, KitProblem } from '../../engine-api/founding.ts'
import * as en from '../text/en/founding.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Form } from './Form.tsx'
import { Problem } from './Problem.tsx'
import { SheetField } from './SheetField.tsx'
import { useHold } from './use-hold.ts'

const { foundingText: text, wordMisread } = chooseText({ en })

interface GiveSheetsProps {
  readonly hint: string
  readonly wordProblem: (problem: KitProblem) => string
  readonly onGive: (sheets: readonly [string, string]) => Promise<KitActOutcome>
}

type Answer = Extract<KitActOutcome, { readonly type: 'failed' | 'misread' }>

export function GiveSheets({ hint, onGive, wordProblem }: GiveSheetsProps) {
  const [typed, setTyped] = useState<readonly [string, string]>(['', ''])
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [checking, setChecking] = useState(false)
  useHold(typed.some((text) => text !== ''))

  async function check(): Promise<void> {
    setChecking(true)
    const given = await onGive(typed)
    setChecking(false)
    setAnswer(given.type === 'failed' || given.type === 'misread' ? given : null)
  }

  const misread = (at: 0 | 1) =>
    answer?.type === 'misread' && answer.sheet === at ? { problem: wordMisread(answer.why) } : {}
  return (
    <section class="card stack" aria-labelledby="kit-back">
      <h2 id="kit-back">{text.kitStep2}</h2>
      <p>{hint}</p>
      {answer?.type === 'failed' && <Problem title={wordProblem(answer.problem)} words="" />}
      <Form
        look="fields"
        onSubmit={() => {
          if (!checking) void check()
        }}
      >
        <SheetField label={text.first} value={typed[0]} onType={(next) => setTyped([next, typed[1]])} {...misread(0)} />
        <SheetField
          label={text.second}
          value={typed[1]}
          onType={(next) => setTyped([typed[0], next])}
          {...misread(1)}
        />
        <Button kind="main" type="submit" unavailable={checking}>
          {checking ? text.checking : text.check}
        </Button>
      </Form>
    </section>
  )
}
