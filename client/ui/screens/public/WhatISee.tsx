/** What one of the family is shown, plainly, what has ended, and whom to ask for more. What was never shared is not hinted at. */
import type { ToldKind } from '../../../domain/records/shared-with.ts'
import type { HomeView } from '../../../engine-api/home-views.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { Ended } from '../../components/Ended.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { circleText } from '../../text/en/circle.ts'
import * as en from '../../text/en/sharing.ts'
import { chooseText } from '../../text/text.ts'
import { UnknownPage } from '../DeviceScreens.tsx'

const text = chooseText({ en })
const circles = chooseText({ en: circleText })

export function WhatISee() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  if (view === undefined) return <Loading />
  return view.role === 'family' ? <Seen view={view} /> : <UnknownPage />
}

function Seen({ view }: { readonly view: HomeView }) {
  const called = view.about ?? circles.them
  const on = shownNow(view)
  return (
    <>
      <BarTop />
      <ScreenTitle title={text.sharingText.seeTitle} />
      <ul class="seen-list">
        {on.map((kind) => (
          <li key={kind}>
            <Icon name="eye" />
            <span>{text.sees(kind, called)}</span>
          </li>
        ))}
        {view.threadId !== null && (
          <li>
            <Icon name="eye" />
            <span>{circles.ownTalk}</span>
          </li>
        )}
      </ul>
      <Ended told={view.told} called={called} />
      <section class="stack">
        <h2>{text.sharingText.seeMore}</h2>
        <p>{text.seeMoreHint(called)}</p>
        <ButtonLink size="big" icon="message" href="/messages">
          {circles.message}
        </ButtonLink>
      </section>
      <section class="stack">
        <h2>{text.sharingText.otherPhoneTitle}</h2>
        <p>{text.sharingText.otherPhone}</p>
      </section>
    </>
  )
}

/** A circle that is on this phone is read here, also before a device of the team has said what is shared. */
function shownNow({ threads, told }: HomeView): readonly ToldKind[] {
  if (told !== undefined) return told.on
  return threads.some(({ kind }) => kind === 'circle') ? ['circle'] : []
}
