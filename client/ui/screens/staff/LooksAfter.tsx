/**
 * Who looks after one person, by name and by round, and handing her on: what an
 * act does is said before it is done, and it is done once the relay says so.
 */
import { useState } from 'preact/hooks'
import { calledName } from '../../../domain/names.ts'
import type { LookingAfterView, LookingMember, LookingRound, LookingTarget } from '../../../engine-api/rounds.ts'
import { useApp } from '../../app-context.ts'
import { ButtonLink } from '../../components/Button.tsx'
import { ChooseTarget, type TargetChoice } from '../../components/ChooseTarget.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { type DoneRoundAct, RoundAsk } from '../../components/RoundAsk.tsx'
import { RoundDone } from '../../components/RoundDone.tsx'
import { Top } from '../../components/Top.tsx'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import { roundsText } from '../../text/en/rounds.ts'
import { chooseText } from '../../text/text.ts'
import { Colleague } from './Rounds.tsx'

const text = chooseText({ en: roundsText })

export function LooksAfter({ personId }: { readonly personId: string }) {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'looking-after', { personId }), [engine, personId]).view.value
  const called = view?.person == null ? text.unknownPerson : calledName(view.person.name)
  return (
    <>
      <Top title={text.afterTitle(called)} readBy={<ReadBy />} />
      <div class="inside stack reading">
        <div class="actions">
          <ButtonLink href={routeToPath({ name: 'person', personId })}>{text.backWords}</ButtonLink>
        </div>
        {view === undefined ? <Loading /> : <Body personId={personId} called={called} view={view} />}
      </div>
    </>
  )
}

interface BodyProps {
  readonly personId: string
  readonly called: string
  readonly view: LookingAfterView
}

function Body({ called, personId, view }: BodyProps) {
  const { complete, maySay, members, rounds } = view
  const [done, setDone] = useState<DoneRoundAct | null>(null)
  const props = { called, maySay, personId, onDone: setDone }
  const isNobodys = members.length === 0 && rounds.every((round) => round.members.length === 0)
  return (
    <>
      <p>{text.afterHint}</p>
      {!maySay && <p class="quiet">{text.afterLook}</p>}
      {!complete && (
        <p class="strip" role="status">
          <Icon name="sync" />
          {text.incomplete}
        </p>
      )}
      {done !== null && <RoundDone done={done} onUndone={setDone} />}
      {complete && isNobodys && (
        <p class="strip" role="status">
          <Icon name="warning" />
          {text.nobody}
        </p>
      )}
      <section class="stack" aria-label={text.byRound}>
        <h2>{text.byRound}</h2>
        <div class="card list">
          {rounds.length === 0 && <p class="waiting-words">{text.noneByRound}</p>}
          <ul class="parts">
            {rounds.map((round) => (
              <ByRound key={round.roundId} round={round} mayManage={view.mayManage} {...props} />
            ))}
          </ul>
        </div>
      </section>
      <section class="stack" aria-label={text.byName}>
        <h2>{text.byName}</h2>
        <div class="card list">
          {members.length === 0 && <p class="waiting-words">{text.noneByName}</p>}
          <ul class="parts">
            {members.map((member) => (
              <ByName key={member.memberId} member={member} {...props} />
            ))}
          </ul>
        </div>
      </section>
      {maySay && (
        <ChooseTarget
          label={text.give}
          about={called}
          legend={text.giveWho}
          yes={text.giveYes}
          none={text.nobodyElse}
          choices={choicesOf({ called, personId, view })}
          onDone={setDone}
        />
      )}
    </>
  )
}

/** Rounds first; not one of her own, where an administrator has to say it. */
function choicesOf({ called, personId, view }: BodyProps): readonly TargetChoice[] {
  const rounds = view.otherRounds.filter(({ isMine }) => view.mayManage || !isMine)
  const choice = (target: LookingTarget, name: string): TargetChoice => ({
    key: target.id,
    name,
    act: give(personId, target),
    effect: target.type === 'round' ? text.giveRoundEffect(name, called) : text.giveEffect(name, called),
    done: { words: text.given(name, called), undo: take(personId, target) },
  })
  return [
    ...rounds.map((round) => choice({ type: 'round', id: round.roundId }, nameOfRound(round))),
    ...view.otherMembers.map(({ memberId, name }) => choice({ type: 'member', id: memberId }, name)),
  ]
}

interface LineProps extends Pick<BodyProps, 'personId' | 'called'> {
  readonly maySay: boolean
  readonly onDone: (done: DoneRoundAct) => void
}

function ByName({ called, maySay, member, onDone, personId }: LineProps & { readonly member: LookingMember }) {
  const { alsoBy, isLast, isMe, memberId, who } = member
  const name = who?.name ?? text.unknownColleague
  const rounds = alsoBy.map((each) => (each === '' ? text.unnamed : each))
  const target = { type: 'member', id: memberId } as const
  return (
    <li class="part">
      <div>
        <Colleague member={member} />
        {rounds.length > 0 && <p class="small quiet">{text.also(rounds)}</p>}
        {isLast && <p class="small">{text.last}</p>}
      </div>
      {maySay && !isLast && (
        <div class="device-acts">
          <RoundAsk
            label={text.take}
            about={name}
            act={take(personId, target)}
            effect={
              isMe && rounds.length === 0 ? text.takeMyselfEffect(called) : text.takeMemberEffect(name, called, rounds)
            }
            yes={text.takeYes}
            kind="stop"
            // Nobody gives herself anybody.
            done={{ words: text.taken(name, called), undo: isMe ? null : give(personId, target) }}
            onDone={onDone}
          />
        </div>
      )}
    </li>
  )
}

interface ByRoundProps extends LineProps {
  readonly round: LookingRound
  readonly mayManage: boolean
}

function ByRound({ called, mayManage, maySay, onDone, personId, round }: ByRoundProps) {
  const { clock } = useApp()
  const name = nameOfRound(round)
  const names = round.members.map(({ who }) => who?.name ?? text.unknownColleague)
  const target = { type: 'round', id: round.roundId } as const
  return (
    <li class="part">
      <div>
        <p>
          <b>{name}</b>
        </p>
        <p class="small quiet">{names.length === 0 ? text.noMembers : names.join(', ')}</p>
        {round.members.map(
          ({ memberId, ownSince, who }) =>
            ownSince !== undefined && (
              <p key={memberId} class="small">
                <WholeFigures>
                  {text.putOnByThemselves(who?.name ?? text.unknownColleague, ownSince, clock.value)}
                </WholeFigures>
              </p>
            ),
        )}
        {round.isLast && <p class="small">{text.last}</p>}
      </div>
      {maySay && !round.isLast && (
        <div class="device-acts">
          <RoundAsk
            label={text.take}
            about={name}
            act={take(personId, target)}
            effect={text.takeRoundEffect(name, called)}
            yes={text.takeYes}
            kind="stop"
            done={{
              words: text.taken(name, called),
              undo: round.isMine && !mayManage ? null : give(personId, target),
            }}
            onDone={onDone}
          />
        </div>
      )}
    </li>
  )
}

function nameOfRound({ name }: LookingRound): string {
  return name === '' ? text.unnamed : name
}

function give(personId: string, target: LookingTarget) {
  return { type: 'say-who-looks-after', personId, give: target, take: null } as const
}

function take(personId: string, target: LookingTarget) {
  return { type: 'say-who-looks-after', personId, give: null, take: target } as const
}
