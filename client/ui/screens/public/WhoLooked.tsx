/** Who looked at my record: staff by name, role and day, for thirty days. What is not known here yet is said, not left out. */
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Loading } from '../../components/Loading.tsx'
import { LookList } from '../../components/LookList.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { sharingText } from '../../text/en/sharing.ts'
import { chooseText } from '../../text/text.ts'
import { AsOf } from './WhoSees.tsx'

const text = chooseText({ en: sharingText })

export function WhoLooked() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'sharing', { personId: null }), [engine])
  const view = model.view.value
  return (
    <>
      <BarTop />
      <ScreenTitle title={text.lookedTitle} />
      <p>{text.lookedHint}</p>
      {view === undefined ? (
        <Loading />
      ) : (
        <>
          {view.looks.length === 0 && (
            <EmptyState icon="eye" title={view.complete ? text.lookedNobody : text.onItsWay} />
          )}
          <LookList looks={view.looks} />
          {!view.complete && view.looks.length > 0 && <p>{text.onItsWay}</p>}
          <p>{text.lookedLate}</p>
          <AsOf view={view} />
          <ButtonLink size="big" icon="message" href="/messages">
            {text.lookedAsk}
          </ButtonLink>
        </>
      )}
    </>
  )
}
