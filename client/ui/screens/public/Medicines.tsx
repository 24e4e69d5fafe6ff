/**
 * My medicines: the list as the team shared it, in large words with its date. A
 * medicine somebody has yet to decide on is a name and "being checked", never a
 * dose. Without a list the page says what to go by, and how to ask.
 */
import type { HomeView } from '../../../engine-api/home-views.ts'
import type { MyMedicinesView } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { CallTeam } from '../../components/CallTeam.tsx'
import { Loading } from '../../components/Loading.tsx'
import { MyMedicine } from '../../components/MyMedicine.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { publicText } from '../../text/en/public.ts'
import { myMedicinesText } from '../../text/en/public-medicines.ts'
import * as enTimes from '../../text/en/public-times.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: publicText })
const mine = chooseText({ en: myMedicinesText })
const times = chooseText({ en: enTimes })

export function Medicines() {
  const { engine } = useApp()
  const home = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const model = useModel(() => watchQuery(engine, 'my-medicines', {}), [engine])
  const view = model.view.value
  const { lines = null } = view ?? {}
  return (
    <>
      <BarTop aloud={lines === null ? `${text.medicinesNone} ${text.medicinesNoneHint}` : mine.aloud(lines)} />
      <ScreenTitle title={text.medicinesTitle} />
      {view === undefined ? (
        <Loading />
      ) : lines === null ? (
        <NoList complete={view.complete} />
      ) : (
        <List view={{ ...view, lines }} home={home.view.value} />
      )}
      <CallTeam phone={home.view.value?.phone ?? null} />
    </>
  )
}

function NoList({ complete }: { readonly complete: boolean }) {
  return (
    <>
      <p>
        <b>{complete ? text.medicinesNone : mine.onTheWay}</b>
      </p>
      <p>{text.medicinesNoneHint}</p>
      <ButtonLink size="big" icon="message" href="/messages">
        {text.medicinesAsk}
      </ButtonLink>
    </>
  )
}

interface ListProps {
  readonly view: MyMedicinesView & { readonly lines: NonNullable<MyMedicinesView['lines']> }
  readonly home: HomeView | undefined
}

function List({ home, view: { lines, listedAt, updatedAt } }: ListProps) {
  const { clock } = useApp()
  return (
    <>
      {listedAt !== null && <p>{mine.listedOn(times.longDay(listedAt), times.dayInWords(listedAt, clock.value))}</p>}
      {lines.length === 0 && (
        <p>
          <b>{mine.empty}</b>
        </p>
      )}
      <ul class="my-medicines">
        {lines.map((line) => (
          <MyMedicine key={JSON.stringify(line)} line={line} threadId={home?.threadId ?? null} />
        ))}
      </ul>
      {updatedAt !== null && (
        <p class="quiet">
          {text.asOf(`${times.dayInWords(updatedAt, clock.value)} at ${times.clockInWords(updatedAt)}`)}
        </p>
      )}
    </>
  )
}
