/**
 * What a person shares with her family, as she said it: staff write it down here
 * on her word, remove a lost phone of hers or theirs, and see who of the team
 * opened the record. The same two taps and the same truth about their effect as
 * on her own phone.
 */
import { sharedKinds } from '../../../domain/records/agreement.ts'
import { auditCode } from '../../../engine-api/audit.ts'
import type { SharingView, SharingWith, SharingWord } from '../../../engine-api/sharing.ts'
import { useApp } from '../../app-context.ts'
import { AboveBanner } from '../../components/AboveBanner.tsx'
import { Banner } from '../../components/Banner.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { CircleAssociates } from '../../components/CircleAssociates.tsx'
import { ContactCard } from '../../components/ContactCard.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Face } from '../../components/Face.tsx'
import { FurtherPhone } from '../../components/FurtherPhone.tsx'
import { LetFamilyIn } from '../../components/LetFamilyIn.tsx'
import { LetOut } from '../../components/LetOut.tsx'
import { Loading } from '../../components/Loading.tsx'
import { LookList } from '../../components/LookList.tsx'
import { Phones } from '../../components/Phones.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { Refused } from '../../components/Refused.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { ShareChoice, type ShareWords } from '../../components/ShareChoice.tsx'
import { createLettingInModel, type LettingInModel } from '../../models/letting-in-model.ts'
import { createSharingModel, type SharingModel } from '../../models/sharing-model.ts'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import * as enAudit from '../../text/en/audit.ts'
import { detailsText } from '../../text/en/details.ts'
import { showText } from '../../text/en/in-person.ts'
import * as enPerson from '../../text/en/person.ts'
import * as enTimes from '../../text/en/public-times.ts'
import { readByText } from '../../text/en/read-by.ts'
import * as en from '../../text/en/sharing.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en })
const { sharingText } = text
const audit = chooseText({ en: enAudit })
const times = chooseText({ en: enTimes })
const person = chooseText({ en: enPerson })
const inPerson = chooseText({ en: showText })
const details = chooseText({ en: detailsText })
const readBy = chooseText({ en: readByText })

export function Sharing({ personId }: { readonly personId: string }) {
  const app = useApp()
  const who = useModel(() => watchQuery(app.engine, 'details', { personId }), [app.engine, personId])
  const model = useModel(() => createSharingModel(app, personId), [app.engine, personId])
  const door = useModel(() => createLettingInModel(app, personId), [app.engine, personId])
  const known = who.view.value
  const view = model.view.value
  const banner = known?.banner ?? (known?.person ? { ...known.person, died: null } : null)
  return (
    <>
      <AboveBanner backTo={routeToPath({ name: 'person', personId })} backWords={details.back} />
      {known === undefined || view === undefined ? (
        <Loading />
      ) : banner === null ? (
        <EmptyState icon="people" title={person.unknownPerson.title} />
      ) : (
        <>
          <Banner banner={banner} />
          <div class="inside stack reading">
            <ScreenTitle title={sharingText.staffTitle} />
            <ReadBy words={readBy.sharing(view.called)} isShared />
            <Refused problem={model.problem.value} />
            {!view.complete && <p class="strip">{details.notHere}</p>}
            <ContactCard personId={view.personId} called={view.called} state={view.contact} />
            <p>{text.staffIntro(view.called)}</p>
            <Family model={model} door={door} view={view} />
            <LetFamilyIn
              door={door}
              personId={personId}
              onCards={new Set(view.family.map((one) => one.who.memberId))}
            />
            <p class="actions">
              <ButtonLink icon="mobile" href={routeToPath({ name: 'bring-in', personId })}>
                {inPerson.link}
              </ButtonLink>
              <span class="hint">{inPerson.linkHint}</span>
            </p>
            <Phones view={view} personId={personId} />
            <CircleAssociates view={view} />
            <Looks view={view} />
          </div>
        </>
      )}
    </>
  )
}

interface FamilyProps {
  readonly model: SharingModel
  readonly door: LettingInModel
  readonly view: SharingView
}

function Family({ door, model, view }: FamilyProps) {
  if (view.family.length === 0)
    return <p class="quiet">{view.complete ? sharingText.staffNobody : sharingText.staffOnItsWay}</p>
  const words = wordsFor(view.called)
  return (
    <>
      {view.family.map((one) => (
        <Member
          key={one.who.memberId}
          model={model}
          door={door}
          one={one}
          words={words}
          called={view.called}
          personId={view.personId}
        />
      ))}
    </>
  )
}

interface MemberProps extends Omit<FamilyProps, 'view'> {
  readonly one: SharingWith
  readonly words: ShareWords
  readonly called: string
  readonly personId: string
}

function Member({ called, door, model, one, personId, words }: MemberProps) {
  const { face, name, role } = one.who
  const short = times.shortName(name)
  const isGone = one.furtherPhone === 'may' ? text.staffPhoneless : text.staffLeft
  const standing = one.inCircle ? text.staffInCircle : isGone
  return (
    <section class="card stack member" aria-label={name}>
      <div class="row">
        <Face face={face} name={name} size="small" />
        <p>
          <b>{name}</b>, {role}. {standing(short, called)}
        </p>
      </div>
      <ul class="shares">
        {sharedKinds.map((kind) => (
          <ShareChoice key={kind} model={model} one={one} called={short} kind={kind} words={words} />
        ))}
      </ul>
      <FurtherPhone door={door} one={one} called={called} />
      <LetOut personId={personId} memberId={one.who.memberId} called={short} inCircle={one.inCircle} />
    </section>
  )
}

function Looks({ view }: { readonly view: SharingView }) {
  return (
    <section class="stack" aria-labelledby="looked-title">
      <h2 id="looked-title">{sharingText.lookedStaff}</h2>
      {view.looks.length === 0 ? (
        <p class="quiet">{view.complete ? sharingText.lookedStaffNobody : sharingText.staffOnItsWay}</p>
      ) : (
        <LookList looks={view.looks} isStaff />
      )}
      <p class="quiet">{audit.codeOfPerson(auditCode(view.personId))}</p>
    </section>
  )
}

function wordsFor(called: string): ShareWords {
  return {
    effect: (kind, on, name) => text.staffEffect(kind, on, name, called),
    state: wordState,
  }
}

function wordState(word: SharingWord | undefined): string {
  if (word === undefined) return sharingText.notShared
  const say = word.on ? text.staffSince : text.staffStopped
  return say(times.longDay(word.at), times.shortName(word.by.name), word.byHerself)
}
