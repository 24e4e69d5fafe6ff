/**
 * The recovery kit: three sheets that stand on paper only, and two of them typed
 * back before the kit counts as kept; and another one in its place. Rules RK80 to
 * RK82 and RK200 to RK203.
 */
import { useEffect, useState } from 'preact/hooks'
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { TeamDevicesView } from '../../../engine-api/team-acts.ts'
import { useApp } from '../../app-context.ts'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { GiveSheets } from '../../components/GiveSheets.tsx'
import { KitPaper } from '../../components/KitPaper.tsx'
import { Loading } from '../../components/Loading.tsx'
import { NewKit } from '../../components/NewKit.tsx'
import { Top } from '../../components/Top.tsx'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import * as en from '../../text/en/founding.ts'
import * as newKit from '../../text/en/new-kit.ts'
import { chooseText } from '../../text/text.ts'

const { foundingText: text, wordKitProblem } = chooseText({ en })
const { newKitText } = chooseText({ en: newKit })

export function RecoveryKit() {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'team-devices', {}), [engine]).view.value
  return (
    <>
      <Top title={text.kitTitle} />
      <div class="inside stack reading">
        {view === undefined ? (
          <Loading />
        ) : view.kit === 'none' ? (
          <p>{text.noKit}</p>
        ) : view.may !== 'manage' ? (
          <p>{text.notForYou}</p>
        ) : view.kit === 'kept' ? (
          <Kept view={view} />
        ) : (
          <ToDo />
        )}
      </div>
    </>
  )
}

const newFor = 24 * 60 * 60_000

function Kept({ view }: { readonly view: TeamDevicesView }) {
  const { clock, engine } = useApp()
  const [madeAt, setMadeAt] = useState<Instant | null>(null)
  const replaced = view.proposals.find(({ state, what }) => state === 'approved' && what.type === 'new-kit')
  // Asked again once another one holds.
  const holds = replaced?.proposalId
  useEffect(() => {
    void holds
    void engine.kitAct({ type: 'made' }).then((answer) => setMadeAt(answer.type === 'made' ? answer.at : null))
  }, [engine, holds])
  const isNew = madeAt === null || clock.value - madeAt < newFor
  return (
    <>
      <section class="card stack" role="status">
        <h2>{text.keptTitle}</h2>
        {madeAt !== null && (
          <p>
            <WholeFigures>{newKitText.made(madeAt, clock.value)}</WholeFigures>
          </p>
        )}
        {isNew ? (
          <>
            <p>{text.keptWords}</p>
            <p>{text.keptNext}</p>
          </>
        ) : (
          <p>{newKitText.keptSteady}</p>
        )}
        {replaced !== undefined && <p>{newKitText.oldSheets}</p>}
        <div class="actions">
          <ButtonLink href="/team-devices">{text.toTeam}</ButtonLink>
        </div>
      </section>
      <NewKit view={view} />
    </>
  )
}

function ToDo() {
  const { engine, page } = useApp()
  const [sheets, setSheets] = useState<readonly string[] | null>(null)
  useEffect(() => {
    void engine.kitAct({ type: 'sheets' }).then((given) => setSheets(given.type === 'sheets' ? given.sheets : []))
  }, [engine])
  if (sheets === null) return <Loading />
  return (
    <>
      <p>{text.kitWhy}</p>
      <section class="card stack" aria-labelledby="kit-print">
        <h2 id="kit-print">{text.kitStep1}</h2>
        {sheets.length === 0 ? (
          <p>{text.notHere}</p>
        ) : (
          <>
            <p>{text.kitPrintHint}</p>
            <div class="actions">
              <Button kind="main" onPress={page.print}>
                {text.print}
              </Button>
            </div>
          </>
        )}
      </section>
      <GiveSheets
        hint={text.kitBackHint}
        wordProblem={wordKitProblem}
        onGive={(given) => engine.kitAct({ type: 'give-back', sheets: given })}
      />
      {sheets.length > 0 && <KitPaper sheets={sheets} />}
    </>
  )
}
