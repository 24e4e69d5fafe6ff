/** What stands at every door: the link to hand over, and who waits with the digits both screens show. */
import { useState } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { lettingInText } from '../text/en/letting-in.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
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
}

export function DoorLink({ hint, link, size, title, waitHint }: DoorLinkProps) {
  const { copyText } = useApp()
  const [copied, setCopied] = useState<boolean | null>(null)
  // It stands nowhere else: a page loaded anew would have lost it.
  useHold(true)
  const address = `${window.location.origin}/${link}`
  return (
    <div class="card stack">
      <h3>{title}</h3>
      <p>{hint}</p>
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
    </div>
  )
}

interface DoorWaitingProps<Waiting> {
  readonly size: Size
  readonly waiting: readonly Waiting[]
  readonly compare: (waiting: Waiting) => string
  readonly onLetIn: (inviteId: string) => void
  readonly onTurnAway: (inviteId: string) => void
}

export function DoorWaiting<Waiting extends { readonly inviteId: string; readonly code: string }>(
  props: DoorWaitingProps<Waiting>,
) {
  const { compare, onLetIn, onTurnAway, size, waiting } = props
  return (
    <>
      {waiting.map((each) => (
        <div class="card stack" key={each.inviteId} role="status">
          <p>{compare(each)}</p>
          <p class="join-code">{inThrees(each.code)}</p>
          <div class="actions">
            <Button kind="main" size={size} onPress={() => onLetIn(each.inviteId)}>
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
  return code.replace(/(\d{3})(?=\d)/g, '$1\u00a0')
}
