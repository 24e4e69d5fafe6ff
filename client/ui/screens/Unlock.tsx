/** Opening a locked device: with a passphrase for staff, with the phone's own lock for the public. Works without signal. */
import { useState } from 'preact/hooks'
import type { DeviceState, PasskeyRef, PinNotice } from '../../engine-api/device-state.ts'
import { useApp } from '../app-context.ts'
import { Button } from '../components/Button.tsx'
import { Form } from '../components/Form.tsx'
import { Icon } from '../components/Icon.tsx'
import { LastTry } from '../components/LastTry.tsx'
import { PassphraseAccount, PassphraseField, ShowTyping } from '../components/PassphraseField.tsx'
import { PeopleHere, usePeopleHere } from '../components/PeopleHere.tsx'
import { Problem } from '../components/Problem.tsx'
import { UnlockPin } from '../components/UnlockPin.tsx'
import { useHold } from '../components/use-hold.ts'
import { Whole } from '../components/Whole.tsx'
import { createUnlockModel, type UnlockModel } from '../models/unlock-model.ts'
import { useModel } from '../models/use-model.ts'
import { joiningText } from '../text/en/joining.ts'
import { passkeyText } from '../text/en/passkey.ts'
import { pinText } from '../text/en/pin.ts'
import { dayAndDate } from '../text/en/public-times.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en: joiningText })
const passkeyWords = chooseText({ en: passkeyText })
const pinWords = chooseText({ en: pinText })

interface UnlockProps {
  readonly state: DeviceState & { readonly type: 'locked' }
}

export function Unlock({ state }: UnlockProps) {
  const { deviceWord, engine, page, passkeys, readNow } = useApp()
  const { pin, waitUntil } = state
  const pinWaitUntil = pin?.type === 'ready' ? pin.waitUntil : null
  const [usesPassphrase, setUsesPassphrase] = useState(false)
  const asksPin = pin?.type === 'ready' && !usesPassphrase
  // Not made anew for another wait: it comes with the answer to a try, and the answer must stand.
  const model = useModel(
    () => createUnlockModel({ engine, readNow, after: page.after, waitUntil, pinWaitUntil }),
    [engine, page, readNow],
  )
  const isPublic = state.opensWith === 'device'
  const people = usePeopleHere()
  const isShared = people === null || people.length > 1
  return (
    <Whole title={text.unlockTitle(state.name)} tabTitle={text.unlockDevice} isPublic={isPublic}>
      {model.trouble.value === 'broken' && <Problem title={text.unlockBroken} words={text.unlockBrokenHint} />}
      {model.trouble.value === 'full' && <Problem title={text.unlockFull(deviceWord)} words={text.unlockFullHint} />}
      {state.unsentCount > 0 && (
        <p class="honest">
          <Icon name="clock" />
          <span>{text.unsent(state.unsentCount, deviceWord)}</span>
        </p>
      )}
      {state.lease?.clockSetBack === true && (
        <p class="honest">
          <Icon name="warning" />
          <span>
            {text.clockBack(deviceWord)} {state.lease.type !== 'over' && text.clockBackCarryOn}
          </span>
        </p>
      )}
      {state.lease?.type === 'over' ? (
        <WithoutContact isPublic={isPublic} leapt={state.lease.clockLeapt} />
      ) : isPublic ? (
        <WithDevice model={model} />
      ) : (
        <>
          {state.passkey !== undefined && passkeys.isSupported && !isShared && (
            <WithPasskey model={model} passkey={state.passkey} or={asksPin ? pinWords.or : passkeyWords.or} />
          )}
          {asksPin ? (
            <UnlockPin model={model} onPassphrase={() => setUsesPassphrase(true)} />
          ) : (
            <>
              <PinWords pin={pin} model={model} />
              <WithPassphrase model={model} />
              {pin?.type === 'ready' && <Button onPress={() => setUsesPassphrase(false)}>{pinWords.usePin}</Button>}
            </>
          )}
        </>
      )}
      {!isPublic && people !== null && <PeopleHere people={people} canAdd />}
    </Whole>
  )
}

/** Why the PIN does not open it now. */
function PinWords({ model, pin }: { readonly model: UnlockModel; readonly pin: PinNotice | undefined }) {
  const words =
    pin?.type === 'closed'
      ? pinWords.closed
      : pin?.type === 'taken-away'
        ? pinWords.gone
        : model.trouble.value === 'pin-closed'
          ? pinWords.unusable
          : undefined
  return (
    <div role="status">
      {words !== undefined && (
        <p class="honest">
          <Icon name="lock" />
          <span>{words}</span>
        </p>
      )}
    </div>
  )
}

interface WithPasskeyProps {
  readonly model: UnlockModel
  readonly passkey: PasskeyRef
  /** Above the other way in. */
  readonly or: string
}

function WithPasskey({ model, or, passkey }: WithPasskeyProps) {
  const { passkeys } = useApp()
  return (
    <>
      <Button
        kind="main"
        size="tall"
        icon="door"
        unavailable={model.opening.value}
        onPress={() => void model.openWithPasskey(() => passkeys.ask(passkey))}
      >
        {passkeyWords.open}
      </Button>
      <p role="status">{model.trouble.value === 'passkey' && passkeyWords.failed}</p>
      <h2>{or}</h2>
    </>
  )
}

function WithoutContact({ isPublic, leapt }: { readonly isPublic: boolean; readonly leapt: boolean }) {
  const { clock, deviceWord, engine } = useApp()
  const [said, setSaid] = useState('')
  async function look(): Promise<void> {
    setSaid('')
    await engine.syncNow()
    setSaid(text.leaseTried)
  }
  return (
    <>
      {leapt ? (
        <>
          <h2>{text.leaseLeapt(deviceWord)}</h2>
          <p>{text.leaseLeaptWhy(dayAndDate(clock.value))}</p>
          <p>{text.leaseLeaptNext(deviceWord)}</p>
          <p>{text.leaseLeaptRight}</p>
        </>
      ) : (
        <>
          <h2>{text.leaseOver(deviceWord)}</h2>
          <p>{text.leaseOverWhy(isPublic ? 60 : 14)}</p>
          <p>{text.leaseOverNext}</p>
        </>
      )}
      <Button kind="main" size={isPublic ? 'big' : 'tall'} icon="sync" onPress={() => void look()}>
        {text.leaseTry}
      </Button>
      <p role="status">{said}</p>
    </>
  )
}

function WithDevice({ model }: { readonly model: UnlockModel }) {
  return (
    <>
      <p>{text.unlockDeviceHint}</p>
      <Button kind="main" size="big" icon="door" onPress={() => void model.openWithDevice()}>
        {model.opening.value ? text.unlocking : text.unlockDevice}
      </Button>
    </>
  )
}

function WithPassphrase({ model }: { readonly model: UnlockModel }) {
  const [shown, setShown] = useState(false)
  const seconds = model.waitSeconds.value
  useHold(model.passphrase.value !== '')
  const problem = wordTrouble(model)
  return (
    <Form look="fields" onSubmit={() => void model.open()}>
      <p class="quiet">{text.unlockHint}</p>
      <LastTry problem={problem} seconds={seconds} />
      <PassphraseAccount />
      <PassphraseField
        id="unlock-passphrase"
        label={text.passphraseLabel}
        value={model.passphrase.value}
        shown={shown}
        autocomplete="current-password"
        onType={model.type}
      />
      <ShowTyping words={text.show} shown={shown} onShow={setShown} />
      <Button kind="main" size="tall" type="submit" unavailable={model.opening.value || seconds > 0}>
        {model.opening.value ? text.unlocking : text.unlock}
      </Button>
      <details>
        <summary>
          <Icon name="more" />
          {text.forgotten}
        </summary>
        <p>{text.forgottenHint}</p>
      </details>
    </Form>
  )
}

function wordTrouble(model: UnlockModel): string | undefined {
  if (model.trouble.value === 'missing') return text.passphraseMissing
  return model.trouble.value === 'wrong' ? `${text.wrong} ${text.wrongHint}` : undefined
}
