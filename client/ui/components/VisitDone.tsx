/** After the tap on finish: what is true now, and once it is saved the two places to go on. */
import { useApp } from '../app-context.ts'
import { routeToPath } from '../router.ts'
import { useShell } from '../shell-context.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { StepTitle } from './StepTitle.tsx'

const text = chooseText({ en: visitText })

interface VisitDoneProps {
  readonly called: string
  readonly personId: string
  /** The disk has said so. */
  readonly isSaved: boolean
}

export function VisitDone({ called, isSaved, personId }: VisitDoneProps) {
  const { deviceWord } = useApp()
  const isOffline = useShell().pill.pill.value?.type === 'no-signal'
  return (
    <>
      <div class="top">
        <StepTitle title={isSaved ? text.doneTitle : text.finishingTitle} />
      </div>
      <div class="check">
        <div class="honest" role="status">
          <Icon name="clock" />
          <p>
            <b>{isSaved ? text.doneSaved(deviceWord) : text.finishing(deviceWord)}</b>
            {isSaved && (isOffline ? text.doneWillSend : text.doneSends)}
          </p>
        </div>
        <div class="actions" inert={!isSaved}>
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
