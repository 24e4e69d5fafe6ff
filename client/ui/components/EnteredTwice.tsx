/** On a record: that this person seems to be in the list twice, or was, and where they go on. */
import { useState } from 'preact/hooks'
import { formatPlainName } from '../../domain/names.ts'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import { useApp } from '../app-context.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { routeToPath } from '../router.ts'
import { addPersonText, doublesText } from '../text/en/add-person.ts'
import { wordProblem } from '../text/en/problems.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Problem } from './Problem.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: doublesText })
const described = chooseText({ en: addPersonText }).described

export function EnteredTwice({ personId }: { readonly personId: string }) {
  const { deviceWord, engine, newCommandId, readNow } = useApp()
  const model = useModel(() => watchQuery(engine, 'doubles', { personId }), [engine, personId])
  const [problem, setProblem] = useState<CommandProblem | null>(null)
  const view = model.view.value
  if (view === undefined) return null

  async function settle(otherId: string, same: boolean): Promise<void> {
    const intent = { commandId: newCommandId(), at: readNow() }
    const outcome = await engine.run({ type: 'settle-double', personId, otherId, same, ...intent })
    setProblem(outcome.ok ? null : outcome.problem)
  }

  const words = problem === null ? null : wordProblem(problem, deviceWord)
  return (
    <>
      {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      {view.goesOn !== null && <GoesOn other={view.goesOn} onTakeBack={(id) => void settle(id, false)} />}
      {view.maybe.map((other) => (
        <Maybe key={other.personId} other={other} onSettle={(same) => void settle(other.personId, same)} />
      ))}
      {view.left.map(({ personId: other }) => (
        <p key={other} class="strip">
          <Icon name="people" />
          <span>{text.left}</span>
          <ButtonLink href={routeToPath({ name: 'person', personId: other })}>{text.leftOpen}</ButtonLink>
        </p>
      ))}
    </>
  )
}

interface OtherProps {
  readonly other: DirectoryRow
}

function GoesOn({ onTakeBack, other }: OtherProps & { readonly onTakeBack: (otherId: string) => void }) {
  return (
    <section class="doubt to-decide stack" role="status">
      <p>
        <Icon name="fork" /> <b>{text.goesOn(formatPlainName(other.name))}</b> {text.goesOnWhy}
      </p>
      <div class="actions">
        <ButtonLink kind="main" href={routeToPath({ name: 'person', personId: other.personId })}>
          {text.toOther}
        </ButtonLink>
        <Button onPress={() => onTakeBack(other.personId)}>{text.takeBack}</Button>
      </div>
    </section>
  )
}

function Maybe({ onSettle, other }: OtherProps & { readonly onSettle: (same: boolean) => void }) {
  return (
    <section class="doubt to-decide stack" aria-label={text.title}>
      <p>
        <Icon name="people" /> <b>{text.title}</b> {text.why}
      </p>
      <p>
        <b>{formatPlainName(other.name)}</b>{' '}
        <span class="small tabular">
          <WholeFigures>{described(other)}</WholeFigures>
        </span>
      </p>
      <div class="actions">
        <ButtonLink href={routeToPath({ name: 'person', personId: other.personId })}>{text.open}</ButtonLink>
        <Button onPress={() => onSettle(true)}>{text.same}</Button>
        <Button onPress={() => onSettle(false)}>{text.different}</Button>
      </div>
      <p class="small">{text.sameHint}</p>
    </section>
  )
}
