/** A set of observations being entered: the seven rows of the chart, the total with what it means, and why something is missing. */
import { calledName } from '../../domain/names.ts'
import type { News2Parameter, News2Result } from '../../domain/scores/news2.ts'
import { type MeasuredParameter, measuredParameters } from '../../domain/scores/plausibility.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import {
  consciousnessLevels,
  oxygenChoices,
  readUsual,
  stepTyped,
  typicalSpo2Scale2,
  typicalValue,
  writeValue,
} from '../models/news2-entry.ts'
import { chooseConsciousness, chooseOxygen, giveReason, typeValue, type VisitForm } from '../models/visit-form.ts'
import { news2Text } from '../text/en/news2.ts'
import * as times from '../text/en/times.ts'
import { chooseText } from '../text/text.ts'
import { News2Choice } from './News2Choice.tsx'
import { News2Row } from './News2Row.tsx'
import { NotMeasured } from './NotMeasured.tsx'

const text = chooseText({ en: news2Text })

interface News2EntryProps {
  readonly form: VisitForm
  readonly person: PersonView
  readonly score: News2Result
  readonly onChange: (make: (form: VisitForm) => VisitForm) => void
}

export function News2Entry({ form, person, score, onChange }: News2EntryProps) {
  const parts = score.type === 'refused' ? {} : score.parts
  const row = (parameter: MeasuredParameter) => (
    <News2Row
      key={parameter}
      parameter={parameter}
      label={readLabel(parameter, person)}
      hint={readHint(parameter, form, person)}
      typed={form.typed[parameter] ?? ''}
      kept={form.kept.includes(parameter)}
      points={parts[parameter]}
      onType={(typed) => onChange((now) => typeValue(now, parameter, typed))}
      onStep={(direction) => onChange((now) => step(now, parameter, direction, person))}
      onKeep={() => onChange((now) => ({ ...now, kept: [...now.kept, parameter] }))}
    />
  )
  return (
    <>
      <div class="card list">
        {measuredParameters.slice(0, 2).map(row)}
        <News2Choice
          parameter="oxygen"
          label={text.parameters.oxygen.label}
          hint={readReason('oxygen', form)}
          choices={oxygenChoices}
          words={text.oxygen}
          chosen={form.oxygen}
          points={parts.oxygen}
          onChoose={(choice) => onChange((now) => chooseOxygen(now, choice))}
        />
        {row('systolic')}
        {row('pulse')}
        <News2Choice
          parameter="consciousness"
          label={text.parameters.consciousness.label}
          hint={readReason('consciousness', form)}
          choices={consciousnessLevels}
          words={text.consciousness}
          chosen={form.consciousness}
          points={parts.consciousness}
          onChoose={(choice) => onChange((now) => chooseConsciousness(now, choice))}
        />
        {row('temperature')}
      </div>
      <NotMeasured
        form={form}
        onReason={(parameter, reason) => onChange((now) => giveReason(now, parameter, reason))}
      />
      <p class="small quiet">{text.copyright}</p>
    </>
  )
}

function step(form: VisitForm, parameter: MeasuredParameter, direction: -1 | 1, person: PersonView): VisitForm {
  const usual = readUsual(parameter, person.observations)
  const typical = parameter === 'spo2' && person.scale2Target ? typicalSpo2Scale2 : typicalValue[parameter]
  const typed = form.typed[parameter] ?? ''
  const next = stepTyped(parameter, typed, direction, usual?.value ?? typical)
  return next === typed ? form : typeValue(form, parameter, next)
}

function readLabel(parameter: MeasuredParameter, person: PersonView): string {
  return parameter === 'spo2' && person.scale2Target ? text.spo2Scale2 : text.parameters[parameter].label
}

/** A reason first; then the prescribed target, or that there may be one; then what is usual for this person; else that nothing is entered. */
function readHint(parameter: MeasuredParameter, form: VisitForm, person: PersonView): string {
  const reason = readReason(parameter, form)
  if (reason !== '') return reason
  const target = person.scale2Target
  if (parameter === 'spo2' && target) return text.scale2Target(target.by)
  const whyScale1 = parameter === 'spo2' ? readWhyScale1(person) : null
  if (whyScale1 !== null) return whyScale1
  const usual = readUsual(parameter, person.observations)
  if (usual === null) return (form.typed[parameter] ?? '') === '' ? text.notEntered : ''
  const value = writeValue(parameter, usual.value)
  const name = person.banner?.name ?? person.person?.name
  return usual.type === 'usual'
    ? text.usually(name === undefined ? '' : calledName(name), value)
    : text.lastTime(value, times.dateOf(usual.at))
}

/** Why oxygen is on Scale 1 though a target may have been prescribed; null where there is nothing to say. */
export function readWhyScale1({ complete, disputes = [], scale2Target }: PersonView): string | null {
  if (scale2Target) return null
  if (disputes.some(({ part }) => part.kind === 'target')) return text.scale2InDoubt
  return complete ? null : text.scale2NotHere
}

function readReason(parameter: News2Parameter, form: VisitForm): string {
  const reason = form.notMeasured[parameter]
  return reason === undefined ? '' : text.notMeasured(reason)
}
