/** To staff: whether a person agrees to messages, since when and on whose word, and to write down that it is otherwise. */
import type { ContactState } from '../../engine-api/contact.ts'
import * as en from '../text/en/contact.ts'
import { chooseText } from '../text/text.ts'
import { ContactRecord } from './ContactRecord.tsx'
import { Icon } from './Icon.tsx'

const text = chooseText({ en })

interface ContactCardProps {
  readonly personId: string
  readonly called: string
  readonly state: ContactState
}

export function ContactCard({ called, personId, state }: ContactCardProps) {
  const isOn = state.type === 'agreed'
  return (
    <section class="card stack contact" aria-labelledby="contact-title">
      <h2 id="contact-title">{text.staffTitle(called)}</h2>
      <p class={isOn ? 'share on' : 'share'}>
        <span class="share-state">
          <Icon name={isOn ? 'message' : 'lock'} />
          <span>{text.staffContactHolds(state, called)}</span>
        </span>
        {text.staffContactSince(state, called)}
      </p>
      <ContactRecord personId={personId} called={called} choices={choicesOf(state)} />
    </section>
  )
}

/** Whoever was not asked may have said either. */
function choicesOf({ type }: ContactState): readonly boolean[] {
  if (type === 'agreed') return [false]
  return type === 'stopped' ? [true] : [true, false]
}
