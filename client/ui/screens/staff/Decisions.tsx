/**
 * One list of what waits for somebody's decision: who it is about, what, who wrote
 * it and for how long it has been open. Each leads to where it is decided. At a
 * desk J and K move through it and Enter opens.
 */
import { formatPlainName } from '../../../domain/names.ts'
import { isStop } from '../../../domain/projections/warning-rows.ts'
import type { DecisionItem, DecisionsView } from '../../../engine-api/decision-views.ts'
import { useApp } from '../../app-context.ts'
import { ApartFacts } from '../../components/ApartSides.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { Top } from '../../components/Top.tsx'
import { useDecisionKeys } from '../../components/use-decision-keys.ts'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import { decisionsText } from '../../text/en/decisions.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: decisionsText })

export function Decisions() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'decisions', {}), [engine])
  const view = model.view.value
  useDecisionKeys('.decision')
  return (
    <>
      <Top title={text.title} readBy={<ReadBy />}>
        {view?.complete === true && text.line(view.items.length)}
      </Top>
      <div class="inside stack reading">{view === undefined ? <Loading /> : <List view={view} />}</div>
    </>
  )
}

function List({ view: { complete, items } }: { readonly view: DecisionsView }) {
  const { deviceWord } = useApp()
  return (
    <>
      {!complete && (
        <p class="strip" role="status">
          <Icon name="sync" />
          {text.incomplete}
        </p>
      )}
      {items.length === 0 && complete && (
        <EmptyState icon="fork" title={text.none}>
          <p>{text.noneHint}</p>
        </EmptyState>
      )}
      {items.length > 0 && deviceWord === 'computer' && <p class="hint">{text.keys}</p>}
      {items.length > 0 && (
        <ul class="card list decisions" aria-label={text.list}>
          {items.map((item) => (
            <li key={item.id}>
              <Row item={item} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Row({ item }: { readonly item: DecisionItem }) {
  const { clock } = useApp()
  const { about, person, personId } = item
  const name = personId === null ? text.team : person === null ? text.noName : formatPlainName(person.name)
  const isAlarm = about.type === 'warning' && isStop(about.warning)
  return (
    <a class={isAlarm ? 'decision alarm' : 'decision'} href={pathOf(item)}>
      <Icon name={about.type === 'warning' ? (isAlarm ? 'alert' : 'warning') : 'fork'} />
      <span>
        <span class="name">{name}</span>
        <b>
          <WholeFigures>{text.itemTitle(about)}</WholeFigures>
        </b>
        {about.type === 'warning' && <ApartFacts warning={about.warning} />}
        <span class="small quiet tabular">
          <WholeFigures>{text.by(item, clock.value)}</WholeFigures>
        </span>
      </span>
    </a>
  )
}

/** Where it is decided. */
function pathOf({ about, personId }: DecisionItem): string {
  switch (about.type) {
    case 'medicine':
      return routeToPath({ name: 'medicine', personId: personId ?? '', medicineId: about.medicine.medicineId })
    case 'detail':
      return routeToPath({ name: 'details', personId: personId ?? '' })
    case 'warning':
      return routeToPath({ name: 'person', personId: personId ?? '' })
    case 'visit':
      return routeToPath({ name: 'team', date: about.date })
    case 'setting':
      return routeToPath({ name: 'team-settings' })
  }
}
