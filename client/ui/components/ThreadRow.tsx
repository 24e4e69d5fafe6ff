/** One thread in a list: who, who can read it (eye or lock, in words), the last words, what is new or not sent. */
import type { ThreadListRow } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/threads.ts'
import * as enTimes from '../text/en/times.ts'
import { chooseText } from '../text/text.ts'
import { Face } from './Face.tsx'
import { Icon } from './Icon.tsx'
import { StateChip } from './StateChip.tsx'

const text = chooseText({ en })
const times = chooseText({ en: enTimes })

interface ThreadRowProps {
  readonly row: ThreadListRow
  readonly isCurrent?: boolean
  /** Part of what was written may not be here. */
  readonly isArriving?: boolean
}

export function ThreadRow({ row, isCurrent = false, isArriving = false }: ThreadRowProps) {
  const { clock } = useApp()
  const { threadId, audience, face, lastText, lastMine, lastAt, unread, notSent } = row
  const title = text.threadTitle(row)
  const isStaffOnly = audience.type === 'staff-only'
  return (
    <a class="thread-row" href={`/thread/${threadId}`} aria-current={isCurrent ? 'true' : undefined}>
      <Face face={face} name={title} />
      <span>
        <span class="title">
          {title}
          {unread > 0 && ` · ${text.newCount(unread)}`}
        </span>
        <span class={isStaffOnly ? 'readers staff-only' : 'readers'}>
          <Icon name={isStaffOnly ? 'lock' : 'eye'} />
          {text.readers(audience)}
        </span>
        <span class="last">
          {lastText === null
            ? isArriving
              ? text.onItsWay
              : text.nothingYet
            : `${lastMine ? `${text.you} ` : ''}${lastText}`}
          {lastAt !== null && (
            <>
              {' · '}
              <span class="whole-word tabular">{times.nearTime(lastAt, clock.value)}</span>
            </>
          )}
        </span>
        {notSent > 0 && (
          <StateChip kind="fail" icon="alert">
            {text.notSent}
          </StateChip>
        )}
      </span>
    </a>
  )
}
