/**
 * What the set comes to so far, and what to do next. While anything is missing
 * the number stands under "at least" and the missing values are named; a bare
 * number or band never stands alone (rule VS8).
 */
import type { News2Result, News2Threshold } from '../../domain/scores/news2.ts'
import { news2Text } from '../text/en/news2.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'

const text = chooseText({ en: news2Text })

const levelByThreshold: Readonly<Record<News2Threshold, 'plain' | 'mid' | 'high'>> = {
  zero: 'plain',
  low: 'plain',
  'single-red': 'mid',
  medium: 'mid',
  high: 'high',
}

export function News2Total({ score }: { readonly score: News2Result }) {
  if (score.type === 'refused') return <p class="total-refused">{text.refusals[score.reason]}</p>
  const nothing = Object.keys(score.parts).length === 0
  const reached = score.type === 'complete' ? score.threshold : score.reached
  const level = reached === null ? 'plain' : levelByThreshold[reached]
  return (
    <section class={`total ${level}`} aria-label={text.heading}>
      <p class="number" role="status">
        {nothing ? (
          <>
            <span aria-hidden="true">{text.noPoints}</span>
            <span class="unseen">{text.nothingEntered}</span>
          </>
        ) : (
          <>
            {score.type === 'incomplete' && <small>{text.atLeast} </small>}
            {score.type === 'complete' ? score.total : score.atLeast}
          </>
        )}
      </p>
      <div class="means">{nothing ? <Nothing /> : <Means score={score} reached={reached} />}</div>
      {reached !== null && level !== 'plain' && (
        <ButtonLink kind="call" icon="phone" href="tel:999">
          {level === 'high' ? text.call999 : text.call999IfWorse}
        </ButtonLink>
      )}
    </section>
  )
}

function Nothing() {
  return (
    <>
      <p class="band">{text.nothingEntered}</p>
      <p>{text.nothingEnteredHint}</p>
    </>
  )
}

interface MeansProps {
  readonly score: Exclude<News2Result, { readonly type: 'refused' }>
  readonly reached: News2Threshold | null
}

function Means({ score, reached }: MeansProps) {
  const band = reached === null ? undefined : text.bands[reached]
  return (
    <>
      <p class="band">{band?.title ?? text.notYetKnown}</p>
      {band !== undefined && <p>{band.action}</p>}
      <p class="small">
        {score.type === 'complete' ? text.complete : text.incomplete(score.atLeast, score.missing.length)}{' '}
        {score.red.length > 0 && text.redValues(score.red.map((red) => text.parameters[red].short))}
      </p>
    </>
  )
}
