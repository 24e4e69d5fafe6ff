/**
 * The recovery kit: three sheets that stand on paper only, and two of them typed
 * back before the kit counts as kept. Rules RK80 to RK82.
 */
import { useEffect, useState } from 'preact/hooks'
import type { KitActOutcome } from '../../../engine-api/founding.ts'
import { useApp } from '../../app-context.ts'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { Form } from '../../components/Form.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Problem } from '../../components/Problem.tsx'
import { SheetField } from '../../components/SheetField.tsx'
import { Top } from '../../components/Top.tsx'
import { useHold } from '../../components/use-hold.ts'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { qrSquares } from '../../qr/encode.ts'
import * as en from '../../text/en/founding.ts'
import { chooseText } from '../../text/text.ts'

const { foundingText: text, wordKitProblem, wordMisread } = chooseText({ en })

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
          <Kept />
        ) : (
          <ToDo />
        )}
      </div>
    </>
  )
}

function Kept() {
  return (
    <section class="card stack" role="status">
      <h2>{text.keptTitle}</h2>
      <p>{text.keptWords}</p>
      <p>{text.keptNext}</p>
      <div class="actions">
        <ButtonLink href="/team-devices">{text.toTeam}</ButtonLink>
      </div>
    </section>
  )
}

type Answer = Extract<KitActOutcome, { readonly type: 'failed' | 'misread' }>

function ToDo() {
  const { engine } = useApp()
  const [sheets, setSheets] = useState<readonly string[] | null>(null)
  const [typed, setTyped] = useState<readonly [string, string]>(['', ''])
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [checking, setChecking] = useState(false)
  useHold(typed.some((text) => text !== ''))
  useEffect(() => {
    void engine.kitAct({ type: 'sheets' }).then((given) => setSheets(given.type === 'sheets' ? given.sheets : []))
  }, [engine])

  async function check(): Promise<void> {
    setChecking(true)
    const given = await engine.kitAct({ type: 'give-back', sheets: typed })
    setChecking(false)
    setAnswer(given.type === 'failed' || given.type === 'misread' ? given : null)
  }

  const misread = (at: 0 | 1) =>
    answer?.type === 'misread' && answer.sheet === at ? { problem: wordMisread(answer.why) } : {}
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
              <Button kind="main" onPress={() => window.print()}>
                {text.print}
              </Button>
            </div>
          </>
        )}
      </section>
      <section class="card stack" aria-labelledby="kit-back">
        <h2 id="kit-back">{text.kitStep2}</h2>
        <p>{text.kitBackHint}</p>
        {answer?.type === 'failed' && <Problem title={wordKitProblem(answer.problem)} words="" />}
        <Form
          look="fields"
          onSubmit={() => {
            if (!checking) void check()
          }}
        >
          <SheetField
            label={text.first}
            value={typed[0]}
            onType={(next) => setTyped([next, typed[1]])}
            {...misread(0)}
          />
          <SheetField
            label={text.second}
            value={typed[1]}
            onType={(next) => setTyped([typed[0], next])}
            {...misread(1)}
          />
          <Button kind="main" type="submit" unavailable={checking}>
            {checking ? text.checking : text.check}
          </Button>
        </Form>
      </section>
      {sheets.length > 0 && <Sheets sheets={sheets} />}
    </>
  )
}

/** On paper only: nothing of it can be read from a screen over a shoulder. */
function Sheets({ sheets }: { readonly sheets: readonly string[] }) {
  return (
    <div class="kit-sheets" aria-hidden="true">
      {sheets.map((sheet, at) => {
        const { path, size } = qrSquares(sheet)
        return (
          <section key={sheet} class="kit-sheet">
            <h2>{text.sheet(at + 1)}</h2>
            <p>{text.sheetWhat}</p>
            <p>{text.sheetKeep}</p>
            <p class="kit-letters">{sheet.replaceAll('-', ' ')}</p>
            <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text.sheetQr}>
              <path d={path} />
            </svg>
            <p>{text.sheetWhen}</p>
          </section>
        )
      })}
    </div>
  )
}
