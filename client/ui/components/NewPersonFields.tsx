/** The fields of somebody new, in the order one asks for them. */
import type { ComponentChildren } from 'preact'
import { isDay } from '../../domain/dates.ts'
import type { TeamDevicesView, TeamMember } from '../../engine-api/team-acts.ts'
import { useApp } from '../app-context.ts'
import { isChosen, type NewPersonFault, typedNumber } from '../models/new-person-form.ts'
import type { PartForm } from '../models/part-form.ts'
import { addPersonText } from '../text/en/add-person.ts'
import * as enTimes from '../text/en/times.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { Icon } from './Icon.tsx'

const text = chooseText({ en: addPersonText })
const times = chooseText({ en: enTimes })

interface NewPersonFieldsProps {
  readonly form: PartForm
  readonly faults: readonly NewPersonFault[]
  readonly team: TeamDevicesView
  readonly type: (field: string, words: string) => void
  /** Who might be her: stands where enough was typed to know. */
  readonly alike: ComponentChildren
}

export function NewPersonFields({ alike, faults, form, team, type }: NewPersonFieldsProps) {
  const { clock } = useApp()
  const born = form.typed.born ?? ''
  const number = form.typed.nhsNumber ?? ''
  const at = (field: string) => {
    const fault = faults.find((each) => each.field === field)
    return {
      id: `new-person-${field}`,
      value: form.typed[field] ?? '',
      onType: (words: string) => type(field, words),
      ...(fault !== undefined && { problem: text.fault(fault) }),
    }
  }
  return (
    <>
      <h2>{text.who}</h2>
      <div class="two-fields">
        <Field {...at('given')} label={text.given} hint={text.givenHint} />
        <Field {...at('family')} label={text.family} hint={text.familyHint} />
      </div>
      <div class="two-fields">
        <Field {...at('preferred')} label={text.preferred} hint={text.preferredHint} />
        <Field {...at('title')} label={text.titleField} hint={text.titleHint} />
      </div>
      <div class="two-fields">
        <Field
          {...at('born')}
          label={text.born}
          type="date"
          {...(isDay(born) && { hint: text.bornAs(times.bornWithAge(born, clock.value)) })}
        />
        <Field {...at('gender')} label={text.gender} hint={text.genderHint} />
      </div>
      <Field
        {...at('nhsNumber')}
        label={text.nhsNumber}
        hint={text.nhsNumberHint}
        inputMode="numeric"
        onType={(words) => type('nhsNumber', typedNumber(number, words))}
      />
      {alike}
      <h2>{text.reach}</h2>
      <Field {...at('address')} label={text.address} />
      <Field {...at('phone')} label={text.phone} />
      <Field {...at('access')} label={text.access} hint={text.accessHint} />
      <Field {...at('needs')} label={text.needs} hint={text.needsHint} />
      <h2>{text.care}</h2>
      <Colleagues form={form} faults={faults} team={team} type={type} />
    </>
  )
}

function Colleagues({ faults, form, team, type }: Omit<NewPersonFieldsProps, 'alike'>) {
  const clinical = team.members.filter(
    ({ devices, role }) => devices.length > 0 && (role === 'admin' || role === 'staff'),
  )
  const fault = faults.find(({ field }) => field === 'nurse')
  const nurse = form.typed.nurse ?? ''
  const others = clinical.filter(({ isMe, memberId }) => !isMe && memberId !== nurse)
  return (
    <>
      <fieldset class="block" id="new-person-nurse" tabIndex={-1}>
        <legend>{text.nurse}</legend>
        <div class="actions">
          {clinical.map((member) => (
            <Button
              key={member.memberId}
              pressed={nurse === member.memberId}
              onPress={() => type('nurse', member.memberId)}
            >
              {nameOf(member)}
            </Button>
          ))}
        </div>
        {fault !== undefined && (
          <p class="field-problem">
            <Icon name="warning" />
            {text.fault(fault)}
          </p>
        )}
      </fieldset>
      {others.length > 0 && (
        <fieldset class="block">
          <legend>{text.also}</legend>
          <p class="hint">{text.alsoHint}</p>
          <div class="actions">
            {others.map((member) => {
              const isAlso = isChosen(form, 'also', member.memberId)
              return (
                <Button
                  key={member.memberId}
                  pressed={isAlso}
                  onPress={() => type(`also/${member.memberId}`, isAlso ? '' : 'yes')}
                >
                  {nameOf(member)}
                </Button>
              )
            })}
          </div>
        </fieldset>
      )}
    </>
  )
}

function nameOf({ who }: TeamMember): string {
  return who?.name ?? text.unknownColleague
}
