/** One kind of thing that may be shared with one member: whether it is, since when and on whose word; two taps to change it. */
import type { SharedKind } from '../../domain/records/agreement.ts'
import type { SharingWith, SharingWord } from '../../engine-api/sharing.ts'
import { isSame, type SharingModel } from '../models/sharing-model.ts'
import * as en from '../text/en/sharing.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { SavedHere } from './SavedHere.tsx'

const text = chooseText({ en })

/** The words differ for the person herself and for staff who write it down. */
export interface ShareWords {
  readonly effect: (kind: SharedKind, on: boolean, name: string) => string
  readonly state: (word: SharingWord | undefined) => string
}

interface ShareChoiceProps {
  readonly model: SharingModel
  readonly one: SharingWith
  readonly called: string
  readonly kind: SharedKind
  readonly words: ShareWords
  readonly big?: boolean
}

export function ShareChoice({ big = false, called, kind, model, one, words }: ShareChoiceProps) {
  const choice = { memberId: one.who.memberId, kind }
  const word = one.agreements.find((each) => each.kind === kind)
  const isOn = word?.on ?? false
  const isAsked = isSame(model.asked.value, choice)
  const size = big ? 'big' : 'ordinary'
  return (
    <li class={isOn ? 'share on' : 'share'}>
      <p>
        <b>{text.kindWords[kind]}</b>
        <span class="share-state">
          <Icon name={isOn ? 'eye' : 'lock'} />
          <span>{words.state(word)}</span>
        </span>
      </p>
      {isAsked ? (
        <fieldset class="share-ask">
          <legend class="unseen">{isOn ? text.stopWith(called) : text.shareWith(called)}</legend>
          <p role="status">{words.effect(kind, !isOn, called)}</p>
          <div class="actions">
            <Button kind="main" size={size} onPress={() => void model.confirm(!isOn)}>
              {isOn ? text.sharingText.stopYes : text.sharingText.yes}
            </Button>
            <Button size={size} onPress={() => model.ask(null)}>
              {text.sharingText.no}
            </Button>
          </div>
        </fieldset>
      ) : (
        (isOn || one.inCircle) && (
          <Button size={size} onPress={() => model.ask(choice)} about={text.kindWords[kind]}>
            {isOn ? text.stopWith(called) : text.shareWith(called)}
          </Button>
        )
      )}
      {isSame(model.saved.value, choice) && <SavedHere />}
    </li>
  )
}
