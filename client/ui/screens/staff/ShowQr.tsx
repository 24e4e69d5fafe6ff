/**
 * The staff tablet in the kitchen: a square code for a person's own phone, and
 * the camera for the phone's answer. It says what is still pending, in which
 * order things can go without signal, and when the square runs out.
 */
import { calledName, formatPlainName } from '../../../domain/names.ts'
import type { BannerRow } from '../../../domain/projections/rows.ts'
import type { InPersonStep } from '../../../engine-api/in-person-acts.ts'
import { useApp } from '../../app-context.ts'
import { AboveBanner } from '../../components/AboveBanner.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { Digits } from '../../components/Digits.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Problem } from '../../components/Problem.tsx'
import { QrImage } from '../../components/QrImage.tsx'
import { QrScanner } from '../../components/QrScanner.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useHold } from '../../components/use-hold.ts'
import { createInPersonModel, type InPersonModel, type ShownInvite } from '../../models/in-person-model.ts'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import * as en from '../../text/en/in-person.ts'
import * as enPerson from '../../text/en/person.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en })
const words = text.showText
const person = chooseText({ en: enPerson })

export function ShowQr({ personId }: { readonly personId: string }) {
  const { engine } = useApp()
  const who = useModel(() => watchQuery(engine, 'details', { personId }), [engine, personId])
  const known = who.view.value
  const banner = known?.banner ?? (known?.person ? { ...known.person, died: null } : null)
  return (
    <>
      <AboveBanner backTo={routeToPath({ name: 'sharing', personId })} backWords={words.back} />
      {known === undefined ? (
        <Loading />
      ) : banner === null ? (
        <EmptyState icon="people" title={person.unknownPerson.title} />
      ) : (
        <BringIn banner={banner} personId={personId} />
      )}
    </>
  )
}

function BringIn({ banner, personId }: { readonly banner: BannerRow; readonly personId: string }) {
  const app = useApp()
  const name = formatPlainName(banner.name)
  const model = useModel(() => createInPersonModel(app, { personId, name }), [app.engine, personId])
  const called = calledName(banner.name)
  const invite = model.invite.value
  const problem = model.problem.value
  const step = model.step.value
  return (
    <>
      <Banner banner={banner} />
      <div class="inside stack bring-in">
        <ScreenTitle title={words.title(called)} tabTitle={words.link} />
        {problem !== null && <Problem {...text.wordInPersonProblem(problem)} />}
        {invite === null ? (
          problem === null && <p role="status">{words.making}</p>
        ) : (
          <>
            <Step step={step} called={called} />
            {step === 'in' && (
              <div class="actions">
                <ButtonLink kind="main" icon="message" href={routeToPath({ name: 'person', personId })}>
                  {words.tryIt}
                </ButtonLink>
              </div>
            )}
            {step !== 'in' && <Shown model={model} invite={invite} called={called} />}
          </>
        )}
      </div>
    </>
  )
}

function Step({ called, step }: { readonly step: InPersonStep; readonly called: string }) {
  const { title, words: what } = text.wordStep(step, called)
  if (step === 'another') return <Problem title={title} words={what} />
  return (
    <div class="card" role="status">
      <p>
        <b>{title}</b>
      </p>
      <p>{what}</p>
    </div>
  )
}

interface ShownProps {
  readonly model: InPersonModel
  readonly invite: ShownInvite
  readonly called: string
}

function Shown({ called, invite, model }: ShownProps) {
  const { clock } = useApp()
  const left = invite.expiresAt - clock.value
  const address = `${window.location.origin}/${invite.link}`
  const isKept = model.step.value === 'kept'
  // The square stands nowhere else: a page loaded anew would have lost it.
  useHold(true)
  if (model.isScanning.value) {
    return (
      <section class="stack" aria-labelledby="scan-title">
        <h2 id="scan-title">{words.scanTitle}</h2>
        <QrScanner
          size="ordinary"
          onRead={(answer) => {
            void model.bind(answer)
            return true
          }}
        />
        <div class="actions">
          <Button onPress={() => model.scan(false)}>{words.stop}</Button>
        </div>
      </section>
    )
  }
  return (
    <div class="bring-in-columns">
      {!isKept && left > 0 && <QrImage text={address} label={words.square(called)} />}
      <div class="stack">
        {!isKept && left > 0 && (
          <>
            <h2>{words.onPhone}</h2>
            <ol class="steps">
              {words.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <p>{words.bright}</p>
            <p class="tabular">{words.holds(text.timeLeft(left))}</p>
          </>
        )}
        {left <= 0 && <p role="status">{words.ranOut}</p>}
        {!isKept && left > 0 && (
          <>
            <p>{words.scanWhy}</p>
            <div class="actions">
              <Button kind="main" icon="mobile" onPress={() => model.scan(true)}>
                {words.scan}
              </Button>
            </div>
          </>
        )}
        <p class="hint">{invite.isAnother ? words.oldOne : words.anotherHint}</p>
        <div class="actions">
          <Button onPress={() => void model.make()}>{words.another}</Button>
        </div>
        {!isKept && left > 0 && <WithoutCamera model={model} />}
      </div>
    </div>
  )
}

function WithoutCamera({ model }: { readonly model: InPersonModel }) {
  const { clock } = useApp()
  const spoken = model.spoken.value
  const left = spoken === null ? 0 : spoken.until - clock.value
  return (
    <section class="stack" aria-labelledby="without-camera">
      <h2 id="without-camera">{words.cameraBroken}</h2>
      {spoken !== null && left > 0 ? (
        <div class="stack" role="status">
          <p>
            <b>{words.spokenTitle}</b>
          </p>
          <Digits code={spoken.code} size={4} />
          <p>{words.spokenHow}</p>
          <p class="tabular">{words.spokenHolds(text.timeLeft(left))}</p>
        </div>
      ) : (
        <>
          <p role="status">
            {model.isSpeaking.value ? words.speaking : spoken === null ? words.spokenWords : words.spokenOver}
          </p>
          <div class="actions">
            <Button unavailable={model.isSpeaking.value} onPress={() => void model.speak()}>
              {words.speak}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
