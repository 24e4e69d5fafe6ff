/** The care plan in somebody's record: whether there is one, when it was changed, and the way to it. */
import { useApp } from '../../app-context.ts'
import { ButtonLink } from '../../components/Button.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import * as en from '../../text/en/person.ts'
import { planText } from '../../text/en/plan.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: planText })
const person = chooseText({ en })

export function PersonPlan({ called, personId }: { readonly personId: string; readonly called: string }) {
  const { clock, engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'care-plan', { personId }), [engine, personId]).view.value
  if (view === undefined) return null
  const written = view.sections.filter((section) => section.text.trim() !== '').length
  return (
    <section class="stack" aria-labelledby="care-plan-title">
      <div class="section-head">
        <h2 id="care-plan-title">{text.title}</h2>
        {view.changedAt !== null && <p class="quiet tabular">{text.changedAt(view.changedAt, clock.value)}</p>}
      </div>
      <div class="card plan-section">
        <p class={view.isEmpty ? 'quiet' : undefined}>
          {!view.isEmpty ? text.written(written) : view.complete ? text.none(called) : person.arriving.short}
        </p>
        <div class="actions">
          <ButtonLink icon="note" href={routeToPath({ name: 'plan', personId })}>
            {text.open}
          </ButtonLink>
        </div>
      </div>
    </section>
  )
}
