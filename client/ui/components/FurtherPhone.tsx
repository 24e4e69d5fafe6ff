/**
 * To staff, on the card of one of the family: another phone of theirs is let in
 * as theirs. The first tap says what that does and what to do with a lost one;
 * the second makes the link, as a square and to send; then the digits.
 */
import { useState } from 'preact/hooks'
import type { SharingWith } from '../../engine-api/sharing.ts'
import type { LettingInModel } from '../models/letting-in-model.ts'
import * as en from '../text/en/letting-in.ts'
import { shortName } from '../text/en/public-times.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DoorLink, DoorWaiting } from './Door.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en })
const words = text.furtherText

interface FurtherPhoneProps {
  readonly door: LettingInModel
  readonly one: SharingWith
  /** Whose circle it is. */
  readonly called: string
}

export function FurtherPhone({ called, door, one }: FurtherPhoneProps) {
  const { furtherPhone, who } = one
  const name = shortName(who.name)
  const isSaid = door.whose.value === who.memberId
  const problem = isSaid ? door.problem.value : null
  const waiting = door.waiting.value.filter(({ again }) => again === who.memberId)
  return (
    <>
      {problem !== null && <Problem {...text.wordCircleProblem(problem)} />}
      {isSaid && door.isIn.value && <p role="status">{words.isIn(name)}</p>}
      <DoorWaiting
        size="ordinary"
        isTurnedAway={isSaid && door.isTurnedAway.value}
        waiting={waiting}
        compare={() => words.compare(name)}
        onLetIn={(each) => void door.letIn(each)}
        onTurnAway={door.turnAway}
      />
      {furtherPhone === 'may' && <Asking door={door} one={one} called={called} />}
      {furtherPhone === 'out-of-circle' && <p>{words.outOfCircle(name, called)}</p>}
    </>
  )
}

function Asking({ called, door, one: { inCircle, who } }: FurtherPhoneProps) {
  const [isAsked, setAsked] = useState(false)
  const name = shortName(who.name)
  const step = door.step.value
  if (step.type === 'link' && step.again === who.memberId)
    return (
      <>
        <DoorLink
          size="ordinary"
          link={step.link}
          isCut={door.isCut.value}
          title={words.linkTitle(name)}
          hint={words.linkHint(name)}
          waitHint={words.waitHint(name)}
          square={{
            title: words.square(name),
            label: words.squareLabel(name),
            steps: words.squareSteps(window.location.host),
          }}
        />
        <div class="actions">
          <Button onPress={door.cancel}>{words.close}</Button>
        </div>
      </>
    )
  if (!isAsked)
    return (
      <div class="actions">
        <Button icon="mobile" onPress={() => setAsked(true)}>
          {words.begin(name)}
        </Button>
      </div>
    )

  function makeLink(): void {
    setAsked(false)
    const { face, memberId, name: full, role } = who
    void door.invite({ name: full, relation: role, again: { memberId, face } })
  }

  return (
    <fieldset class="share-ask">
      <legend class="unseen">{words.begin(name)}</legend>
      <div class="stack" role="status">
        <p>{words.effect(name, called)}</p>
        <p>{(inCircle ? words.shared : words.sharedAgain)(name, called)}</p>
        <p>{words.lost(name)}</p>
      </div>
      <div class="actions">
        <Button kind="main" onPress={makeLink}>
          {text.lettingInText.makeLink}
        </Button>
        <Button onPress={() => setAsked(false)}>{text.lettingInText.cancel}</Button>
      </div>
    </fieldset>
  )
}
