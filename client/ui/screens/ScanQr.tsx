/** The phone's first step: the square code on the nurse's tablet. Reached from a device that has not joined. */
import { useState } from 'preact/hooks'
import { Button } from '../components/Button.tsx'
import { QrScanner } from '../components/QrScanner.tsx'
import { Whole } from '../components/Whole.tsx'
import * as en from '../text/en/in-person.ts'
import { chooseText } from '../text/text.ts'

const words = chooseText({ en: en.scanText })

export function ScanQr({ onBack }: { readonly onBack: () => void }) {
  const [isOther, setIsOther] = useState(false)
  return (
    <Whole title={words.title} isPublic={true}>
      <p>{words.intro}</p>
      {isOther && <p role="alert">{words.notOurs}</p>}
      <QrScanner
        size="big"
        onRead={(text) => {
          const fragment = inviteIn(text)
          setIsOther(fragment === null)
          // The router takes it out of the address at once, as from a link (JN1).
          if (fragment !== null) window.location.hash = fragment
          return fragment !== null
        }}
      />
      <Button size="big" icon="back" onPress={onBack}>
        {words.back}
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
