/**
 * The phones on which a person's things can be read, hers and her family's, to
 * staff and on her own: a lost one is removed in two taps, the first of which
 * says what that does and what it does not. Nothing is called done before the
 * relay says so.
 */
import { useState } from 'preact/hooks'
import type { CircleProblem } from '../../engine-api/circle-acts.ts'
import type { Phone, SharingView } from '../../engine-api/sharing.ts'
import { useApp } from '../app-context.ts'
import { routeToPath } from '../router.ts'
import { showText } from '../text/en/in-person.ts'
import * as enLetting from '../text/en/letting-in.ts'
import { phonesText } from '../text/en/phones.ts'
import { shortName } from '../text/en/public-times.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'
import { Problem } from './Problem.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const words = chooseText({ en: phonesText })
const { wordCircleProblem } = chooseText({ en: enLetting })
const inPerson = chooseText({ en: showText })

interface PhonesProps {
  readonly view: Pick<SharingView, 'called' | 'complete' | 'phones'>
  /** Null: on the person's own phone. */
  readonly personId: string | null
}

interface Gone {
  readonly phone: Phone
  readonly goesOn: boolean
}

export function Phones({ personId, view: { called, complete, phones } }: PhonesProps) {
  /** Said where the list is: the phone itself has left it. */
  const [gone, setGone] = useState<Gone | null>(null)
  const nobody = complete ? words.none : words.onItsWay
  return (
    <section class="stack" aria-labelledby="phones-title">
      <h2 id="phones-title">{words.title}</h2>
      <p>{personId === null ? words.lost : words.staffIntro(called)}</p>
      {gone !== null && <Removed gone={gone} called={called} personId={personId} />}
      {phones.length === 0 ? (
        <p class="quiet">{nobody}</p>
      ) : (
        phones.map((phone) => (
          <OnePhone key={phone.deviceId} phone={phone} called={called} personId={personId} onGone={setGone} />
        ))
      )}
    </section>
  )
}

interface OnePhoneProps {
  readonly phone: Phone
  readonly called: string
  readonly personId: string | null
}

function OnePhone({ called, onGone, personId, phone }: OnePhoneProps & { readonly onGone: (gone: Gone) => void }) {
  const { clock } = useApp()
  const { circleOnly, heardAt, isThis, leftCircle, mark } = phone
  const isPublic = personId === null
  const whose = whoseIs(phone, called, isPublic)
  return (
    <section class="card stack member" aria-label={`${whose}, ${words.mark(mark)}`}>
      <p>
        <b>{whose}</b>, {isThis ? words.here : words.mark(mark)}
        {!isThis && (
          <span class="phone-heard quiet tabular">
            <WholeFigures>{(isPublic ? words.heardPublic : words.heard)(heardAt, clock.value)}</WholeFigures>
          </span>
        )}
      </p>
      {leftCircle && <p>{words.leftCircle}</p>}
      {circleOnly && <p>{words.circleOnly(called, phone.who === null ? null : shortName(phone.who.name))}</p>}
      {!isThis && <RemovePhone phone={phone} called={called} personId={personId} onGone={onGone} />}
    </section>
  )
}

function RemovePhone({ called, onGone, personId, phone }: OnePhoneProps & { readonly onGone: (gone: Gone) => void }) {
  const { engine } = useApp()
  const [step, setStep] = useState<'closed' | 'asked' | 'going'>('closed')
  const [problem, setProblem] = useState<CircleProblem | null>(null)
  const isPublic = personId === null
  const size = isPublic ? 'big' : 'ordinary'
  const whose = `${whoseIs(phone, called, isPublic)}, ${words.mark(phone.mark)}`

  async function remove(): Promise<void> {
    setStep('going')
    const outcome = await engine.circleAct({ type: 'remove-phone', personId, deviceId: phone.deviceId })
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    setStep('asked')
    if (outcome.type === 'done') onGone({ phone, goesOn: outcome.goesOn === true })
  }

  if (step === 'closed')
    return (
      <div class="actions">
        <Button size={size} about={whose} onPress={() => setStep('asked')}>
          {words.remove}
        </Button>
      </div>
    )
  return (
    <fieldset class="share-ask">
      <legend class="unseen">{words.remove}</legend>
      {problem !== null && (
        <Problem {...(problem === 'no-signal' ? words.noSignal(isPublic) : wordCircleProblem(problem))} />
      )}
      <p role="status">{step === 'going' ? words.going : effectOf(phone, isPublic)}</p>
      <div class="actions">
        <Button kind="stop" size={size} unavailable={step === 'going'} onPress={() => void remove()}>
          {words.yes}
        </Button>
        <Button size={size} onPress={() => setStep('closed')}>
          {words.no}
        </Button>
      </div>
    </fieldset>
  )
}

/** What came of it, and what is next. */
function Removed({
  called,
  gone: { goesOn, phone },
  personId,
}: Omit<OnePhoneProps, 'phone'> & { readonly gone: Gone }) {
  const isPublic = personId === null
  const whose = whoseIs(phone, called, isPublic)
  const say = goesOn ? words.goesOn : isPublic && !phone.isHers ? words.removedFromCircle : words.removed
  return (
    <div class="stack">
      <p role="status">{say(whose, words.mark(phone.mark))}</p>
      {phone.isHers && isPublic && <p>{words.askNurse}</p>}
      {phone.isHers && !isPublic && (
        <p class="actions">
          <ButtonLink kind="main" icon="mobile" href={routeToPath({ name: 'bring-in', personId })}>
            {inPerson.link}
          </ButtonLink>
          <span class="hint">{words.againHers}</span>
        </p>
      )}
      {!phone.isHers && !isPublic && phone.who !== null && <p>{words.againFamily(shortName(phone.who.name))}</p>}
    </div>
  )
}

function whoseIs({ isHers, who }: Phone, called: string, isPublic: boolean): string {
  if (isHers) return isPublic ? words.yours : words.whose(called)
  return who === null ? words.unnamed : words.whose(shortName(who.name))
}

function effectOf({ isHers, who }: Phone, isPublic: boolean): string {
  if (isPublic && !isHers) return words.familyEffect(who === null ? 'its owner' : shortName(who.name))
  return [words.effect, isPublic ? '' : words.staffUnsent, words.othersStay].filter((part) => part !== '').join(' ')
}
