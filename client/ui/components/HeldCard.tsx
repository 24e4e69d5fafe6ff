/** What a removed device had not sent of one press: whose, when, about whom, and of each part of it what it says and what is done with it. */
import { useState } from 'preact/hooks'
import { formatPlainName } from '../../domain/names.ts'
import { type LeftOutReason, leftOutReasons } from '../../domain/records/left-out.ts'
import { whoWrote } from '../../domain/records/who-wrote.ts'
import type { HeldContent, HeldItem, HeldPhoto, HeldProblem } from '../../engine-api/held-back.ts'
import { useApp } from '../app-context.ts'
import type { HeldBackModel, HeldDecision, HeldStep } from '../models/held-back-model.ts'
import type { HeldTogether } from '../models/held-together.ts'
import { routeToPath } from '../router.ts'
import * as en from '../text/en/held-back.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'
import { HeldPhotos } from './HeldPhotos.tsx'
import { Problem } from './Problem.tsx'
import { ReadBy } from './ReadBy.tsx'

const { heldBackText: text, leftOutWords, wordHeldPlace, wordHeldProblem, wordLetIn } = chooseText({ en })

interface HeldCardProps {
  readonly items: HeldTogether
  readonly model: HeldBackModel
}

export function HeldCard({ items, model }: HeldCardProps) {
  const { clock } = useApp()
  const [first] = items
  const { who } = first
  const about = aboutHeld(first)
  const name = who === null ? text.unknownWho : whoWrote(who)
  return (
    <article class="card stack" aria-label={`${about}, ${name}`}>
      <div>
        <h2>{about}</h2>
        <p>
          <b>{name}</b>
        </p>
        <p class="small quiet tabular">{text.written(first, clock.value)}</p>
      </div>
      {items.map((item) => (
        <HeldPart
          key={item.entryId}
          about={items.length > 1 ? `${about}: ${partTitle(item.content)}` : about}
          item={item}
          model={model}
          step={model.steps.value.get(item.entryId)}
        />
      ))}
    </article>
  )
}

/** Of several parts of one press, which: their buttons are told apart by it. */
function partTitle(content: HeldContent): string {
  switch (content.type) {
    case 'words':
      return content.said.map(({ title }) => title).join(', ')
    case 'change':
      return text.change(content.of)
    case 'photo':
      return content.photo.words === '' ? text.aPhoto : text.photo(content.photo.words)
    default:
      return text.part
  }
}

interface HeldPartProps {
  readonly about: string
  readonly item: HeldItem
  readonly model: HeldBackModel
  readonly step: HeldStep | undefined
}

/** Each is let in or left out for itself: what happens next may be over when the note is not. */
function HeldPart({ about, item, model, step }: HeldPartProps) {
  const { content, person, place } = item
  return (
    <div class="stack held-part">
      {place !== null && <ReadBy words={wordHeldPlace(place)} isShared={place.audience.type === 'with-public'} />}
      <HeldWords content={content} />
      <HeldPhotos entryId={item.entryId} photos={photosOf(content)} />
      {content.type === 'change' && <p>{text.changeWhy}</p>}
      {content.type === 'closed' && person !== null && (
        <div class="actions">
          <ButtonLink href={routeToPath({ name: 'person', personId: person.personId })} about={about}>
            {text.openRecord}
          </ButtonLink>
        </div>
      )}
      {content.type !== 'closed' && <Decide about={about} item={item} model={model} step={step} />}
    </div>
  )
}

export function photosOf(content: HeldContent): readonly HeldPhoto[] {
  if (content.type === 'photo') return [content.photo]
  return content.type === 'words' ? content.photos : []
}

/** For whom it was written. */
export function aboutHeld({ person }: HeldItem): string {
  if (person === null) return text.team
  return person.name === null ? text.unknownPerson : formatPlainName(person.name)
}

export function HeldWords({ content }: { readonly content: HeldContent }) {
  switch (content.type) {
    case 'words':
      return (
        <>
          {content.said.map(({ lines, next, title }) => (
            <div key={`${title} ${lines.join(' ')}`} class="held-words">
              <h3>{title}</h3>
              {lines.map((line) => (
                <p key={line} class="words">
                  {line}
                </p>
              ))}
              {next !== null && next !== '' && (
                <p>
                  <b>{text.next}</b> {next}
                </p>
              )}
            </div>
          ))}
        </>
      )
    case 'change':
      return (
        <div class="held-words">
          <h3>{text.change(content.of)}</h3>
          {content.words.length > 0 && (
            <ul aria-label={text.changeWords}>
              {content.words.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          )}
        </div>
      )
    case 'closed':
      return <p>{text.closed}</p>
    case 'photo':
      return <p>{text.photoAlone}</p>
    case 'unreadable':
      return <p>{text.unreadable(content.why)}</p>
    case 'automatic':
    case 'lost-photo':
      return null
  }
}

function wordDone({ type }: HeldDecision, content: HeldContent): string {
  if (content.type === 'photo') return text.photoAdded
  return type === 'let-in' ? text.isIn : text.isOut
}

interface NotDecidedProps extends Pick<HeldPartProps, 'about' | 'model'>, Pick<HeldItem, 'person'> {
  readonly problem: HeldProblem
}

/** Why it was not decided, with the way to what has to come first. */
function NotDecided({ about, model, person, problem }: NotDecidedProps) {
  const said = wordHeldProblem(problem)
  const words = problem === 'no-signal' ? { ...said, title: `${text.notDecided} ${said.title}` } : said
  if (problem === 'closed' && person !== null)
    return (
      <Problem {...words}>
        <ButtonLink href={routeToPath({ name: 'person', personId: person.personId })} about={about}>
          {text.openRecord}
        </ButtonLink>
      </Problem>
    )
  if (problem !== 'decided' && problem !== 'no-signal') return <Problem {...words} />
  return (
    <Problem {...words}>
      <Button icon="sync" onPress={() => void model.look()}>
        {text.again}
      </Button>
    </Problem>
  )
}

function Decide({ about, item: { content, entryId, person, place }, model, step }: HeldPartProps) {
  const [isAsked, setAsked] = useState(false)
  if (step?.type === 'will')
    return (
      <div class="actions" role="status">
        <p>{step.decision.type === 'let-in' ? text.willLetIn : text.willLeaveOut}</p>
        <Button icon="back" onPress={() => model.undo(entryId)} about={about}>
          {text.undo}
        </Button>
      </div>
    )
  if (step?.type === 'going') return <p role="status">{text.isGoing}</p>
  if (step?.type === 'done')
    return (
      <p role="status">
        <b>{wordDone(step.decision, content)}</b> {!step.isSent && text.notSent}
      </p>
    )
  if (step?.type === 'failed' && step.problem === 'decided')
    return <NotDecided about={about} model={model} person={person} problem="decided" />
  const leaveOut = (reason: LeftOutReason) => {
    setAsked(false)
    model.decide(entryId, { type: 'leave-out', reason })
  }
  return (
    <>
      {step?.type === 'failed' && !isAsked && (
        <NotDecided about={about} model={model} person={person} problem={step.problem} />
      )}
      {isAsked ? (
        <fieldset class="stack">
          <legend>
            <b>{text.leaveOutLegend}</b>
          </legend>
          <p class="hint">{text.leaveOutHint}</p>
          {photosOf(content).length > 0 && <p class="hint">{text.leaveOutPhotos}</p>}
          <div class="choices">
            {leftOutReasons.map((reason) => (
              <Button key={reason} onPress={() => leaveOut(reason)}>
                {leftOutWords[reason]}
              </Button>
            ))}
            <Button kind="plain" onPress={() => setAsked(false)}>
              {text.notNow}
            </Button>
          </div>
        </fieldset>
      ) : (
        <div class="actions">
          {(content.type === 'words' || content.type === 'photo') && (
            <Button kind="main" icon="tick" about={about} onPress={() => model.decide(entryId, { type: 'let-in' })}>
              {content.type === 'photo' ? text.addPhoto : wordLetIn(place)}
            </Button>
          )}
          {content.type !== 'photo' && (
            <Button about={about} onPress={() => setAsked(true)}>
              {text.leaveOut}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
