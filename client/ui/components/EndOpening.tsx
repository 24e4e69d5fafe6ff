/** Beside a record that a colleague opened: end it, once it was said what that means. Rules OW200 and OW201. */
import { useState } from 'preact/hooks'
import { formatPlainName } from '../../domain/names.ts'
import type { AccessProblem, OpeningItem } from '../../engine-api/access-acts.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/opening.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en })
const { openingText: words } = text

interface EndOpeningProps {
  readonly item: OpeningItem
  readonly onDone: (words: string) => void
}

export function EndOpening({ item: { memberId, person, personId, who }, onDone }: EndOpeningProps) {
  const { engine } = useApp()
  const [step, setStep] = useState<'closed' | 'asked' | 'going'>('closed')
  const [problem, setProblem] = useState<AccessProblem | null>(null)
  const whose = who?.name ?? words.noName
  const whom = person === null ? words.noPerson : formatPlainName(person.name)

  async function end(): Promise<void> {
    setStep('going')
    const outcome = await engine.accessAct({ type: 'end-opening', personId, memberId })
    setStep('asked')
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    if (outcome.type === 'done') onDone(words.isEnded(whose))
  }

  if (step === 'closed')
    return (
      <div class="actions decision-act">
        <Button about={`${whose}, ${whom}`} onPress={() => setStep('asked')}>
          {words.endIt}…
        </Button>
      </div>
    )
  return (
    <div class="decision-act">
      <fieldset class="share-ask">
        <legend class="unseen">{words.endIt}</legend>
        {problem !== null && <Problem {...text.wordEndProblem(problem)} />}
        <p role="status">{words.endAsk(whose, whom)}</p>
        <div class="actions">
          <Button kind="main" unavailable={step === 'going'} onPress={() => void end()}>
            {step === 'going' ? words.ending : words.endYes}
          </Button>
          <Button onPress={() => setStep('closed')}>{words.endNo}</Button>
        </div>
      </fieldset>
    </div>
  )
}
