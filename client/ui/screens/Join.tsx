/**
 * Joining with an invite. The router took the fragment out of the address bar
 * already (rule JN1). Who invites to what stands first; then staff choose a passphrase,
 * the public only say yes. Every problem with an invite says what to do.
 */
import { useApp } from '../app-context.ts'
import { JoinForm } from '../components/JoinForm.tsx'
import { Loading } from '../components/Loading.tsx'
import { Problem } from '../components/Problem.tsx'
import { Whole } from '../components/Whole.tsx'
import { createJoinModel } from '../models/join-model.ts'
import { useModel } from '../models/use-model.ts'
import { joiningText, wordJoinProblem } from '../text/en/joining.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en: joiningText })

export function Join({ fragment }: { readonly fragment: string }) {
  const { deviceWord, engine } = useApp()
  const model = useModel(() => createJoinModel(fragment, engine), [fragment, engine])
  const reading = model.reading.value
  const problem = model.problem.value
  if (reading === undefined) return <Loading words={text.reading} />
  if (reading.type === 'broken') {
    return (
      <Whole title={text.broken}>
        <p>{text.brokenHint}</p>
      </Whole>
    )
  }
  if (reading.type === 'expired') {
    return (
      <Whole title={text.expired} isPublic={reading.invite.audience === 'public'}>
        <p>{text.expiredHint(reading.invite.spaceName)}</p>
      </Whole>
    )
  }
  const { invite } = reading
  const isPublic = invite.audience === 'public'
  const words = problem === null ? null : wordJoinProblem(problem, deviceWord)
  return (
    <Whole
      title={isPublic ? text.publicTitle(invite.spaceName) : text.staffTitle(invite.spaceName)}
      isPublic={isPublic}
    >
      {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      <p>{isPublic ? text.publicIntro(invite.standing) : text.staffIntro(invite.role, invite.standing)}</p>
      <JoinForm model={model} invite={invite} />
    </Whole>
  )
}
