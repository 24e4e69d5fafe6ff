/** Tasks: mine or the team's, most urgent first, then by day. Done is one press, with undo in the same place. */
import { useState } from 'preact/hooks'
import { useApp } from '../../app-context.ts'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { OfflineStrip } from '../../components/OfflineStrip.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { TaskCard } from '../../components/TaskCard.tsx'
import { Top } from '../../components/Top.tsx'
import { createTasksModel, type TasksModel } from '../../models/tasks-model.ts'
import { useModel } from '../../models/use-model.ts'
import { tasksText } from '../../text/en/tasks.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: tasksText })

type Who = 'mine' | 'team'

export function Tasks() {
  const app = useApp()
  const [who, setWho] = useState<Who>('mine')
  const model = useModel(() => createTasksModel(app, { who }), [app.engine, who])
  const view = model.view.value
  return (
    <>
      <Top title={text.title} readBy={<ReadBy />}>
        {view !== undefined && text.countLine(view.open.length, view.overdue)}
      </Top>
      <div class="inside">
        <OfflineStrip />
        <fieldset class="whose">
          <legend class="unseen">{text.whose}</legend>
          <div class="choices">
            {(['mine', 'team'] as const).map((each) => (
              <button key={each} type="button" class="button" aria-pressed={who === each} onClick={() => setWho(each)}>
                {who === each && <Icon name="tick" />}
                {text[each]}
              </button>
            ))}
          </div>
        </fieldset>
        {view === undefined ? <Loading /> : <List model={model} who={who} onTeam={() => setWho('team')} />}
      </div>
    </>
  )
}

interface ListProps {
  readonly model: TasksModel
  readonly who: Who
  readonly onTeam: () => void
}

function List({ model, onTeam, who }: ListProps) {
  const view = model.view.value
  const lines = model.open.value
  if (view === undefined) return null
  return (
    <>
      {!view.complete && (
        <p class="strip" role="status">
          <Icon name="sync" />
          <b>{text.notAllHere}</b>
        </p>
      )}
      {lines.length === 0 ? (
        view.complete && <Nothing who={who} onTeam={onTeam} />
      ) : (
        <section class="card list reading" aria-label={text.openTasks}>
          <ul>
            {lines.map((line) => (
              <li key={line.item.task.taskId}>
                <TaskCard
                  line={line}
                  colleagues={view.colleagues}
                  showPerson
                  onAct={(act) => model.act(line.item, act)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Nothing({ onTeam, who }: Pick<ListProps, 'onTeam' | 'who'>) {
  const { title, words } = who === 'mine' ? text.noneMine : text.noneTeam
  return (
    <div class="card reading">
      <EmptyState icon="tick" title={title}>
        <p>{words}</p>
        {who === 'mine' && <Button onPress={onTeam}>{text.seeTeam}</Button>}
        <ButtonLink href="/people">{text.findPerson}</ButtonLink>
      </EmptyState>
    </div>
  )
}
