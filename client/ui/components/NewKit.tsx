/**
 * Another recovery kit in place of the one that holds: what it is for, its three
 * sheets for the printer, two of them given back, and that it waits for a second
 * administrator. The sheets are in this page's memory alone, and gone with it.
 * Rules RK200 to RK203.
 */
import { useState } from 'preact/hooks'
import type { KitProblem } from '../../engine-api/founding.ts'
import type { TeamDevicesView, TeamProposal } from '../../engine-api/team-acts.ts'
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import * as en from '../text/en/new-kit.ts'
import * as proposed from '../text/en/proposals.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'
import { GiveSheets } from './GiveSheets.tsx'
import { KitPaper } from './KitPaper.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'
import { WholeFigures } from './WholeFigures.tsx'

const { newKitText: text, wordNewKitProblem } = chooseText({ en })
const { proposalsText, wordBy, wordMeaning } = chooseText({ en: proposed })

export function NewKit({ view }: { readonly view: TeamDevicesView }) {
  const [sheets, setSheets] = useState<readonly string[] | null>(null)
  const waiting = view.proposals.find(({ state, what }) => state === 'open' && what.type === 'new-kit')
  if (waiting !== undefined) return <Waiting proposal={waiting} />
  return sheets === null ? (
    <Begin isAlone={view.adminCount < 2} onSheets={setSheets} />
  ) : (
    <Making sheets={sheets} onStop={() => setSheets(null)} />
  )
}

interface BeginProps {
  readonly isAlone: boolean
  readonly onSheets: (sheets: readonly string[]) => void
}

function Begin({ isAlone, onSheets }: BeginProps) {
  const { engine } = useApp()
  const [making, setMaking] = useState(false)
  const [problem, setProblem] = useState<KitProblem | null>(null)

  async function make(): Promise<void> {
    setMaking(true)
    const given = await engine.kitAct({ type: 'make-new' })
    setMaking(false)
    setProblem(given.type === 'failed' ? given.problem : null)
    if (given.type === 'sheets') onSheets(given.sheets)
  }

  return (
    <section class="card stack" aria-labelledby="new-kit">
      <h2 id="new-kit">{text.title}</h2>
      <p>{text.when}</p>
      <ol class="steps">
        {text.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {problem !== null && <Problem title={wordNewKitProblem(problem)} />}
      {isAlone ? (
        <p>{text.alone}</p>
      ) : (
        <div class="actions">
          <Button unavailable={making} onPress={() => void make()}>
            {making ? text.making : text.make}
          </Button>
        </div>
      )}
    </section>
  )
}

function Making({ onStop, sheets }: { readonly sheets: readonly string[]; readonly onStop: () => void }) {
  const { clock, engine, page } = useApp()
  const isOffline = (useShell().pill.sync.value?.offlineSince ?? null) !== null
  useHold(true)
  return (
    <>
      <section class="card stack" aria-labelledby="kit-print">
        <h2 id="kit-print">{text.print}</h2>
        <p>{text.printHint}</p>
        <p>{text.stay}</p>
        <div class="actions">
          <Button kind="main" onPress={page.print}>
            {text.printButton}
          </Button>
          <Button onPress={onStop}>{text.stop}</Button>
        </div>
      </section>
      {isOffline && (
        <p class="strip" role="status">
          {text.offline}
        </p>
      )}
      <GiveSheets
        hint={text.backHint}
        wordProblem={wordNewKitProblem}
        onGive={(given) => engine.kitAct({ type: 'give-back-new', sheets: given })}
      />
      <KitPaper sheets={sheets} which={text.sheetWhich(clock.value)} />
    </>
  )
}

function Waiting({ proposal }: { readonly proposal: TeamProposal }) {
  const { clock, engine } = useApp()
  const { isMine, until, what } = proposal
  const isGiven = what.type === 'new-kit' && what.given
  return (
    <>
      <section class="card stack" aria-labelledby="new-kit" role="status">
        <h2 id="new-kit">{isGiven ? text.waitsTitle : text.notGivenTitle}</h2>
        <p>{isMine ? (isGiven ? text.waitsMine : text.notGivenMine) : wordMeaning(what)}</p>
        <p>{text.oldHolds}</p>
        <p class="quiet">
          <WholeFigures>{`${wordBy(proposal, clock.value)} ${proposalsText.until(until, clock.value)}`}</WholeFigures>
        </p>
        <div class="actions">
          <ButtonLink href="/team-devices">{isMine ? text.toTakeBack : text.toAnswer}</ButtonLink>
        </div>
      </section>
      {isMine && !isGiven && (
        <GiveSheets
          hint={text.backHint}
          wordProblem={wordNewKitProblem}
          onGive={(given) => engine.kitAct({ type: 'give-back-new', sheets: given })}
        />
      )}
    </>
  )
}
