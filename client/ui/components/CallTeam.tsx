/** At the foot of the public's pages, always in the same place: call the team, and whether there is signal. Nothing is offered that is not known. */
import { useShell } from '../shell-context.ts'
import { toTel } from '../telephone.ts'
import { publicText } from '../text/en/public.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'
import { Icon } from './Icon.tsx'

const text = chooseText({ en: publicText })

export function CallTeam({ phone }: { readonly phone: string | null }) {
  const isOffline = useShell().pill.pill.value?.type === 'no-signal'
  if (phone === null) {
    return isOffline ? (
      <p class="honest foot-call" role="status">
        <Icon name="no-signal" />
        <span>
          <b>{text.noSignal}</b>
          {text.noSignalHint}
        </span>
      </p>
    ) : null
  }
  return (
    <div class="foot-call" role="status">
      <ButtonLink size="big" kind="dashed" icon="phone" href={toTel(phone)}>
        {isOffline ? text.noSignalCall : text.callTeam}
      </ButtonLink>
    </div>
  )
}
