/** One conversation; on a wide screen the list stays beside it. */
import { useApp } from '../../app-context.ts'
import { Conversation } from '../../components/Conversation.tsx'
import { ThreadList } from '../../components/ThreadList.tsx'
import { createThreadsModel } from '../../models/threads-model.ts'
import { useModel } from '../../models/use-model.ts'
import { messagesText } from '../../text/en/messages.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: messagesText })

export function Thread({ threadId }: { readonly threadId: string }) {
  const { engine } = useApp()
  const model = useModel(() => createThreadsModel(engine), [engine])
  const view = model.view.value
  return (
    <div class="messages open">
      <div class="threads">
        <p class="list-title">{text.title}</p>
        {view !== undefined && <ThreadList view={view} openId={threadId} showOlder={model.showOlder.value} />}
      </div>
      <Conversation threadId={threadId} />
    </div>
  )
}
