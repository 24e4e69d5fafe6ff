/**
 * In a conversation that a person's phone reads, before she agreed to messages or
 * after she stopped them: what to do instead, her number to ring, and where what
 * she answers is written down. It stands where the box to write in would be.
 */
import type { ContactView } from '../../engine-api/contact.ts'
import { routeToPath } from '../router.ts'
import { toTel } from '../telephone.ts'
import * as en from '../text/en/contact.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'
import { ContactRecord } from './ContactRecord.tsx'
import { Icon } from './Icon.tsx'

const text = chooseText({ en })
const { contactText } = text

interface MayNotWriteProps {
  readonly contact: ContactView
  readonly isCircle: boolean
  readonly hasDraft: boolean
}

export function MayNotWrite({ contact, hasDraft, isCircle }: MayNotWriteProps) {
  const { called, personId, phone, state } = contact
  const { title, words } = text.mayNotWrite(state, called, phone !== '')
  return (
    <section class="may-not-write" aria-label={title}>
      <p class="held">
        <Icon name="lock" />
        <span>
          <b>{title}</b> {isCircle && `${text.inCircleToo(called)} `}
          {words} {phone === '' && `${contactText.noPhone(called)} `}
          {hasDraft && contactText.draftKept}
        </span>
      </p>
      <div class="actions">
        {phone === '' ? (
          <ButtonLink href={routeToPath({ name: 'details', personId })}>{contactText.toDetails}</ButtonLink>
        ) : (
          <ButtonLink kind="main" icon="phone" href={toTel(phone)}>
            {text.ring(called, phone)}
          </ButtonLink>
        )}
      </div>
      <ContactRecord personId={personId} called={called} choices={[true]} />
    </section>
  )
}
