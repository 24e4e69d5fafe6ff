/** What waits for a second administrator, in words, with a yes and a no; and what became of the others. Rules PX130 to PX132. */
import { useState } from 'preact/hooks'
import type { TeamDevicesView, TeamProblem, TeamProposal } from '../../engine-api/team-acts.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/proposals.ts'
import { wordTeamProblem } from '../text/en/team-devices.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Digits } from './Digits.tsx'
import { Problem } from './Problem.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en })
const words = text.proposalsText

interface ProposalsProps {
  readonly proposals: TeamDevicesView['proposals']
  readonly mayAnswer: boolean
}

export function Proposals({ mayAnswer, proposals }: ProposalsProps) {
  const [done, setDone] = useState<string | null>(null)
  const open = proposals.filter(({ state }) => state === 'open')
  const answered = proposals.filter(({ state }) => state !== 'open')
  return (
    <>
      {done !== null && <p role="status">{done}</p>}
      {open.length > 0 && (
        <section class="stack" aria-labelledby="proposals">
          <h2 id="proposals">{words.waitsTitle}</h2>
          <p>{words.why}</p>
          {open.map((proposal) => (
            <Waiting key={proposal.proposalId} proposal={proposal} mayAnswer={mayAnswer} onDone={setDone} />
          ))}
        </section>
      )}
      {answered.length > 0 && <Answered proposals={answered} />}
    </>
  )
}

interface WaitingProps {
  readonly proposal: TeamProposal
  readonly mayAnswer: boolean
  readonly onDone: (words: string) => void
}

function Waiting({ mayAnswer, onDone, proposal }: WaitingProps) {
  const { clock, engine } = useApp()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<TeamProblem | null>(null)
  const { isMine, proposalId, until, what } = proposal
  const title = text.wordProposed(what)

  async function answer(type: 'approve' | 'dismiss'): Promise<void> {
    setAsking(true)
    const outcome = await engine.teamAct({ type, proposalId })
    setAsking(false)
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    if (outcome.type === 'done') onDone(text.wordDone(what, type === 'approve'))
  }

  const isReady = what.type !== 'new-kit' || what.given
  return (
    <article class="card stack" aria-label={title}>
      <h3>{title}</h3>
      <p>{text.wordMeaning(what)}</p>
      {what.type === 'admit-admin' && what.code !== null && (
        <>
          <p>{words.digits}</p>
          <Digits code={what.code} size={3} />
        </>
      )}
      <p class="quiet">
        <WholeFigures>{`${text.wordBy(proposal, clock.value)} ${words.until(until, clock.value)}`}</WholeFigures>
      </p>
      {problem !== null && <Problem {...wordTeamProblem(problem)} />}
      {!mayAnswer && <p>{words.notForYou}</p>}
      {mayAnswer && isMine && <p>{words.mine}</p>}
      {mayAnswer && (
        <div class="actions">
          {!isMine && isReady && (
            <Button kind="main" about={title} unavailable={asking} onPress={() => void answer('approve')}>
              {asking ? words.asking : text.wordYes(what)}
            </Button>
          )}
          <Button about={title} unavailable={asking} onPress={() => void answer('dismiss')}>
            {isMine ? words.takeBack : words.no}
          </Button>
        </div>
      )}
    </article>
  )
}

function Answered({ proposals }: { readonly proposals: readonly TeamProposal[] }) {
  const { clock } = useApp()
  return (
    <section class="stack" aria-labelledby="answered">
      <h2 id="answered">{words.answeredTitle}</h2>
      <div class="card list">
        <ul class="parts">
          {proposals.map((proposal) => (
            <li key={proposal.proposalId} class="part">
              <div>
                <p>
                  <b>{text.wordProposed(proposal.what)}</b>
                </p>
                <p class="small quiet">
                  <WholeFigures>{text.wordBy(proposal, clock.value)}</WholeFigures>
                </p>
                <p>
                  <WholeFigures>{text.wordAnswered(proposal, clock.value)}</WholeFigures>
                </p>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
