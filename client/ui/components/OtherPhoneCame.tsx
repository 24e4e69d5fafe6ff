/** On Today: another phone came in by a square than the one that was scanned, until she says that she has read it. Rule TD840. */
import { useState } from 'preact/hooks'
import type { OtherPhone } from '../../engine-api/rounds.ts'
import { useApp } from '../app-context.ts'
import { routeToPath } from '../router.ts'
import * as en from '../text/en/handed.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'
import { Problem } from './Problem.tsx'

const { handedText: words, nameOfHanded } = chooseText({ en })

interface OtherPhoneCameProps {
  readonly phone: OtherPhone
  readonly onSeen: () => void
}

export function OtherPhoneCame({ onSeen, phone }: OtherPhoneCameProps) {
  const { engine } = useApp()
  const [hasFailed, setFailed] = useState(false)
  const { inviteId, personId } = phone
  const title = words.otherPhone(nameOfHanded(phone))

  async function putAway(): Promise<void> {
    const { type } = await engine.inPersonAct({ type: 'seen', inviteId })
    setFailed(type !== 'seen')
    if (type === 'seen') onSeen()
  }

  return (
    <div class="inside stack">
      <Problem title={title} words={words.otherPhoneWords}>
        <ButtonLink kind="main" href={routeToPath({ name: 'sharing', personId })}>
          {words.toPhones}
        </ButtonLink>
        <Button icon="tick" about={title} onPress={() => void putAway()}>
          {words.seen}
        </Button>
      </Problem>
      {hasFailed && <p role="alert">{words.failed}</p>}
    </div>
  )
}
