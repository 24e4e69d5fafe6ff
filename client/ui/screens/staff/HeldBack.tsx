/**
 * What removed devices had written and not sent: an administrator reads each,
 * lets it into the record or leaves it out with a reason. Rules PX110 to PX113.
 */
import type { HeldItem, HeldView } from '../../../engine-api/held-back.ts'
import { useApp } from '../../app-context.ts'
import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { HeldCard } from '../../components/HeldCard.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Top } from '../../components/Top.tsx'
import { createHeldBackModel, type HeldBackModel } from '../../models/held-back-model.ts'
import { groupHeld } from '../../models/held-together.ts'
import { useModel } from '../../models/use-model.ts'
import * as en from '../../text/en/held-back.ts'
import { teamText } from '../../text/en/team.ts'
import { chooseText } from '../../text/text.ts'

const { heldBackText: text, wordHeldProblem } = chooseText({ en })
const team = chooseText({ en: teamText })

export function HeldBack() {
  const app = useApp()
  const model = useModel(() => createHeldBackModel(app), [app.engine])
  const view = model.view.value
  const problem = model.problem.value
  return (
    <>
      <Top title={text.title} />
      <div class="inside stack reading">
        <p>{text.hint}</p>
        {problem !== null && (
          <Problem {...wordHeldProblem(problem)}>
            <Button icon="sync" onPress={() => void model.look()}>
              {text.again}
            </Button>
          </Problem>
        )}
        {view === undefined && problem === null && <Loading />}
        {view !== undefined && <List model={model} view={view} />}
        <div class="actions">
          <a class="link" href="/team-devices">
            {team.devices}
          </a>
        </div>
      </div>
    </>
  )
}

function List({ model, view: { items, more } }: { readonly model: HeldBackModel; readonly view: HeldView }) {
  const automatic = items.filter(({ content }) => content.type === 'automatic')
  const lost = items.filter(({ content }) => content.type === 'lost-photo')
  const written = items.filter((item) => !automatic.includes(item) && !lost.includes(item))
  if (items.length === 0)
    return (
      <EmptyState icon="tick" title={text.none}>
        <p>{text.noneHint}</p>
      </EmptyState>
    )
  return (
    <>
      {more && (
        <p class="strip" role="status">
          {text.more}
        </p>
      )}
      {written.length > 0 && (
        <ul class="stack" aria-label={text.list}>
          {groupHeld(written).map((together) => (
            <li key={together[0].entryId}>
              <HeldCard items={together} model={model} />
            </li>
          ))}
        </ul>
      )}
      {lost.length > 0 && (
        <Away items={lost} model={model} title={text.lostPhotos(lost.length)} hint={text.lostPhotosHint} />
      )}
      {automatic.length > 0 && (
        <Away items={automatic} model={model} title={text.automatic(automatic.length)} hint={text.automaticHint} />
      )}
    </>
  )
}

interface AwayProps {
  readonly items: readonly HeldItem[]
  readonly model: HeldBackModel
  readonly title: string
  readonly hint: string
}

/** Nobody decides about these one by one. */
function Away({ hint, items, model, title }: AwayProps) {
  return (
    <section class="card stack" aria-label={title}>
      <h2>{title}</h2>
      <p>{hint}</p>
      <div class="actions">
        <Button onPress={() => void model.putAway(items.map(({ entryId }) => entryId))}>{text.putAway}</Button>
      </div>
    </section>
  )
}
