/** The public's conversations: whose, who can read each, the last words. Large, one under the other. */
import { knownAs } from '../../domain/records/who-wrote.ts'
import type { ThreadListRow } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import { useTimes } from '../shell-context.ts'
import * as en from '../text/en/circle.ts'
import { publicText } from '../text/en/public.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en })
const words = chooseText({ en: publicText })

export function TalkList({ rows }: { readonly rows: readonly ThreadListRow[] }) {
  return (
    <ul class="talks">
      {rows.map((row) => (
        <li key={row.threadId}>
          <Talk row={row} />
        </li>
      ))}
    </ul>
  )
}

function Talk({ row }: { readonly row: ThreadListRow }) {
  const { clock } = useApp()
  const times = useTimes()
  const { lastAt, lastAuthor, lastMine, lastText, threadId, unread } = row
  const who = lastMine ? text.circleText.you : lastAuthor === null ? '' : `${knownAs(lastAuthor)}:`
  return (
    <a class="talk" href={`/thread/${encodeURIComponent(threadId)}`}>
      <span class="title">{text.talkTitle(row)}</span>
      {unread > 0 && <span class="new">{words.newMessages(unread)}</span>}
      <span class="readers">
        <Icon name="eye" />
        <span>{text.whoReads(row)}</span>
      </span>
      <span class="last">{lastText === null ? text.circleText.nothingYet : `${who} ${lastText}`}</span>
      {lastAt !== null && <span class="last">{times.near(lastAt, clock.value)}</span>}
    </a>
  )
}
