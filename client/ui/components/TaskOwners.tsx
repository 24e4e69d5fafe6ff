/** Who has a task and since when, and what was said apart about whether it is done. */
import type { TaskOwner } from '../../domain/projections/plan-rows.ts'
import type { TaskItem } from '../../engine-api/plan-views.ts'
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import { tasksText } from '../text/en/tasks.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en: tasksText })

export function TaskOwners({ item: { task } }: { readonly item: TaskItem }) {
  const { clock } = useApp()
  const { me } = useShell()
  const { owners, states } = task
  const nameOf = ({ who }: TaskOwner) => (who.memberId === me.memberId ? text.you : who.name)
  const isApart = new Set(states.map(({ type }) => type)).size > 1
  return (
    <>
      {owners.length === 0 && <p>{text.nobody}</p>}
      {owners.length > 1 && (
        <p class="two-values">
          <Icon name="two-people" />
          <b>{text.bothTook(owners.map(nameOf))}</b>
        </p>
      )}
      {owners.map((owner) => (
        <p key={owner.who.memberId} class="tabular">
          {wordOwner(owner)}
        </p>
      ))}
      {isApart && (
        <p class="two-values">
          <Icon name="warning" />
          <b>{text.apart}</b>
        </p>
      )}
      {states.map((state) => (
        <p key={`${state.at} ${state.by.memberId}`} class="tabular">
          {text.state(state, clock.value)}
        </p>
      ))}
    </>
  )

  function wordOwner(owner: TaskOwner): string {
    const { by, since, who } = owner
    const isMe = who.memberId === me.memberId
    if (by.memberId === who.memberId) return text.holder(owner, isMe, clock.value)
    if (isMe) return text.offered(by.name, since, clock.value)
    return text.waiting(by.memberId === me.memberId ? text.you : by.name, who.name, since, clock.value)
  }
}
