/** A PIN beside the passphrase, on a device an administrator marked as managed: add one, change it, take it away (PN191). */
import { useEffect, useState } from 'preact/hooks'
import { pinLength } from '../../domain/pin-rules.ts'
import type { PinActOutcome } from '../../engine-api/pin-acts.ts'
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import { pinText } from '../text/en/pin.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { PinForm } from './PinForm.tsx'

const text = chooseText({ en: pinText })

type Standing = Extract<PinActOutcome, { readonly type: 'standing' }>['pin']

export function PinSetting() {
  const { deviceWord, engine } = useApp()
  const isManaged = useShell().me.managed === true
  const [standing, setStanding] = useState<Standing | null>(null)
  const [isWriting, setWriting] = useState(false)
  const [said, setSaid] = useState('')
  // Again when the mark comes or goes: the PIN goes with it.
  useEffect(() => void look(), [engine, isManaged])

  async function look(): Promise<void> {
    const outcome = await engine.pinAct({ type: 'look' })
    if (outcome.type === 'standing') setStanding(outcome.pin)
  }

  async function takeAway(): Promise<void> {
    const outcome = await engine.pinAct({ type: 'take-away' })
    setSaid(outcome.type === 'done' ? text.removed : text.notRemoved)
    await look()
  }

  async function kept(): Promise<void> {
    setWriting(false)
    setSaid(text.kept)
    await look()
  }

  if (standing === null || (!isManaged && standing === 'none')) return null
  if (!isManaged)
    return (
      <section class="card stack" aria-label={text.title(deviceWord)}>
        <h2>{text.title(deviceWord)}</h2>
        <p class="honest">
          <Icon name="lock" />
          <span>{text.takenAway}</span>
        </p>
      </section>
    )
  const has = standing === 'set'
  return (
    <section class="card stack" aria-label={text.title(deviceWord)}>
      <h2>{text.title(deviceWord)}</h2>
      <p>{has ? text.has : text.hint(pinLength.shortest, pinLength.advised)}</p>
      {isWriting ? (
        <PinForm onKept={() => void kept()} onCancel={() => setWriting(false)} />
      ) : (
        <div class="actions">
          <Button icon={has ? undefined : 'plus'} onPress={() => setWriting(true)}>
            {has ? text.change : text.add}
          </Button>
          {has && <Button onPress={() => void takeAway()}>{text.takeAway}</Button>}
        </div>
      )}
      <p role="status">{said}</p>
    </section>
  )
}
