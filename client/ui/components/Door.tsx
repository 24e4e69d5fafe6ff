/** What stands at every door: the link to hand over, and who waits with the digits both screens show. */
import { useState } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { lettingInText } from '../text/en/letting-in.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { QrImage } from './QrImage.tsx'
import { useHold } from './use-hold.ts'

const words = chooseText({ en: lettingInText })

type Size = 'big' | 'ordinary'

interface DoorLinkProps {
  readonly size: Size
  /** The part behind the address of the app. */
  readonly link: string
  readonly title: string
  readonly hint: string
  readonly waitHint: string
  /** Nobody can be asked now who has opened it. */
  readonly isCut: boolean
  /** To be scanned from this screen; absent where the link is sent. */
  readonly square?: { readonly title: string; readonly label: string; readonly steps: readonly string[] }
}

export function DoorLink({ hint, isCut, link, size, square, title, waitHint }: DoorLinkProps) {
  const { copyText } = useApp()
  const [copied, setCopied] = useState<boolean | null>(null)
  // It stands nowhere else: a page loaded anew would have lost it.
  useHold(true)
  const address = `${window.location.origin}/${link}`
  return (
    <div class="card stack">
      <h3>{title}</h3>
      <p>{hint}</p>
      {square !== undefined && (
        <div class="bring-in-columns">
          <QrImage text={address} label={square.label} />
          <div class="stack">
            <h4>{square.title}</h4>
            <ol class="steps">
              {square.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <p>{words.orByLink}</p>
          </div>
        </div>
      )}
      <div class="actions">
        <Button icon="copy" size={size} onPress={() => void copyText(address).then(setCopied)}>
          {words.copy}
        </Button>
      </div>
      {copied !== null && <p role="status">{copied ? words.copied : words.notCopied}</p>}
      <p class="letting-link" dir="ltr">
        {address}
      </p>
      <p>{waitHint}</p>
      {isCut && <p role="status">{words.cut}</p>}
    </div>
  )
}

interface DoorWaitingProps<Waiting> {
  readonly size: Size
  /** One whose digits were others is not shown any more: what to do then. */
  readonly isTurnedAway: boolean
  readonly waiting: readonly Waiting[]
  readonly compare: (waiting: Waiting) => string
  readonly onLetIn: (waiting: Waiting) => void
  readonly onTurnAway: (inviteId: string) => void
}

export function DoorWaiting<Waiting extends { readonly inviteId: string; readonly code: string }>(
  props: DoorWaitingProps<Waiting>,
) {
  const { compare, isTurnedAway, onLetIn, onTurnAway, size, waiting } = props
  return (
    <>
      {isTurnedAway && <p role="status">{words.turnedAway}</p>}
      {waiting.map((each) => (
        <div class="card stack" key={each.inviteId} role="status">
          <p>{compare(each)}</p>
          <p class="join-code">{inThrees(each.code)}</p>
          <div class="actions">
            <Button kind="main" size={size} onPress={() => onLetIn(each)}>
              {words.letIn}
            </Button>
            <Button size={size} onPress={() => onTurnAway(each.inviteId)}>
              {words.notThese}
            </Button>
          </div>
        </div>
      ))}
    </>
  )
}

/** As the newcomer's own screen groups them, and as they are read out. */
function inThrees(code: string): string {
  return code.replace(/(\d{3})(?=\d)/g, '$1 ')
}
