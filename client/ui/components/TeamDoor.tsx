/** Into the team: a colleague by name and role, or a further device of one's own. The digits are compared before anybody is in. */
import { useState } from 'preact/hooks'
import type { TeamDevicesView, TeamRole } from '../../engine-api/team-acts.ts'
import { useApp } from '../app-context.ts'
import { createTeamDoorModel, type TeamDoorModel } from '../models/team-door-model.ts'
import { useModel } from '../models/use-model.ts'
import { proposalsText } from '../text/en/proposals.ts'
import * as en from '../text/en/team-devices.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DoorLink, DoorWaiting } from './Door.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en })
const words = text.teamDevicesText
const proposed = chooseText({ en: proposalsText }).doorProposed

interface TeamDoorProps {
  readonly may: Exclude<TeamDevicesView['may'], 'look'>
}

export function TeamDoor({ may }: TeamDoorProps) {
  const app = useApp()
  const { clock } = app
  const model = useModel(() => createTeamDoorModel(app), [app.engine])
  const step = model.step.value
  const problem = model.problem.value
  // An administrator lets in others too: what is said is of whom it was.
  const [isOwn, setOwn] = useState(false)
  return (
    <div class="stack">
      {problem !== null && <Problem {...text.wordTeamProblem(problem)} />}
      {model.isIn.value && <p role="status">{isOwn ? words.isInOwn : words.isIn}</p>}
      {model.isProposed.value && <p role="status">{proposed}</p>}
      <DoorWaiting
        size="ordinary"
        isTurnedAway={model.isTurnedAway.value}
        waiting={model.waiting.value}
        compare={words.compare}
        onLetIn={(waiting) => {
          setOwn(waiting.isMine)
          void model.letIn(waiting)
        }}
        onTurnAway={model.turnAway}
      />
      {step.type === 'form' && <InviteForm model={model} />}
      {step.type === 'link' && (
        <DoorLink
          size="ordinary"
          link={step.link}
          isCut={model.isCut.value}
          title={step.name === '' ? words.ownLinkTitle : words.linkTitle(step.name)}
          hint={words.linkHint(step.expiresAt, clock.value)}
          waitHint={words.waitHint}
          square={{
            title: step.name === '' ? words.onOwn : words.onTheirs(step.name),
            label: step.name === '' ? words.ownSquare : words.square(step.name),
            steps: words.squareSteps(window.location.host),
          }}
        />
      )}
      {step.type !== 'form' && (
        <div class="actions">
          {may === 'manage' && (
            <Button icon="plus" onPress={model.begin}>
              {words.invite}
            </Button>
          )}
          <Button icon="plus" onPress={() => void model.invite({ name: '', role: null, title: '' })}>
            {words.own}
          </Button>
        </div>
      )}
    </div>
  )
}

function InviteForm({ model }: { readonly model: TeamDoorModel }) {
  const [name, setName] = useState('')
  const [title, setTitle] = useState('')
  const [role, setRole] = useState<TeamRole>('staff')
  useHold(name.trim() !== '' || title.trim() !== '')
  return (
    <Form look="fields card" onSubmit={() => void model.invite({ name, role, title })}>
      <Field label={words.name} value={name} onType={setName} />
      <Field label={words.jobTitle} hint={words.jobTitleHint} value={title} onType={setTitle} />
      <fieldset class="stack">
        <legend>
          <b>{words.roleLegend}</b>
        </legend>
        <div class="choices">
          {text.teamRoles.map((each) => (
            <Button key={each} pressed={role === each} onPress={() => setRole(each)}>
              {words.shortRole(each)}
            </Button>
          ))}
        </div>
        <p class="hint" role="status">
          {words.role(role)}
        </p>
      </fieldset>
      <div class="actions">
        <Button kind="main" type="submit">
          {words.makeLink}
        </Button>
        <Button onPress={model.cancel}>{words.cancel}</Button>
      </div>
    </Form>
  )
}
