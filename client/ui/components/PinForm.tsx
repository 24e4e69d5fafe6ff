/** A new PIN: the passphrase, then the PIN twice. What is wrong is said at the field, and nothing is kept before the disk has it. */
import { useState } from 'preact/hooks'
import { pinLength, pinProblem } from '../../domain/pin-rules.ts'
import type { PinActProblem } from '../../engine-api/pin-acts.ts'
import { useApp } from '../app-context.ts'
import { pinText, wordPinProblem, wordWeakPin } from '../text/en/pin.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Form } from './Form.tsx'
import { PassphraseAccount, PassphraseField } from './PassphraseField.tsx'
import { PinField } from './PinField.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: pinText })

interface PinFormProps {
  readonly onKept: () => void
  readonly onCancel: () => void
}

interface Problems {
  readonly passphrase?: string
  readonly pin?: string
  readonly again?: string
}

export function PinForm({ onCancel, onKept }: PinFormProps) {
  const { engine, readNow } = useApp()
  const [passphrase, setPassphrase] = useState('')
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [problems, setProblems] = useState<Problems>({})
  const [isBusy, setBusy] = useState(false)
  useHold(`${passphrase}${pin}${again}` !== '')

  async function keep(): Promise<void> {
    const found = findProblems({ passphrase, pin, again })
    setProblems(found)
    if (isBusy || Object.keys(found).length > 0) return
    setBusy(true)
    const outcome = await engine.pinAct({ type: 'set', pin, passphrase })
    setBusy(false)
    if (outcome.type === 'done') return onKept()
    if (outcome.type === 'failed') setProblems(wordsAt(outcome.problem))
  }

  function wordsAt(problem: PinActProblem): Problems {
    if (problem.type === 'weak') return { pin: wordWeakPin(problem.why) }
    const words = wordPinProblem(problem, readNow())
    return problem.type === 'wrong-passphrase' || problem.type === 'too-soon' ? { passphrase: words } : { again: words }
  }

  return (
    <Form look="fields" onSubmit={() => void keep()}>
      <PassphraseAccount />
      <PassphraseField
        id="pin-passphrase"
        label={text.passphrase}
        hint={text.passphraseHint}
        problem={problems.passphrase}
        value={passphrase}
        shown={false}
        autocomplete="current-password"
        onType={setPassphrase}
      />
      <PinField
        id="pin-new"
        label={text.newPin}
        hint={text.newPinHint(pinLength.shortest, pinLength.advised)}
        problem={problems.pin}
        value={pin}
        onType={setPin}
      />
      <PinField id="pin-again" label={text.again} problem={problems.again} value={again} onType={setAgain} />
      <div class="actions">
        <Button kind="main" type="submit" unavailable={isBusy}>
          {isBusy ? text.keeping : text.keep}
        </Button>
        <Button onPress={onCancel}>{text.cancel}</Button>
      </div>
    </Form>
  )
}

interface Typed {
  readonly passphrase: string
  readonly pin: string
  readonly again: string
}

function findProblems({ again, passphrase, pin }: Typed): Problems {
  const why = pinProblem(pin)
  if (passphrase === '') return { passphrase: text.noPassphrase }
  if (why !== null) return { pin: wordWeakPin(why) }
  return again === pin ? {} : { again: text.different }
}
