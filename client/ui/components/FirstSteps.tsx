/** On a Today without visits: what an administrator does before anybody can be looked after. Nothing once it is done. Rule TD750. */
import { useApp } from '../app-context.ts'
import { hasFirstSteps } from '../models/first-steps.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import * as en from '../text/en/today.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'

const text = chooseText({ en })

export function FirstSteps() {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'team-devices', {}), [engine]).view.value
  if (view === undefined || !hasFirstSteps(view)) return null
  return (
    <section class="card stack" aria-labelledby="first-steps">
      <h2 id="first-steps">{text.firstSteps.title}</h2>
      <p>{text.firstSteps.words(view.kit === 'kept', view.adminCount < 2)}</p>
      <div class="actions">
        <ButtonLink kind="main" href="/team-devices">
          {text.firstSteps.action}
        </ButtonLink>
      </div>
    </section>
  )
}
