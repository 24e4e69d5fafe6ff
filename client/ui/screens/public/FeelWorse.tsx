/**
 * I feel worse: whom to call, before anything else. This page sends nothing and
 * says so first. 999 and 111 are always there, also before the store has
 * answered; the team's own number and hours only where they are recorded.
 */
import type { HomeView } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { toTel } from '../../components/CallTeam.tsx'
import { CareCard } from '../../components/CareCard.tsx'
import { Icon } from '../../components/Icon.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { publicText } from '../../text/en/public.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: publicText })

export function FeelWorse() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  return (
    <>
      <BarTop aloud={wordAloud()} />
      <ScreenTitle title={text.worseTitle} hidden />
      <p class="honest">
        <Icon name="alert" />
        <span>
          <b>{text.worseHonest}</b>
          {text.worseHonestHint}
        </span>
      </p>
      <CareCard level="now" icon="alert" title={text.now999}>
        <ul>
          {text.now999List.map((sign) => (
            <li key={sign}>{sign}</li>
          ))}
        </ul>
        <ButtonLink kind="call" icon="phone" href="tel:999">
          {text.call999}
        </ButtonLink>
      </CareCard>
      <CareCard level="urgent" icon="warning" title={text.today111}>
        <p>{text.today111Text}</p>
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

function wordAloud(): string {
  const signs = text.now999List.join(', or ')
  return `${text.worseHonest} ${text.now999} ${signs}. ${text.today111} ${text.today111Text}.`
}
