/**
 * Queries and the views they answer. A view is plain data, complete for one
 * screen, in the order it is shown; the engine sends a new one whenever it
 * changes. Dates and instants are data, the screen writes them out in words.
 */

import type { Instant } from '../../shared/lib/ids.ts'
import type { GivingRow } from '../domain/projections/giving-rows.ts'
import type { PersonDispute, PersonPart } from '../domain/projections/part-rows.ts'
import type { TaskFact, TaskOwner, TaskPriority } from '../domain/projections/plan-rows.ts'
import type { LetIn } from '../domain/projections/record-context.ts'
import type {
  AlertRow,
  BannerRow,
  DirectoryRow,
  MedicineRow,
  ObservationRow,
  StoryKind,
} from '../domain/projections/rows.ts'
import type { VisitRow } from '../domain/projections/visit-rows.ts'
import type {
  AllergyFact,
  VisitClash,
  Warning,
  WarningAnswerRow,
  WarningsRow,
} from '../domain/projections/warning-rows.ts'
import type { SharedMedicine } from '../domain/records/shared-medicines.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { Called } from '../domain/records/who-wrote.ts'
import type { WhoSomebodyIs } from '../domain/same-person.ts'
import type { OpeningsView, OwnOpening } from './access-acts.ts'
import type { AccordingTo } from './according-to.ts'
import type { AuditView } from './audit.ts'
import type { ContactState, ContactView } from './contact.ts'
import type { DecidedByView, DecidedView } from './decided-views.ts'
import type { DecisionsView } from './decision-views.ts'
import type { HomeView } from './home-views.ts'
import type { PhotoItem } from './photo-acts.ts'
import type { CarePlanView, TasksView } from './plan-views.ts'
import type { HandedView, LookingAfterView, RoundsView } from './rounds.ts'
import type { SearchParams, SearchView } from './search.ts'
import type { SharingView } from './sharing.ts'
import type { SyncView } from './sync-views.ts'
import type { TeamDevicesView } from './team-acts.ts'
import type { DetailsView, OutsideRounds, PlannedVisit, TeamSettingsView, TeamView } from './team-views.ts'
import type { ReachView, Travel } from './travel.ts'

export interface Queries {
  readonly today: { readonly params: { readonly date: string }; readonly view: TodayView }
  /** `limit`: the first so many of those found; left out, all. */
  readonly people: { readonly params: { readonly search: string; readonly limit?: number }; readonly view: PeopleView }
  /** `limit`: of the story the newest so many; left out, all. `item`: this one is among them, however old. */
  readonly person: {
    readonly params: { readonly personId: string; readonly limit?: number; readonly item?: string }
    readonly view: PersonView
  }
  /** Who in the team's list might be the person described. */
  readonly alike: { readonly params: WhoSomebodyIs; readonly view: AlikeView }
  /** Whether a person was entered twice. */
  readonly doubles: { readonly params: { readonly personId: string }; readonly view: DoublesView }
  readonly details: { readonly params: { readonly personId: string }; readonly view: DetailsView }
  /** Who is where on a day. */
  readonly team: { readonly params: { readonly date: string }; readonly view: TeamView }
  /** What waits for somebody's decision. */
  readonly decisions: { readonly params: Record<string, never>; readonly view: DecisionsView }
  /** What was decided about a person; `limit`: the newest so many. */
  readonly decided: {
    readonly params: { readonly personId: string; readonly limit?: number }
    readonly view: DecidedView
  }
  /** What a member wrote down as decisions of late. */
  readonly 'decided-by': { readonly params: { readonly memberId: string }; readonly view: DecidedByView }
  /** The people of the team and their devices. */
  readonly 'team-devices': { readonly params: Record<string, never>; readonly view: TeamDevicesView }
  readonly 'team-settings': { readonly params: Record<string, never>; readonly view: TeamSettingsView }
  readonly search: { readonly params: SearchParams; readonly view: SearchView }
  /** `limit`: the newest so many of those written in; left out, all. */
  readonly threads: { readonly params: { readonly limit?: number }; readonly view: ThreadsView }
  /** For the navigation: what waits for this member. */
  readonly counts: { readonly params: Record<string, never>; readonly view: CountsView }
  /** `limit`: the newest so many messages; left out, all. */
  readonly thread: {
    readonly params: { readonly threadId: string; readonly limit?: number }
    readonly view: ThreadView
  }
  /** Who has something that was written here: a message or an item of a story, by its id. */
  readonly reach: { readonly params: { readonly id: string }; readonly view: ReachView }
  readonly draft: { readonly params: { readonly key: string }; readonly view: DraftView }
  readonly sync: { readonly params: Record<string, never>; readonly view: SyncView }
  /** Open tasks of this member or of the whole team; or of one person or of a person's circle, with what is done. */
  readonly tasks: {
    readonly params:
      | { readonly who: 'mine' | 'team' }
      | { readonly who: 'person' | 'circle'; readonly personId: string }
    readonly view: TasksView
  }
  readonly 'care-plan': { readonly params: { readonly personId: string }; readonly view: CarePlanView }
  /** The public's own list of medicines. */
  readonly 'my-medicines': { readonly params: Record<string, never>; readonly view: MyMedicinesView }
  /** What a person shares and with whom, and who looked; null: of the person this phone is. */
  readonly sharing: { readonly params: { readonly personId: string | null }; readonly view: SharingView }
  /** Records that somebody opened who does not look after their people: for administrators and the named nurse. */
  readonly openings: { readonly params: Record<string, never>; readonly view: OpeningsView }
  /** The rounds of the team, who is on them and whom they look after. */
  readonly rounds: { readonly params: Record<string, never>; readonly view: RoundsView }
  readonly 'looking-after': { readonly params: { readonly personId: string }; readonly view: LookingAfterView }
  /** Who was given to this member, or taken from her, and she has not put it away. */
  readonly handed: { readonly params: Record<string, never>; readonly view: HandedView }
  /** To information governance; to everybody else empty and never complete. */
  readonly audit: { readonly params: Record<string, never>; readonly view: AuditView }
  /** The public's first screen. */
  readonly home: { readonly params: Record<string, never>; readonly view: HomeView }
}

export type QueryName = keyof Queries
export type ParamsOf<Name extends QueryName> = Queries[Name]['params']
export type ViewOf<Name extends QueryName> = Queries[Name]['view']

/** `arrivedAt` is set on what others wrote: "Written 02:10 · arrived 07:40". */
export interface Times {
  readonly writtenAt: Instant
  readonly arrivedAt: Instant | null
}

export interface TodayView {
  readonly date: string
  /** False while the day's plan or what it needs is still being fetched or opened: say so, never "no visits". */
  readonly complete: boolean
  readonly visits: readonly TodayVisit[]
  /** When everything for today was last on this device, or null. */
  readonly readyAt: Instant | null
  readonly readyCount: number
}

export interface TodayVisit {
  readonly visit: VisitRow
  readonly person: DirectoryRow | null
  readonly alerts: readonly AlertRow[]
  readonly latestObservation: ObservationRow | null
  readonly lastNote: StoryItem | null
  readonly state: 'not-started' | 'started' | 'finished'
  /** Of this visit's note, when it is written. */
  readonly travel: Travel | null
  readonly newMessages: number
  readonly updatedAt: Instant | null
  /** Medicines or details changed apart that somebody has to decide on; absent without any. */
  readonly decision?: 'dose' | 'other' | 'details'
  /** Whom it is given to, where two colleagues were given it apart; absent else. */
  readonly givenTo?: readonly string[]
  /** Whose record is not on this member's rounds: only who she is can be read. */
  readonly outside?: true
  /** Open tasks of this person; absent without any. */
  readonly tasks?: { readonly count: number; readonly first: string }
  /** What the safety checks found and nobody has looked at yet, gravest first; absent without any. */
  readonly warnings?: readonly WarningItem[]
  /** Why this visit cannot be meant as it is planned; absent without any. */
  readonly clash?: VisitClash['type']
}

/** A warning of the safety checks, and who has looked at it; the answer falls away when a fact of it changes. */
export interface WarningItem extends Warning {
  readonly answer: Pick<WarningAnswerRow, 'author' | 'at' | 'reason'> | null
}

export interface PeopleView {
  readonly rows: readonly PersonListRow[]
  /** How many there are of those found; absent = all of them are in `rows`. */
  readonly found?: number
  readonly total: number
}

export interface AlikeView {
  readonly people: readonly DirectoryRow[]
}

export interface DoublesView {
  /** The entry this one goes on in; null where it is itself the one. */
  readonly goesOn: DirectoryRow | null
  /** Look like the same person; nobody has said yet. */
  readonly maybe: readonly DirectoryRow[]
  /** Were left for this one. */
  readonly left: readonly DirectoryRow[]
}

export interface PersonListRow {
  /** Seems to be in the list a second time. */
  readonly isDouble?: true
  /** A name, birth date or NHS number changed apart names all its values. */
  readonly person: DirectoryRow
  readonly newMessages: number
  /** Details changed apart that somebody has to decide on; absent without any. */
  readonly disputed?: readonly PersonPart[]
}

export interface PersonView {
  readonly person: DirectoryRow | null
  /** False while the record is still on its way to this device or being opened here: say so, never "nothing recorded". */
  readonly complete: boolean
  readonly updatedAt: Instant | null
  readonly banner: BannerRow | null
  readonly alerts: readonly AlertRow[]
  readonly medicines: readonly MedicineRow[]
  /** What was given, or not, in the last two days; newest first. */
  readonly givings?: readonly GivingRow[]
  /** When the list itself was changed last, by the writer's clock; null when nobody ever did. */
  readonly medicinesUpdatedAt: Instant | null
  /** Of the list of medicines; absent where all of it is checked. */
  readonly accordingTo?: AccordingTo
  /** Newest first. */
  readonly observations: readonly ObservationRow[]
  /** Newest first, causality before clocks. */
  readonly story: readonly StoryItem[]
  /** There are older items than were asked for; absent without any. */
  readonly older?: true
  readonly threads: readonly ThreadListRow[]
  /** Whether she agrees to be sent messages. */
  readonly contact: ContactState
  /** Who of the public reads "What happens next": the person, and family as far as she shares it. */
  readonly nextStepReaders?: readonly Called[]
  /** Who recorded the prescribed 88-92 % target and when (YYYY-MM-DD); null or absent = SpO2 Scale 2 is not offered. */
  readonly scale2Target?: { readonly by: string; readonly on: string } | null
  /** Whole years today; null or absent = not known, and NEWS2 is then not worked out. */
  readonly ageYears?: number | null
  readonly pregnant?: boolean
  /** Details changed apart that somebody has to decide on; absent without any. */
  readonly disputes?: readonly PersonDispute[]
  /** What the safety checks found, gravest first; what somebody has looked at stands last. Absent without any. */
  readonly warnings?: readonly WarningItem[]
  /** Names the safety table does not know: to be checked by hand. Absent without any. */
  readonly unchecked?: WarningsRow['unchecked']
  /** Recorded now, one by one. */
  readonly allergies?: readonly AllergyFact[]
  /** Visits planned in the coming two weeks, the next first, those called off last; absent without any. */
  readonly planned?: readonly PlannedVisit[]
  /** Set where this record is on none of this member's rounds, as known at the last contact: then only `person` is here. */
  readonly outside?: OutsideRounds
  /** Open to this member by nothing but her own word, until then. */
  readonly opening?: OwnOpening
}

export interface StoryItem {
  readonly id: string
  readonly kind: StoryKind
  readonly personId: string
  readonly author: Signature
  readonly mine: boolean
  readonly times: Times
  /** Title and sentences in plain words, made by the record's own summary. */
  readonly title: string
  readonly lines: readonly string[]
  readonly next: string | null
  /** Of a note: what was measured at the same visit. Its score is then not in `lines`. */
  readonly observation: ObservationRow | null
  readonly travel: Travel | null
  /** Taken at the same visit. */
  readonly photo?: PhotoItem
  /** Written on a device that was removed: who let it in. */
  readonly letIn?: LetIn
}

export interface ThreadsView {
  readonly rows: readonly ThreadListRow[]
  readonly unread: number
  /** There are older ones than were asked for; absent without any. */
  readonly more?: true
}

export interface CountsView {
  /** Messages nobody here has seen yet. */
  readonly unread: number
  /** Open tasks this member holds. */
  readonly tasks: number
}

export interface ThreadListRow {
  readonly threadId: string
  readonly personId: string | null
  readonly kind: ThreadKind
  /** What the person it is about is called: "Doreen"; null for nobody, or while it is not known here. */
  readonly about: string | null
  /** "Doreen Ashworth"; of family their own name; of a talk with the team, as the public sees it, the team's. */
  readonly title: string
  readonly audience: Audience
  readonly face: string
  readonly lastText: string | null
  readonly lastAuthor: Signature | null
  readonly lastMine: boolean
  readonly lastAt: Instant | null
  readonly unread: number
  readonly notSent: number
  /** What staff say of it; absent for what is not theirs to look after, and while nobody has said anything. */
  readonly care?: ThreadCare
}

/** Who looks after a conversation, what it is about, how soon it needs an answer. */
export interface ThreadCare {
  /** Empty: none. */
  readonly title: string
  readonly priority: TaskPriority
  /** Two or more took it apart. Somebody else's word: handed over, not accepted yet. */
  readonly owners: readonly TaskOwner[]
  readonly isMine: boolean
  readonly changed: TaskFact | null
  /** Its title was written apart: by whom, as far as that still stands there. */
  readonly wordedApart?: readonly TaskFact[]
}

/** A person's own talk with the team, that of one of her family, her circle's, or staff's among themselves about her. */
export type ThreadKind = 'own' | 'family' | 'circle' | 'staff'

/** Who can read a thread, in words the screens write out. */
export type Audience =
  | { readonly type: 'staff-only' }
  /** The named people can read it, beside the staff who look after the person. */
  | {
      readonly type: 'with-public'
      readonly names: readonly Called[]
      /** More of the public who read it and have not said their name yet. */
      readonly unnamed?: number
    }

export interface ThreadView {
  readonly thread: ThreadListRow | null
  readonly complete: boolean
  /** Oldest first; an answer never stands above what it answers. */
  readonly messages: readonly MessageItem[]
  /** There are older ones than were asked for; absent without any. */
  readonly older?: true
  /** To staff: her phone reads it, and she has not agreed to be sent messages. Absent where they may write. */
  readonly unagreed?: ContactView
}

export interface MessageItem {
  readonly id: string
  readonly author: Signature
  readonly mine: boolean
  readonly text: string
  readonly answers: (Pick<Signature, 'name' | 'as'> & { readonly id: string; readonly text: string }) | null
  readonly times: Times
  readonly travel: Travel | null
  readonly unseen: boolean
  /** Written on a device that was removed: who let it in. */
  readonly letIn?: LetIn
}

export interface DraftView {
  readonly key: string
  readonly value: string | null
  readonly savedAt: Instant | null
}

export interface MyMedicinesView {
  /** Null: her team has shared no list. */
  readonly lines: readonly SharedMedicine[] | null
  /** When it was published. */
  readonly listedAt: Instant | null
  readonly complete: boolean
  readonly updatedAt: Instant | null
}
