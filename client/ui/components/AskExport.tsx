/** An administrator asks that everything kept of a person may be exported; a second one says yes elsewhere. Rule PX135. */
import { useState } from 'preact/hooks'
import type { TeamProblem } from '../../engine-api/team-acts.ts'
import { useApp } from '../app-context.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { proposalsText } from '../text/en/proposals.ts'
import { wordTeamProblem } from '../text/en/team-devices.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'

const words = chooseText({ en: proposalsText })

export function AskExport({ personId }: { readonly personId: string }) {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'team-devices', {}), [engine]).view.value
  const [step, setStep] = useState<'closed' | 'form' | 'going' | 'asked'>('closed')
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<TeamProblem | null>(null)
  useHold(reason !== '')
  // A demonstration has no second administrator to ask, and its kit is public.
  if (view?.may !== 'manage' || view.kit === 'none') return null

  async function ask(): Promise<void> {
    setStep('going')
    const outcome = await engine.teamAct({ type: 'propose-export', personId, reason })
    const isAsked = outcome.type === 'proposed'
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    setStep(isAsked ? 'asked' : 'form')
    if (isAsked) setReason('')
  }

  return (
    <section class="card stack" aria-labelledby="ask-export">
      <h2 id="ask-export">{words.exportTitle}</h2>
      <p>{words.exportWords}</p>
      {step === 'asked' && <p role="status">{words.exportAsked}</p>}
      {step === 'closed' && (
        <div class="actions">
          <Button onPress={() => setStep('form')}>{words.exportAsk}</Button>
        </div>
      )}
      {(step === 'form' || step === 'going') && (
        <Form
          look="fields"
          onSubmit={() => {
            if (step === 'form') void ask()
          }}
        >
          {problem !== null && problem !== 'nothing-written' && <Problem {...wordTeamProblem(problem)} />}
          <Field
            label={words.exportReason}
            hint={words.exportReasonHint}
            lines={2}
            value={reason}
            onType={setReason}
            {...(problem === 'nothing-written' ? { problem: words.exportNothing } : {})}
          />
          <div class="actions">
            <Button kind="main" type="submit" unavailable={step === 'going'}>
              {words.exportYes}
            </Button>
            <Button onPress={() => setStep('closed')}>{words.exportNo}</Button>
          </div>
        </Form>
      )}
    </section>
  )
}
