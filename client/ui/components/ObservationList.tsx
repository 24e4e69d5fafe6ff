/** The values of a set as they will be written, then what was not measured and why. */
import type { ObservationInput } from '../../domain/records/observations.ts'
import { type News2Parameter, news2Parameters } from '../../domain/scores/news2.ts'
import { isMeasured, writeValue } from '../models/news2-entry.ts'
import { news2Text } from '../text/en/news2.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en: news2Text })

export function ObservationList({ observations }: { readonly observations: ObservationInput }) {
  return (
    <dl class="values">
      {news2Parameters.map((parameter) => {
        const words = wordValue(parameter, observations)
        if (words === null) return null
        return (
          <div key={parameter}>
            <dt>{text.parameters[parameter].label}</dt>
            <dd>{words}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function wordValue(parameter: News2Parameter, { notMeasured, values }: ObservationInput): string | null {
  const reason = notMeasured[parameter]
  if (reason !== undefined) return text.notMeasured(reason)
  if (isMeasured(parameter)) {
    const value = values[parameter]
    return value === undefined ? null : writeValue(parameter, value)
  }
  if (parameter === 'oxygen') return values.oxygen === undefined ? null : text.oxygen[values.oxygen]
  return values.consciousness === undefined ? null : text.consciousness[values.consciousness]
}
