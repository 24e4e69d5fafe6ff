/** All conversations; on a wide screen with the place beside them where one opens. */
import { useApp } from '../../app-context.ts'
import { Loading } from '../../components/Loading.tsx'
import { ThreadList } from '../../components/ThreadList.tsx'
import { Top } from '../../components/Top.tsx'
import { createThreadsModel } from '../../models/threads-model.ts'
import { useModel } from '../../models/use-model.ts'
import { messagesText } from '../../text/en/messages.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: messagesText })

export function Messages() {
  const { engine } = useApp()
  const model = useModel(() => createThreadsModel(engine), [engine])
  const view = model.view.value
  return (
    <div class="messages">
      <Top title={text.title} />
      <div class="threads">
        {view === undefined ? <Loading /> : <ThreadList view={view} openId={null} showOlder={model.showOlder.value} />}
      </div>
      {view !== undefined && view.rows.length > 0 && <p class="choose">{text.chooseThread}</p>}
    </div>
  )
}
