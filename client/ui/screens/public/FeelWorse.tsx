/**
 * I feel worse: whom to call, before anything else. This page sends nothing and
 * says so first. 999 and 111 are always there, also before the store has
 * answered; the team's own number and hours only where they are recorded.
 */
import type { HomeView } from '../../../engine-api/home-views.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { CareCard } from '../../components/CareCard.tsx'
import { Icon } from '../../components/Icon.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { toTel } from '../../telephone.ts'
import { circleText } from '../../text/en/circle.ts'
import { publicText } from '../../text/en/public.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: publicText })
const circles = chooseText({ en: circleText })

export function FeelWorse() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  const words = wordsFor(view)
  return (
    <>
      <BarTop aloud={wordAloud(words)} />
      <ScreenTitle title={words.title} hidden />
      <p class="honest">
        <Icon name="alert" />
        <span>
          <b>{text.worseHonest}</b>
          {text.worseHonestHint}
        </span>
      </p>
      <CareCard level="now" icon="alert" title={text.now999}>
        <ul>
          {words.signs.map((sign) => (
            <li key={sign}>{sign}</li>
          ))}
        </ul>
        <ButtonLink kind="call" icon="phone" href="tel:999">
          {text.call999}
        </ButtonLink>
      </CareCard>
      <CareCard level="urgent" icon="warning" title={text.today111}>
        <p>{words.today}</p>
        <ButtonLink icon="phone" href="tel:111">
          {text.call111}
        </ButtonLink>
      </CareCard>
      {view !== undefined && <TeamCard view={view} />}
    </>
  )
}

function TeamCard({ view }: { readonly view: HomeView }) {
  const hours = view.answeredWhen ?? null
  return (
    <CareCard level="team" icon="door" title={hours === null ? text.teamTitle : text.teamHours(hours)}>
      {view.phone === null ? (
        <p>{text.teamNoPhone}</p>
      ) : (
        <>
          <p>{hours === null ? text.teamCall : text.teamCallInHours}</p>
          <ButtonLink icon="phone" href={toTel(view.phone)}>
            {text.callTeam}
          </ButtonLink>
        </>
      )}
      <a class="link" href="/messages">
        {text.teamMessage}
      </a>
      <p>{text.teamMessageHint}</p>
    </CareCard>
  )
}

interface WorseWords {
  readonly title: string
  readonly signs: readonly string[]
  readonly today: string
}

/** Family and associates look for somebody else. */
function wordsFor(view: HomeView | undefined): WorseWords {
  return view === undefined || view.role === 'patient'
    ? { title: text.worseTitle, signs: text.now999List, today: text.today111Text }
    : { title: circles.worried, signs: circles.worriedList, today: circles.worried111 }
}

function wordAloud({ signs, today }: WorseWords): string {
  return `${text.worseHonest} ${text.now999} ${signs.join(', or ')}. ${text.today111} ${today}.`
}
