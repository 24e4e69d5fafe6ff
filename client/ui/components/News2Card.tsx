/** One observation set with its NEWS2: what it asks for in words, and each value with its points. */
import type { ObservationRow } from '../../domain/projections/rows.ts'
import { type News2Parameter, news2Parameters } from '../../domain/scores/news2.ts'
import * as en from '../text/en/record.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en })

interface News2CardProps {
  readonly observation: ObservationRow
}

export function News2Card({ observation }: News2CardProps) {
  const { news2, values } = observation
  const { number, rest } = text.news2.headline(news2)
  const threshold = news2.type === 'complete' ? news2.threshold : news2.type === 'incomplete' ? news2.reached : null
  return (
    <div class="stack news2-set">
      <p class="total-line">
        <b>{number}</b>
        {rest} {threshold !== null && text.news2.response(threshold)}
      </p>
      <dl class="news2">
        {news2Parameters.map((parameter) => (
          <Part
            key={parameter}
            name={text.news2.name(parameter, values.spo2Scale)}
            value={text.news2.value(parameter, values)}
            points={pointsOf(observation, parameter)}
          />
        ))}
      </dl>
    </div>
  )
}

interface PartProps {
  readonly name: string
  readonly value: string | undefined
  readonly points: number | undefined
}

function Part({ name, value, points }: PartProps) {
  return (
    <div class={value === undefined ? 'missing' : `points-${points ?? 0}`}>
      <dt>{name}</dt>
      <dd>
        <b>
          <bdi dir="ltr">{value ?? '–'}</bdi>
        </b>
        <span class="part">
          {points ?? (value === undefined ? text.news2.missing : '–')}
          {points !== undefined && <span class="unseen"> {text.news2.partLabel}</span>}
        </span>
      </dd>
    </div>
  )
}

function pointsOf({ news2 }: ObservationRow, parameter: News2Parameter): number | undefined {
  return news2.type === 'refused' ? undefined : news2.parts[parameter]
}
