/** One planned visit in the team's day: when, who, what, and a menu to give it to a colleague, move it or call it off. */
import { useState } from 'preact/hooks'
import { formatPlainName } from '../../domain/names.ts'
import type { VisitTime } from '../../domain/projections/visit-rows.ts'
import type { TeamRound, TeamVisit } from '../../engine-api/team-views.ts'
import { useApp } from '../app-context.ts'
import { backAct, forAct, giveAct, moveAct, offAct, undoGive, undoMove } from '../models/plan-acts.ts'
import type { OnPlanAct } from '../models/use-planning.ts'
import { teamText } from '../text/en/team.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { Icon } from './Icon.tsx'
import { useHold } from './use-hold.ts'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: teamText })

export interface PlanningProps {
  readonly visit: TeamVisit
  readonly colleagues: readonly TeamRound[]
  readonly onAct: OnPlanAct
}

export function VisitPlanning(props: PlanningProps) {
  const [isOpen, setOpen] = useState(false)
  const { members, notReceived, persons, state, visit, person } = props.visit
  const name = visitName(props.visit)
  const { times = [] } = visit
  const time = text.time(visit.from, visit.to, visit.window)
  return (
    <li class="planned">
      <p class="time tabular">{time}</p>
      <div>
        <p class="name">
          {person !== null && state !== null ? <a href={`/person/${person.personId}`}>{name}</a> : name}
        </p>
        <p>{visit.reason}</p>
        {movedWords(props.visit).map((words) => (
          <p key={words} class="small quiet">
            {words}
          </p>
        ))}
        <p class="small quiet">{state === null ? text.outside : text.states[state]}</p>
        {persons.length > 1 && <Notice words={text.inDoubt} />}
        {persons.length > 1 && <WhoseWord visit={props.visit} />}
        {members.length > 1 && <Notice words={text.givenToTwo(props.visit)} />}
        {times.length > 1 && <Notice words={text.twoTimes(times.map(timeWords))} />}
        {notReceived && <Notice words={text.notReceived(members.map((member) => member.name))} />}
      </div>
      <Button about={text.about(name, time)} pressed={isOpen} onPress={() => setOpen(!isOpen)}>
        {text.change}
      </Button>
      {isOpen && <Menu {...props} name={name} onClose={() => setOpen(false)} />}
    </li>
  )
}

/** Whoever had planned with the old time reads of the new one. */
function movedWords({ visit: { changes = [] } }: TeamVisit): readonly string[] {
  return changes.flatMap(({ after, author, before }) => {
    const [old, now] = [before?.from ?? '', after.from ?? '']
    if (old === now || old === '') return []
    return [text.movedFrom(old, now === '' ? text.time(null, null, null) : now, author?.name ?? text.unknownColleague)]
  })
}

function timeWords({ from, to, window }: VisitTime): string {
  return text.time(from, to, window)
}

export function visitName({ person, persons }: TeamVisit): string {
  const names = persons.map((each) => (each.person === null ? text.noName : formatPlainName(each.person.name)))
  if (names.length > 1) return names.join(' or ')
  return person === null ? text.noName : formatPlainName(person.name)
}

/** Of each person it is written for: who did so, and when. */
function WhoseWord({ visit: { persons, visit } }: { readonly visit: TeamVisit }) {
  const { clock } = useApp()
  return (
    <>
      {(visit.changes ?? []).map((change) => {
        const whom = persons.find(({ personId }) => personId === change.after.personId)?.person
        return (
          <p key={change.key} class="small whose-word">
            <WholeFigures>
              {text.writtenFor(whom == null ? text.noName : formatPlainName(whom.name), change, clock.value)}
            </WholeFigures>
          </p>
        )
      })}
    </>
  )
}

function Notice({ words }: { readonly words: string }) {
  return (
    <p class="notice-line">
      <Icon name="warning" /> <b>{words}</b>
    </p>
  )
}

interface MenuProps extends PlanningProps {
  readonly name: string
  readonly onClose: () => void
}

function Menu(props: MenuProps) {
  const { name, onAct, onClose, visit } = props
  if (visit.persons.length > 1)
    return (
      <fieldset class="menu stack">
        <legend>{text.whomFor}</legend>
        <div class="actions">
          {visit.persons.map(({ person, personId }) => {
            const words = person === null ? text.noName : formatPlainName(person.name)
            return (
              <Button key={personId} onPress={() => onAct(forAct(visit, personId), text.decided(words), null)}>
                {words}
              </Button>
            )
          })}
        </div>
      </fieldset>
    )
  return (
    <div class="menu stack">
      <Give {...props} />
      {visit.members.length < 2 && (
        <>
          {visit.visit.times !== undefined && <WhichTime {...props} />}
          <Move {...props} />
          <CallOff name={name} visit={visit} onAct={onAct} />
        </>
      )}
      <Button kind="plain" onPress={onClose}>
        {text.close}
      </Button>
    </div>
  )
}

function Give({ colleagues, name, onAct, visit }: MenuProps) {
  const isTheirs = (memberId: string) => visit.members.length === 1 && visit.members[0]?.memberId === memberId
  const give = (memberId: string, to: string) => onAct(giveAct(visit, memberId), text.given(name, to), undoGive(visit))
  return (
    <fieldset class="block">
      <legend>{text.giveTo}</legend>
      <div class="actions">
        {colleagues
          .filter(({ memberId, who }) => who !== null && !isTheirs(memberId))
          .map(({ memberId, visits, who }) => (
            <Button key={memberId} onPress={() => give(memberId, who?.name ?? '')}>
              {text.colleague(who?.name ?? '', visits.length)}
            </Button>
          ))}
        {visit.members.length > 0 && <Button onPress={() => give('', '')}>{text.nobodyYet}</Button>}
      </div>
    </fieldset>
  )
}

/** One press where it was set to several times apart; another time may be typed instead. */
function WhichTime({ name, onAct, visit }: MenuProps) {
  return (
    <fieldset class="block">
      <legend>{text.whenIsIt}</legend>
      <div class="actions">
        {visit.visit.times?.map((time) => {
          const words = timeWords(time)
          const act = moveAct(visit, time.from ?? '', time.to ?? '')
          return (
            <Button key={words} onPress={() => onAct(act, text.moved(name, words), null)}>
              {words}
            </Button>
          )
        })}
      </div>
    </fieldset>
  )
}

function Move({ name, onAct, visit }: MenuProps) {
  const isApart = visit.visit.times !== undefined
  const [begins, ends] = isApart ? ['', ''] : [visit.visit.from ?? '', visit.visit.to ?? '']
  const [from, setFrom] = useState(begins)
  const [to, setTo] = useState(ends)
  useHold(from !== begins || to !== ends)
  return (
    <Form
      look="block"
      onSubmit={() =>
        onAct(moveAct(visit, from, to), text.moved(name, text.time(from || null, to || null, null)), undoMove(visit))
      }
    >
      <b>{text.move}</b>
      <Field label={text.from} hint={text.timeHint} value={from} onType={setFrom} />
      <Field label={text.to} value={to} onType={setTo} />
      <Button type="submit">{text.saveMove}</Button>
    </Form>
  )
}

function CallOff({ name, onAct, visit }: Pick<MenuProps, 'name' | 'onAct' | 'visit'>) {
  const [why, setWhy] = useState('')
  useHold(why.trim() !== '')
  return (
    <Form look="block" onSubmit={() => onAct(offAct(visit, why), text.calledOff(name), backAct(visit))}>
      <b>{text.callOff}</b>
      <Field label={text.why} hint={text.whyHint} value={why} onType={setWhy} />
      <Button kind="stop" type="submit">
        {text.saveOff}
      </Button>
    </Form>
  )
}
