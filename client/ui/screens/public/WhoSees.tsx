/**
 * Who can see my things, and whether the team may write to her: the team, each of the family with what is shared and
 * since when, the phones it is on, others of the circle. Sharing begins and ends in two taps, the
 * first of which says what it does.
 */
import { sharedKinds } from '../../../domain/records/agreement.ts'
import type { SharingView, SharingWith, SharingWord } from '../../../engine-api/sharing.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Face } from '../../components/Face.tsx'
import { LetFamilyIn } from '../../components/LetFamilyIn.tsx'
import { LetOut } from '../../components/LetOut.tsx'
import { Loading } from '../../components/Loading.tsx'
import { MyContact } from '../../components/MyContact.tsx'
import { Phones } from '../../components/Phones.tsx'
import { Refused } from '../../components/Refused.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { ShareChoice, type ShareWords } from '../../components/ShareChoice.tsx'
import { createLettingInModel } from '../../models/letting-in-model.ts'
import { createSharingModel, type SharingModel } from '../../models/sharing-model.ts'
import { useModel } from '../../models/use-model.ts'
import { publicText } from '../../text/en/public.ts'
import * as enTimes from '../../text/en/public-times.ts'
import * as en from '../../text/en/sharing.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en })
const { sharingText } = text
const times = chooseText({ en: enTimes })
const publicWords = chooseText({ en: publicText })

const words: ShareWords = { effect: text.effect, state: wordState }

export function WhoSees() {
  const app = useApp()
  const model = useModel(() => createSharingModel(app, null), [app.engine])
  const door = useModel(() => createLettingInModel(app, null), [app.engine])
  const view = model.view.value
  return (
    <>
      <BarTop />
      <ScreenTitle title={sharingText.whoTitle} />
      <Refused problem={model.problem.value} />
      {view === undefined ? (
        <Loading />
      ) : (
        <>
          <section class="stack">
            <h2>{sharingText.family}</h2>
            <Family model={model} view={view} />
            <LetFamilyIn door={door} personId={null} />
          </section>
          <Phones view={view} personId={null} />
          {view.associates.length > 0 && <Others view={view} />}
          <section class="stack">
            <h2>{sharingText.teamTitle}</h2>
            <p>{sharingText.team}</p>
            <ButtonLink size="big" icon="eye" href="/looked">
              {sharingText.looked}
            </ButtonLink>
          </section>
          <MyContact personId={view.personId} state={view.contact} />
          <AsOf view={view} />
        </>
      )}
    </>
  )
}

function Family({ model, view }: { readonly model: SharingModel; readonly view: SharingView }) {
  if (view.family.length === 0)
    return (
      <EmptyState icon="people" title={view.complete ? sharingText.nobody : sharingText.onItsWay}>
        {view.complete && <p>{sharingText.nobodyHint}</p>}
      </EmptyState>
    )
  return (
    <>
      {view.family.map((one) => (
        <Member key={one.who.memberId} model={model} one={one} />
      ))}
      <p>{sharingText.never}</p>
    </>
  )
}

function Member({ model, one }: { readonly model: SharingModel; readonly one: SharingWith }) {
  const { face, name, role } = one.who
  const called = times.shortName(name)
  return (
    <article class="card stack member" aria-label={name}>
      <div class="visit-card">
        <Face face={face} name={name} />
        <p class="grow">
          <b>{name}</b>, {role}
        </p>
      </div>
      <p>{one.inCircle ? text.inCircle(called) : text.leftCircle(called)}</p>
      <ul class="shares">
        {sharedKinds.map((kind) => (
          <ShareChoice key={kind} model={model} one={one} called={called} kind={kind} words={words} big />
        ))}
      </ul>
      <LetOut personId={null} memberId={one.who.memberId} called={called} inCircle={one.inCircle} />
    </article>
  )
}

function Others({ view }: { readonly view: SharingView }) {
  return (
    <section class="stack">
      <h2>{sharingText.others}</h2>
      {view.associates.map(({ face, memberId, name, role }) => (
        <div class="card visit-card" key={memberId}>
          <Face face={face} name={name} />
          <p class="grow">
            <b>{name}</b>, {role}. {sharingText.otherSees(times.shortName(name))}
          </p>
        </div>
      ))}
    </section>
  )
}

export function AsOf({ view: { updatedAt } }: { readonly view: Pick<SharingView, 'updatedAt'> }) {
  const { clock } = useApp()
  if (updatedAt === null) return null
  return <p>{publicWords.asOf(`${times.dayInWords(updatedAt, clock.value)} ${times.clockInWords(updatedAt)}`)}</p>
}

function wordState(word: SharingWord | undefined): string {
  if (word === undefined) return sharingText.notShared
  const by = word.byHerself ? null : times.shortName(word.by.name)
  return (word.on ? text.sharedSince : text.stoppedOn)(times.longDay(word.at), by)
}
