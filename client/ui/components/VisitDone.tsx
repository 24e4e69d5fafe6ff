/** After the tap on finish: what is true now, and once it is saved the two places to go on. */
import { useApp } from '../app-context.ts'
import { routeToPath } from '../router.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'
import { SavedBox } from './SavedBox.tsx'
import { StepTitle } from './StepTitle.tsx'
import { useHowFar } from './use-how-far.ts'

const text = chooseText({ en: visitText })

interface VisitDoneProps {
  readonly called: string
  readonly personId: string
  /** False while it lies behind the page to check. */
  readonly isShown: boolean
  /** The disk has said so. */
  readonly isSaved: boolean
}

export function VisitDone({ called, isSaved, isShown, personId }: VisitDoneProps) {
  const { deviceWord } = useApp()
  const howFar = useHowFar(isSaved)
  return (
    <>
      <div class="top">
        <StepTitle title={isSaved ? text.doneTitle : text.finishingTitle} isShown={isShown} />
      </div>
      <div class="check">
        <SavedBox hasLeft={howFar === 'sent'}>
          <p>
            <b>{isSaved ? text.doneSaved(deviceWord) : text.finishing(deviceWord)}</b>
            {isSaved && text.done[howFar]}
          </p>
        </SavedBox>
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
