/** Words written apart, all of which are shown: who wrote them and when, until somebody says which it is. */
import type { TaskFact } from '../../domain/projections/plan-rows.ts'
import { useApp } from '../app-context.ts'
import { wordedApartText } from '../text/en/worded-apart.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: wordedApartText })

interface WordedApartProps {
  /** By whom; empty where that cannot be told. */
  readonly changes: readonly TaskFact[] | undefined
  readonly where: keyof typeof wordedApartText.hint
}

export function WordedApart({ changes, where }: WordedApartProps) {
  const { clock } = useApp()
  if (changes === undefined) return null
  return (
    <p class="two-values">
      <Icon name="two-people" />
      <span>
        <b>{text.title}</b>{' '}
        {changes.map(({ at, by }) => (
          <WholeFigures key={`${by.memberId} ${at}`}>{text.by(by.name, at, clock.value)}</WholeFigures>
        ))}
        {text.hint[where]}
      </span>
    </p>
  )
}
