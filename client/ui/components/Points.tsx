/** What one value scores: a number with its weight, or a dash while there is none. Never a 0 for something missing. */
import type { News2Points } from '../../domain/scores/news2.ts'
import { news2Text } from '../text/en/news2.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en: news2Text })

export function Points({ points }: { readonly points: News2Points | undefined }) {
  const className = points === undefined ? 'points none' : `points points-${points}`
  return (
    <span class={className}>
      <span aria-hidden="true">{points ?? text.noPoints}</span>
      <span class="unseen">{points === undefined ? text.noPointsYet : text.points(points)}</span>
    </span>
  )
}
