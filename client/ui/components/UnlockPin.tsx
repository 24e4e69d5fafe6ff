/** Opening with a PIN, on a device where one was added; the passphrase is one tap away. */
import type { UnlockModel } from '../models/unlock-model.ts'
import { joiningText } from '../text/en/joining.ts'
import { pinText } from '../text/en/pin.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Form } from './Form.tsx'
import { Icon } from './Icon.tsx'
import { PinField } from './PinField.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: pinText })
const waits = chooseText({ en: joiningText })

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
      <div role="status" class="stack">
        {problem !== undefined && (
          <p class="field-problem">
            <Icon name="warning" />
            <span>{problem}</span>
          </p>
        )}
      </div>
      {seconds > 0 && (
        <p>
          <span class="countdown">
            {seconds < 60 ? waits.waitSeconds(seconds) : waits.waitMinutes(Math.ceil(seconds / 60))}
          </span>{' '}
          {waits.waitWhy}
        </p>
      )}
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
