/**
 * Planning a visit: to whom, then one page with the day, the time, who goes and
 * what for. What it cannot both be meant with is said before it is saved. Works
 * without signal; one press takes it back.
 */
import { useState } from 'preact/hooks'
import { formatPlainName } from '../../../domain/names.ts'
import { useApp } from '../../app-context.ts'
import { Field } from '../../components/Field.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PlanVisitForm } from '../../components/PlanVisitForm.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { Top } from '../../components/Top.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import { planVisitText } from '../../text/en/plan-visit.ts'
import { readByText } from '../../text/en/read-by.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: planVisitText })
const readBy = chooseText({ en: readByText })

export function PlanVisit({ personId }: { readonly personId: string | null }) {
  return (
    <>
      <Top title={text.title} readBy={<ReadBy words={readBy.visits} />} />
      <div class="inside stack reading">{personId === null ? <Choose /> : <ForPerson personId={personId} />}</div>
    </>
  )
}

function ForPerson({ personId }: { readonly personId: string }) {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'person', { personId }), [engine, personId])
  const view = model.view.value
  if (view === undefined) return <Loading />
  return view.person === null ? <p>{text.unknown}</p> : <PlanVisitForm person={view.person} />
}

function Choose() {
  const { engine } = useApp()
  const [search, setSearch] = useState('')
  const model = useModel(() => watchQuery(engine, 'people', { search, limit: 20 }), [engine, search])
  const rows = search.trim() === '' ? [] : (model.view.value?.rows ?? [])
  return (
    <section class="stack" aria-label={text.toWhom}>
      <h2>{text.toWhom}</h2>
      <Field label={text.search} value={search} onType={setSearch} inputMode="search" />
      {search.trim() !== '' && model.view.value !== undefined && rows.length === 0 && <p>{text.noneFound}</p>}
      {rows.length > 0 && (
        <ul class="card list decisions">
          {rows.map(({ person }) => (
            <li key={person.personId}>
              <a class="decision" href={routeToPath({ name: 'plan-visit', personId: person.personId })}>
                <span>
                  <span class="name">{formatPlainName(person.name)}</span>
                  <span class="small quiet">{person.address}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
