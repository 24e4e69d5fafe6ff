/**
 * The rounds of the team: who is on each and whom it looks after. An
 * administrator names them and puts colleagues on and off, and whoever is on one
 * leaves it herself; what that does is said before it is done. Whom nobody looks after stands first.
 */
import { useState } from 'preact/hooks'
import { formatPlainName } from '../../../domain/names.ts'
import type { RoundItem, RoundMember, RoundPerson, RoundsView } from '../../../engine-api/rounds.ts'
import { useApp } from '../../app-context.ts'
import { Button } from '../../components/Button.tsx'
import { ChooseTarget } from '../../components/ChooseTarget.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Face } from '../../components/Face.tsx'
import { Icon } from '../../components/Icon.tsx'
import { JustSaved } from '../../components/JustSaved.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { type DoneRoundAct, RoundAsk } from '../../components/RoundAsk.tsx'
import { RoundDone } from '../../components/RoundDone.tsx'
import { SettingForm } from '../../components/SettingForm.tsx'
import { Top } from '../../components/Top.tsx'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import { roundsText } from '../../text/en/rounds.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: roundsText })

export function Rounds() {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'rounds', {}), [engine]).view.value
  return (
    <>
      <Top title={text.title} readBy={<ReadBy />} />
      <div class="inside stack reading">{view === undefined ? <Loading /> : <Body view={view} />}</div>
    </>
  )
}

function Body({ view }: { readonly view: RoundsView }) {
  const { colleagues, complete, mayManage, nobodys, rounds } = view
  const [done, setDone] = useState<DoneRoundAct | null>(null)
  const [saves, setSaves] = useState(0)
  const [isMaking, setMaking] = useState(false)
  const onNamed = () => {
    setMaking(false)
    setDone(null)
    setSaves((count) => count + 1)
  }
  return (
    <>
      <p>{text.hint}</p>
      {!mayManage && <p class="quiet">{text.look}</p>}
      {!complete && (
        <p class="strip" role="status">
          <Icon name="sync" />
          {text.incomplete}
        </p>
      )}
      {done !== null && <RoundDone done={done} onUndone={setDone} />}
      {done === null && saves > 0 && <JustSaved key={saves} words={text.named} />}
      {nobodys.length > 0 && (
        <section class="card stack" aria-labelledby="nobodys">
          <h2 id="nobodys">{text.nobodys}</h2>
          <p>{text.nobodysHint}</p>
          <People people={nobodys} />
        </section>
      )}
      {rounds.length === 0 && complete && (
        <EmptyState icon="people" title={text.none}>
          {mayManage && <p>{text.noneNext}</p>}
        </EmptyState>
      )}
      {rounds.map((round) => (
        <Round
          key={round.roundId}
          round={round}
          mayManage={mayManage}
          colleagues={colleagues}
          onNamed={onNamed}
          onDone={setDone}
        />
      ))}
      {mayManage &&
        (isMaking ? (
          <SettingForm
            part={{ kind: 'round', id: '' }}
            base={{}}
            staff={[]}
            onClose={() => setMaking(false)}
            onSaved={onNamed}
          />
        ) : (
          <div class="actions">
            <Button icon="plus" onPress={() => setMaking(true)}>
              {text.make}
            </Button>
          </div>
        ))}
    </>
  )
}

interface RoundProps extends Pick<RoundsView, 'mayManage' | 'colleagues'> {
  readonly round: RoundItem
  readonly onNamed: () => void
  readonly onDone: (done: DoneRoundAct) => void
}

function Round({ colleagues, mayManage, onDone, onNamed, round }: RoundProps) {
  const { members, people, roundId } = round
  const name = round.name === '' ? text.unnamed : round.name
  const [isNaming, setNaming] = useState(false)
  // The last one stays while somebody is looked after by this round alone.
  const left = members.length === 1 ? people.filter(({ isOnlyHere }) => isOnlyHere) : []
  const isOn = (memberId: string) => members.some((each) => each.memberId === memberId)
  return (
    <section class="stack round" aria-label={name}>
      <div class="section-head">
        <h2>{name}</h2>
        <p class="quiet">{text.line(members.length, people.length)}</p>
      </div>
      <div class="card list">
        {members.length === 0 && <p class="waiting-words">{text.noMembers}</p>}
        <ul class="parts" aria-label={text.members}>
          {members.map((member) => (
            <li key={member.memberId} class="part">
              <div>
                <Colleague member={member} />
                {mayManage && !member.isMe && left.length > 0 && (
                  <p class="small">{text.wouldLeave(left.map(nameOfPerson))}</p>
                )}
              </div>
              {member.isMe ? (
                <Leave round={round} name={name} member={member} mayManage={mayManage} onDone={onDone} />
              ) : (
                mayManage && left.length === 0 && <TakeOff round={round} name={name} member={member} onDone={onDone} />
              )}
            </li>
          ))}
        </ul>
        {people.length === 0 ? (
          <p class="waiting-words">{text.noPeople}</p>
        ) : (
          <details>
            <summary>
              <Icon name="more" />
              {text.people(people.length)}
            </summary>
            <People people={people} isOfRound />
          </details>
        )}
      </div>
      {mayManage && (
        <>
          <ChooseTarget
            label={text.putOn}
            about={name}
            legend={text.putOnWho}
            yes={text.putOnYes}
            none={text.noMoreColleagues}
            beside={
              !isNaming && (
                <Button icon="pen" about={name} onPress={() => setNaming(true)}>
                  {round.name === '' ? text.giveName : text.rename}
                </Button>
              )
            }
            onDone={onDone}
            choices={colleagues
              .filter(({ memberId }) => !isOn(memberId))
              .map(({ memberId, name: who }) => ({
                key: memberId,
                name: who,
                act: { type: 'put-on-round', roundId, memberId },
                effect: text.putOnEffect(who, name, people.length),
                done: {
                  words: text.putOnDone(who, name),
                  undo: { type: 'take-off-round', roundId, memberId },
                },
              }))}
          />
          {isNaming && (
            <SettingForm
              part={{ kind: 'round', id: roundId }}
              base={round.named?.state ?? {}}
              staff={[]}
              onClose={() => setNaming(false)}
              onSaved={() => {
                setNaming(false)
                onNamed()
              }}
            />
          )}
        </>
      )}
    </section>
  )
}

export function Colleague({ member: { isMe, ownSince, who } }: { readonly member: RoundMember }) {
  const { clock } = useApp()
  return (
    <div class="round-line">
      {who !== null && <Face face={who.face} name={who.name} size="small" />}
      <div>
        <p>
          <b>{who?.name ?? text.unknownColleague}</b>
          {isMe && ` (${text.me})`}
        </p>
        {who !== null && <p class="small quiet">{who.role}</p>}
        {ownSince !== undefined && (
          <p class="small">
            <WholeFigures>{text.onByThemselves(ownSince, clock.value)}</WholeFigures>
          </p>
        )}
      </div>
    </div>
  )
}

interface TakeOffProps {
  readonly round: RoundItem
  readonly name: string
  readonly member: RoundMember
  readonly onDone: (done: DoneRoundAct) => void
}

function TakeOff({ member: { memberId, who }, name, onDone, round: { people, roundId } }: TakeOffProps) {
  const colleague = who?.name ?? text.unknownColleague
  return (
    <div class="device-acts">
      <RoundAsk
        label={text.takeOff}
        about={`${colleague}, ${name}`}
        act={{ type: 'take-off-round', roundId, memberId }}
        effect={
          people.length === 0 ? text.takeOffEmpty(colleague, name) : text.takeOffEffect(colleague, name, people.length)
        }
        yes={text.takeOffYes}
        kind="stop"
        done={{
          words: text.takenOff(colleague, name),
          undo: { type: 'put-on-round', roundId, memberId },
        }}
        onDone={onDone}
      />
    </div>
  )
}

interface LeaveProps extends TakeOffProps {
  readonly mayManage: boolean
}

/** Her own way off a round: whom she no longer sees, and who looks after them. RN484. */
function Leave({ mayManage, member: { memberId }, name, onDone, round: { leaving, people, roundId } }: LeaveProps) {
  if (leaving === null) return null
  const { gone, kept, nobodys } = leaving
  if (nobodys.length > 0)
    return (
      <p class="small device-acts">{(mayManage ? text.wouldLeave : text.mayNotLeave)(nobodys.map(nameOfPerson))}</p>
    )
  const count = gone.reduce((sum, each) => sum + each.people.length, 0)
  return (
    <div class="device-acts">
      <RoundAsk
        label={text.leave}
        about={name}
        act={{ type: 'take-off-round', roundId, memberId }}
        effect={people.length === 0 ? text.leaveEmpty(name) : text.leaveEffect(count)}
        yes={text.leaveYes}
        no={text.leaveNo}
        kind="stop"
        done={{
          words: text.left(name),
          // Nobody but an administrator puts herself on a round.
          undo: mayManage ? { type: 'put-on-round', roundId, memberId } : null,
        }}
        onDone={onDone}
      >
        {gone.length > 0 && (
          <ul>
            {gone.map(({ members, people: some }) => (
              <li key={some[0]?.personId}>{text.leaveGone(some.map(nameOfPerson), members.map(nameOfColleague))}</li>
            ))}
          </ul>
        )}
        {count > 0 && kept.length > 0 && <p>{text.leaveKept(kept.map(nameOfPerson))}</p>}
        {count > 0 && !mayManage && <p>{text.leaveBack}</p>}
      </RoundAsk>
    </div>
  )
}

const nameOfColleague = ({ who }: RoundMember) => who?.name ?? text.unknownColleague

function nameOfPerson({ person }: RoundPerson): string {
  return person === null ? text.unknownPerson : formatPlainName(person.name)
}

interface PeopleProps {
  readonly people: readonly RoundPerson[]
  readonly isOfRound?: boolean
}

function People({ isOfRound = false, people }: PeopleProps) {
  return (
    <ul>
      {people.map((each) => (
        <li key={each.personId}>
          <a class="link" href={routeToPath({ name: 'looks-after', personId: each.personId })}>
            {nameOfPerson(each)}
          </a>
          {isOfRound && each.isOnlyHere && <span class="small quiet"> · {text.onlyHere}</span>}
        </li>
      ))}
    </ul>
  )
}
