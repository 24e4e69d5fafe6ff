/** The phone's first step: the square code on the nurse's tablet. Reached from a device that has not joined. */
import { useState } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { Button } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { Form } from '../components/Form.tsx'
import { QrScanner } from '../components/QrScanner.tsx'
import { useHold } from '../components/use-hold.ts'
import { Whole } from '../components/Whole.tsx'
import * as en from '../text/en/in-person.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en })
const words = text.scanText
const type = text.typeText

/** The router takes it out of the address at once, as from a link (JN1). */
function follow(fragment: string): void {
  window.location.hash = fragment
}

export function ScanQr({ onBack }: { readonly onBack: () => void }) {
  const [isTyping, setTyping] = useState(false)
  return isTyping ? (
    <TypeDigits onBack={() => setTyping(false)} />
  ) : (
    <Scan onBack={onBack} onType={() => setTyping(true)} />
  )
}

function Scan({ onBack, onType }: { readonly onBack: () => void; readonly onType: () => void }) {
  const { deviceWord } = useApp()
  const [isOther, setIsOther] = useState(false)
  return (
    <Whole title={words.title} isPublic>
      <p>{words.intro(deviceWord)}</p>
      {isOther && <p role="alert">{words.notOurs}</p>}
      <QrScanner
        size="big"
        onRead={(code) => {
          const fragment = inviteIn(code)
          setIsOther(fragment === null)
          if (fragment !== null) follow(fragment)
          return fragment !== null
        }}
      />
      <Button size="big" onPress={onType}>
        {words.typeInstead}
      </Button>
      <Button size="big" icon="back" onPress={onBack}>
        {words.back}
      </Button>
    </Whole>
  )
}

function TypeDigits({ onBack }: { readonly onBack: () => void }) {
  const { engine } = useApp()
  const [digits, setDigits] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [isLooking, setLooking] = useState(false)
  useHold(digits !== '')

  async function look(): Promise<void> {
    setLooking(true)
    setProblem(undefined)
    const reading = await engine.readSpoken(digits)
    setLooking(false)
    if (reading.type === 'good') follow(reading.fragment)
    else setProblem(text.wordSpokenProblem(reading.type))
  }

  return (
    <Whole title={type.title} isPublic>
      <p>{type.intro}</p>
      <Form
        look="fields"
        onSubmit={() => {
          if (!isLooking) void look()
        }}
      >
        <Field
          label={type.digits}
          hint={type.hint}
          value={digits}
          inputMode="numeric"
          onType={setDigits}
          {...(problem === undefined ? {} : { problem })}
        />
        <p role="status">{isLooking && type.looking}</p>
        <Button kind="main" size="big" type="submit" unavailable={isLooking}>
          {type.go}
        </Button>
      </Form>
      <Button size="big" icon="back" onPress={onBack}>
        {type.back}
      </Button>
    </Whole>
  )
}

/**
 * The invite in a link; null for every other code. The whole invite stands behind
 * the '#', so the address before it is not gone to: a relay that does not know
 * the neighbourhood refuses it.
 */
export function inviteIn(text: string): string | null {
  return /^https?:\/\/[^#\s]+(#j=[\w-]+)$/.exec(text)?.[1] ?? null
}
