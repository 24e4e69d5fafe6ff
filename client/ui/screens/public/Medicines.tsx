/** My medicines, as long as no list is shared here: that it is so, what to go by, and how to ask. */
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { CallTeam } from '../../components/CallTeam.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { publicText } from '../../text/en/public.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: publicText })

export function Medicines() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  return (
    <>
      <BarTop aloud={`${text.medicinesNone} ${text.medicinesNoneHint}`} />
      <ScreenTitle title={text.medicinesTitle} />
      <p>
        <b>{text.medicinesNone}</b>
      </p>
      <p>{text.medicinesNoneHint}</p>
      <ButtonLink size="big" icon="message" href="/messages">
        {text.medicinesAsk}
      </ButtonLink>
      <CallTeam phone={model.view.value?.phone ?? null} />
    </>
  )
}
