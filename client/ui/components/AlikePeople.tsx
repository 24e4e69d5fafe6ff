/** "Is it this person?": everybody in the list who might be the one that is typed, each to be opened or told apart. */
import { formatPlainName } from '../../domain/names.ts'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import { hasSameNumber, isChosen } from '../models/new-person-form.ts'
import type { PartForm } from '../models/part-form.ts'
import type { PartFormModel } from '../models/part-form-model.ts'
import { routeToPath } from '../router.ts'
import { addPersonText } from '../text/en/add-person.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: addPersonText })

interface AlikePeopleProps {
  readonly form: PartForm
  readonly people: readonly DirectoryRow[]
  readonly model: PartFormModel
}

export function AlikePeople({ form, model, people }: AlikePeopleProps) {
  return (
    <div role="status">
      {people.length > 0 && (
        <section class="doubt to-decide stack" id="new-person-alike" tabIndex={-1} aria-labelledby="alike-title">
          <h3 id="alike-title">
            <Icon name="people" /> {text.alike}
          </h3>
          <p class="small">{text.alikeWhy}</p>
          {people.map((person) => (
            <Alike key={person.personId} form={form} person={person} model={model} />
          ))}
        </section>
      )}
    </div>
  )
}

interface AlikeProps extends Omit<AlikePeopleProps, 'people'> {
  readonly person: DirectoryRow
}

function Alike({ form, model, person }: AlikeProps) {
  const { personId } = person
  const name = formatPlainName(person.name)
  const isOther = isChosen(form, 'other', personId)
  const key = `other/${personId}`
  return (
    <div class="stack">
      <p>
        <b>{name}</b>
        <br />
        <span class="small tabular">
          <WholeFigures>{text.described(person)}</WholeFigures>
        </span>
      </p>
      {hasSameNumber(form, person) && <p class="small">{text.sameNumber}</p>}
      <div class="actions">
        <ButtonLink href={routeToPath({ name: 'person', personId })} about={name}>
          {text.isThis}
        </ButtonLink>
        {!hasSameNumber(form, person) && (
          <Button
            pressed={isOther}
            about={name}
            onPress={() => model.change((now) => ({ ...now, typed: { ...now.typed, [key]: isOther ? '' : 'yes' } }))}
          >
            {text.isOther}
          </Button>
        )}
      </div>
    </div>
  )
}
