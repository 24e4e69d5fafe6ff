/** Opening with a PIN, on a device where one was added; the passphrase is one tap away. */
import type { UnlockModel } from '../models/unlock-model.ts'
import { pinText } from '../text/en/pin.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Form } from './Form.tsx'
import { LastTry } from './LastTry.tsx'
import { PinField } from './PinField.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: pinText })

interface UnlockPinProps {
  readonly model: UnlockModel
  readonly onPassphrase: () => void
}

export function UnlockPin({ model, onPassphrase }: UnlockPinProps) {
  const seconds = model.pinWaitSeconds.value
  const isBusy = model.opening.value
  const problem = troubleOf(model)
  useHold(model.pin.value !== '')
  return (
    <Form look="fields" onSubmit={() => void model.openWithPin()}>
      <LastTry problem={problem} seconds={seconds} />
      <PinField id="unlock-pin" label={text.label} value={model.pin.value} onType={model.typePin} />
      <Button kind="main" size="tall" type="submit" unavailable={isBusy || seconds > 0}>
        {isBusy ? text.opening : text.open}
      </Button>
      <Button onPress={onPassphrase}>{text.usePassphrase}</Button>
    </Form>
  )
}

function troubleOf(model: UnlockModel): string | undefined {
  if (model.trouble.value === 'pin-missing') return text.missing
  if (model.trouble.value === 'pin-closed') return text.unusable
  return model.trouble.value === 'pin-wrong' ? text.wrong(model.pinLeft.value) : undefined
}
