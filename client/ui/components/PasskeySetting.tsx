/** Whether a passkey opens this device beside the passphrase: add one, or take it away (PK1). */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import { passkeyText } from '../text/en/passkey.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { readInitials } from './Face.tsx'
import { usePeopleHere } from './PeopleHere.tsx'

const text = chooseText({ en: passkeyText })

export function PasskeySetting() {
  const { deviceWord, engine, passkeys } = useApp()
  const { me } = useShell()
  const [has, setHas] = useState<boolean | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  useEffect(() => void engine.hasPasskey().then(setHas), [engine])
  const people = usePeopleHere()
  // On a shared device the system's PIN is shared too, and would open a colleague's place (PK1).
  if (!passkeys.isSupported || has === null || people === null || people.length > 1) return null

  async function add(): Promise<void> {
    setBusy(true)
    // Initials only: the list of passkeys is the system's, and anybody can open it.
    const passkey = await passkeys.make(text.name(readInitials(me.signature.name)))
    const isKept = passkey !== null && (await engine.setPasskey(passkey))
    setBusy(false)
    setHas(isKept)
    setSaid(isKept ? text.added : text.notAdded)
  }

  async function takeAway(): Promise<void> {
    const isGone = await engine.setPasskey(null)
    if (isGone) setHas(false)
    setSaid(isGone ? text.gone : text.notGone)
  }

  return (
    <section class="card stack" aria-label={text.title(deviceWord)}>
      <h2>{text.title(deviceWord)}</h2>
      <p>{has ? text.has : text.hint}</p>
      <div class="actions">
        {has ? (
          <Button onPress={() => void takeAway()}>{text.takeAway}</Button>
        ) : (
          <Button icon="plus" unavailable={isBusy} onPress={() => void add()}>
            {isBusy ? text.adding : text.add}
          </Button>
        )}
      </div>
      <p role="status">{said}</p>
    </section>
  )
}
