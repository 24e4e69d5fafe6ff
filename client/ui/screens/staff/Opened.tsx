/** Records that colleagues opened who do not look after their people: to the named nurse, to administrators, and one's own. */
import { useState } from 'preact/hooks'
import { formatPlainName } from '../../../domain/names.ts'
import type { OpeningItem } from '../../../engine-api/access-acts.ts'
import { useApp } from '../../app-context.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { EndOpening } from '../../components/EndOpening.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { Top } from '../../components/Top.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import * as en from '../../text/en/opening.ts'
import { readByText } from '../../text/en/read-by.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en })
const readBy = chooseText({ en: readByText })
const { openingText: words } = text

export function Opened() {
  const { engine } = useApp()
  const [done, setDone] = useState<string | null>(null)
  const view = useModel(() => watchQuery(engine, 'openings', {}), [engine]).view.value
  return (
    <>
      <Top title={words.listTitle} readBy={<ReadBy words={readBy.openings} />} />
      <div class="inside stack reading">
        <p>{words.listHint}</p>
        {done !== null && <p role="status">{done}</p>}
        {view === undefined ? (
          <Loading />
        ) : (
          <>
            {!view.complete && <p class="strip">{words.onItsWay}</p>}
            {view.rows.length === 0 && view.complete && <EmptyState icon="eye" title={words.none} />}
            {view.rows.length > 0 && (
              <ul class="card list decisions" aria-label={words.list}>
                {view.rows.map((item) => (
                  <li key={`${item.personId} ${item.memberId}`}>
                    <Row item={item} />
                    {item.mayEnd && <EndOpening item={item} onDone={setDone} />}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
    </>
  )
}

function Row({ item }: { readonly item: OpeningItem }) {
  const { clock } = useApp()
  const { own, person, personId, reason, who } = item
  const by = own ? words.own : (who?.name ?? words.noName)
  return (
    <a class="decision" href={routeToPath({ name: 'sharing', personId })}>
      <Icon name="eye" />
      <span>
        <span class="name">{person === null ? words.noPerson : formatPlainName(person.name)}</span>
        <b>
          {by}. {text.reasonInWords(reason)}.
        </b>
        <span class="small quiet tabular">{text.openUntil(item, clock.value)}</span>
      </span>
    </a>
  )
}
