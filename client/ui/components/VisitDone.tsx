/** After finishing: what is true now, and the two places to go on. */
import { useApp } from '../app-context.ts'
import { routeToPath } from '../router.ts'
import { useShell } from '../shell-context.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { StepTitle } from './StepTitle.tsx'

const text = chooseText({ en: visitText })

export function VisitDone({ called, personId }: { readonly called: string; readonly personId: string }) {
  const { deviceWord } = useApp()
  const isOffline = useShell().pill.pill.value?.type === 'no-signal'
  return (
    <>
      <div class="top">
        <StepTitle title={text.doneTitle} />
      </div>
      <div class="check">
        <div class="honest" role="status">
          <Icon name="clock" />
          <p>
            <b>{text.doneSaved(deviceWord)}</b>
            {isOffline ? text.doneWillSend : text.doneSends}
          </p>
        </div>
        <div class="actions">
          <ButtonLink kind="main" size="tall" href="/today">
            {text.doneToday}
          </ButtonLink>
          <ButtonLink size="tall" href={routeToPath({ name: 'person', personId })}>
            {text.doneBack(called)}
          </ButtonLink>
        </div>
      </div>
    </>
  )
}
