/** Rows: ready-made data for the screens, kept in sealed pages and in the read model. One interface a kind. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { PhotoFacts } from '../records/photo.ts'
import type { Signature } from '../records/signature.ts'
import type { News2Result } from '../scores/news2.ts'
import type { DecidedByRow, DecidedRow } from './decided-rows.ts'
import type { GivingRow, SharedListRow } from './giving-rows.ts'
import type { BoardKeyRow, ContactRow, MemberRow, PersonCardRow, TeamCardRow } from './group-rows.ts'
import type { MedicineChange, MedicineState } from './medicine-change.ts'
import type { CorrectionsRow, DetailsRow, PersonDispute } from './part-rows.ts'
import type { PlanSectionRow, TaskRow } from './plan-rows.ts'
import type { ReceiptRow } from './receipt-rows.ts'
import type { GroupKind, LetIn } from './record-context.ts'
import type { SettingRow, ThreadFactsRow } from './setting-rows.ts'
import type {
  AgreementRow,
  ContactAgreementRow,
  OpeningRow,
  SharedVisitsRow,
  SharedWithRow,
  ViewRow,
} from './sharing-rows.ts'
import type { PlannedCall, VisitRow, VisitStateRow } from './visit-rows.ts'
import type { ClashesRow, WarningAnswerRow, WarningsRow } from './warning-rows.ts'

export interface PersonName {
  readonly family: string
  readonly given: string
  /** "Mrs"; empty when none is recorded. */
  readonly title: string
  /** What she likes to be called; empty when none is recorded. */
  readonly preferred: string
}

/** From the newest directory entry of a person (team group). Nothing clinical. */
export interface DirectoryRow {
  readonly personId: string
  readonly name: PersonName
  /** YYYY-MM-DD. */
  readonly born: string
  readonly gender: string
  /** Ten digits without spaces; empty when not known. */
  readonly nhsNumber: string
  /** A round that looks after the person; which all do, the chain of the record says. */
  readonly roundId: string
  readonly namedNurse: string
  readonly face: string
  /** One line, for "Way in"; empty when not recorded. */
  readonly address: string
  readonly phone: string
  /** Entered twice: goes on in that person's entry. See same-person.ts. */
  readonly sameAs?: string
  /** Looks like these, and is somebody else. */
  readonly notSame?: readonly string[]
}

/** CUI patient banner, from the person document; falls back to the directory. */
export interface BannerRow {
  readonly personId: string
  readonly name: PersonName
  readonly born: string
  readonly gender: string
  readonly nhsNumber: string
  readonly died: string | null
  /** Changed apart, so that somebody has to decide who she is: the fields above then name all values. */
  readonly disputes?: readonly PersonDispute[]
}

export type AlertKind =
  | 'allergies'
  | 'respect'
  | 'oxygen'
  | 'infection'
  | 'safety'
  | 'access'
  | 'communication'
  | 'other'

export interface AlertRow {
  readonly kind: AlertKind
  readonly title: string
  readonly fact: string
  /** YYYY-MM-DD it was recorded; null when not known. */
  readonly date: string | null
  readonly serious: boolean
  /** Changed apart: title and fact name all values until somebody decides. */
  readonly disputed?: true
}

export interface MedicineRow {
  readonly medicineId: string
  readonly personId: string
  /** Generic name, lower case. */
  readonly name: string
  readonly brand: string
  readonly form: string
  /** With its unit: "2.5 mg", "5 micrograms". */
  readonly dose: string
  readonly frequency: string
  readonly route: string
  readonly prescriber: string
  /** YYYY-MM-DD. */
  readonly since: string
  readonly source: string
  readonly status: 'current' | 'stopped'
  readonly stoppedOn: string | null
  /** One word in sight: "Anticoagulant", "Insulin", "Opioid"; null for none. */
  readonly risk: string | null
  /** Two or more changes that disagree: nothing is picked, and the fields above name all values. */
  readonly conflict?: readonly MedicineChange[]
  /** Two or more changes made apart that go together; until the next change. */
  readonly merged?: readonly MedicineChange[]
  /** The newest change, where it says who made it and nobody else made one apart. */
  readonly changed?: MedicineChange
}

export interface MedicineDecision {
  readonly medicineId: string
  readonly sides: readonly MedicineState[]
  /** Absent in rows written before these were noted. */
  readonly name?: string
  /** Who wrote each side; null for nobody named. */
  readonly by?: readonly (Signature | null)[]
  /** When the last of them came here. */
  readonly openSince?: Instant | null
}

/** Where something waits for somebody's decision: with a person (`key`: her id) or in the plan of a day (`key`: the day). */
export interface WaitingRow {
  readonly key: string
  readonly of: 'medicines' | 'person' | 'warnings' | 'diary'
}

/** Of a person: the medicines on which somebody has to decide. Dropped when there are none. */
export interface DecisionsRow {
  readonly personId: string
  readonly medicines: readonly MedicineDecision[]
}

/** When the list of medicines was changed last: its newest change, by that device's clock. */
export interface ListChangeRow {
  readonly personId: string
  readonly changedAt: Instant
}

export interface ObservationRow {
  readonly id: string
  readonly personId: string
  readonly at: Instant
  readonly author: Signature
  readonly values: ObservationValues
  readonly news2: News2Result
}

/** Undefined = not entered. Units: /min, %, mmHg, /min, ACVPU, degrees Celsius. */
export interface ObservationValues {
  readonly respirations?: number
  readonly spo2?: number
  readonly spo2Scale?: 1 | 2
  readonly oxygen?: 'air' | 'oxygen'
  readonly systolic?: number
  readonly pulse?: number
  readonly consciousness?: 'alert' | 'confusion' | 'voice' | 'pain' | 'unresponsive'
  readonly temperature?: number
}

/** What the story of a person is made of. */
export type StoryKind =
  | 'note'
  | 'observations'
  | 'message'
  | 'visit'
  | 'next-step'
  | 'administration'
  | 'left-out'
  | 'decision'
  | 'photo'

/** Where a record came from: enough to find its entry, its receipts and its place in the order. */
export interface Origin {
  readonly entryId: string
  readonly groupId: string
  /** The writing device and the number of the entry in its feed: receipts cover these. */
  readonly deviceId: string
  readonly seq: number
  readonly author: Signature
  /** When it happened, by the writer's clock. */
  readonly at: Instant
  /** Sorts as text; order with `orderRecords`, so that an answer never stands above what it answers. */
  readonly hlc: string
  /** When it reached this device; null for what was written here. */
  readonly arrivedAt: Instant | null
  /** Written by this device's own member, on whichever device. */
  readonly own: boolean
  /** Written on a device that was removed: who let it in. */
  readonly letIn?: LetIn
}

/** One item of a person's story, in plain words already. */
export interface StoryRow extends Origin {
  readonly id: string
  readonly kind: StoryKind
  readonly personId: string
  readonly title: string
  readonly lines: readonly string[]
  /** What happens next; null when the record says nothing about it. */
  readonly next: string | null
  readonly observation: ObservationRow | null
  /** The planned visit it belongs to. */
  readonly visitId: string | null
  readonly answers: string | null
  /** Of a photo: where its sealed bytes lie and what opens them. */
  readonly photo?: PhotoFacts
}

export interface MessageRow extends Origin {
  readonly id: string
  readonly threadId: string
  readonly personId: string | null
  readonly text: string
  /** The message this answers. */
  readonly answers: string | null
  readonly about: string | null
}

/** The newest message of a thread, for lists. */
export interface ThreadRow {
  readonly threadId: string
  readonly groupId: string
  readonly groupKind: GroupKind
  readonly personId: string | null
  readonly last: MessageRow
}

/** A message of somebody else; drop it once an own receipt covers it (`isCovered`). */
export interface UnreadRow {
  readonly id: string
  readonly threadId: string
  readonly groupId: string
  readonly personId: string | null
  readonly deviceId: string
  readonly seq: number
}

/** What happens next, as published to the person; also carries the next visit when one is planned. */
export interface NextStepRow extends Origin {
  readonly id: string
  readonly personId: string
  readonly text: string
  readonly nextVisit: PlannedCall | null
}

export interface StaffRow {
  readonly memberId: string
  readonly signature: Signature
  readonly phone: string
}

export interface PersonAlertsRow {
  readonly personId: string
  /** Most important first; allergies always stand first, even when they are not recorded. */
  readonly alerts: readonly AlertRow[]
  readonly pregnant: boolean
  /** Who prescribed 88 to 92 % and on which day (YYYY-MM-DD); null = SpO2 Scale 2 must not be offered. */
  readonly scale2Target: { readonly by: string; readonly on: string } | null
  /** Allergies, alerts, contacts and the target changed apart; a target among them is not offered. */
  readonly disputes?: readonly PersonDispute[]
}

/** Everything a collection of the read model holds, by collection. */
export interface RowByCollection {
  readonly directory: DirectoryRow
  readonly staff: StaffRow
  readonly story: StoryRow
  /** The newest note and the newest observation set of each person; id `<personId>/note`, `<personId>/observations`. */
  readonly latest: StoryRow
  readonly messages: MessageRow
  readonly threads: ThreadRow
  readonly unread: UnreadRow
  readonly receipts: ReceiptRow
  readonly nextSteps: NextStepRow
  readonly contacts: ContactRow
  readonly givings: GivingRow
  readonly sharedLists: SharedListRow
  readonly visitStates: VisitStateRow
  readonly banners: BannerRow
  readonly alerts: PersonAlertsRow
  readonly details: DetailsRow
  readonly corrections: CorrectionsRow
  readonly medicines: MedicineRow
  readonly listChanges: ListChangeRow
  readonly decisions: DecisionsRow
  /** Id `<key>/<of>`; dropped when nothing waits there. */
  readonly waiting: WaitingRow
  readonly warnings: WarningsRow
  readonly warningAnswers: WarningAnswerRow
  readonly clashes: ClashesRow
  readonly visits: VisitRow
  /** Open ones, of everybody: the first screen counts them. */
  readonly tasks: TaskRow
  readonly doneTasks: TaskRow
  /** Id `<personId>/<sectionId>`. */
  readonly planSections: PlanSectionRow
  /** Called off. */
  readonly visitsOff: VisitRow
  readonly members: MemberRow
  readonly personCards: PersonCardRow
  readonly boardKeys: BoardKeyRow
  readonly teamCards: TeamCardRow
  /** Id `<kind>/<id>`. */
  readonly settings: SettingRow
  readonly threadFacts: ThreadFactsRow
  readonly agreements: AgreementRow
  readonly contactAgreements: ContactAgreementRow
  readonly sharedVisits: SharedVisitsRow
  readonly sharedWith: SharedWithRow
  readonly views: ViewRow
  readonly openings: OpeningRow
  /** Id `<personId>/<taskId>`: of a person's circle, open and done; never among staff's own. */
  readonly circleTasks: TaskRow
  readonly decided: DecidedRow
  readonly decidedBy: DecidedByRow
}

export type Collection = keyof RowByCollection

export const collections = [
  'directory',
  'staff',
  'story',
  'latest',
  'messages',
  'threads',
  'unread',
  'receipts',
  'nextSteps',
  'contacts',
  'givings',
  'sharedLists',
  'visitStates',
  'banners',
  'alerts',
  'details',
  'corrections',
  'medicines',
  'listChanges',
  'decisions',
  'waiting',
  'warnings',
  'warningAnswers',
  'clashes',
  'visits',
  'tasks',
  'doneTasks',
  'planSections',
  'visitsOff',
  'members',
  'personCards',
  'boardKeys',
  'teamCards',
  'settings',
  'threadFacts',
  'agreements',
  'contactAgreements',
  'sharedVisits',
  'sharedWith',
  'views',
  'openings',
  'circleTasks',
  'decided',
  'decidedBy',
] as const satisfies readonly Collection[]

/** What every screen needs and what does not grow with people, days or records. */
export const homePartition = 'home'
/** The list of everybody, and what was corrected in it. */
export const peoplePartition = 'people'
/** The newest message of each thread. */
export const threadsPartition = 'threads'
/** Open tasks of everybody. */
export const tasksPartition = 'tasks'
/** Who is in which group and what they are called there. */
export const groupsPartition = 'groups'
/** How far each visit has got, by its id. */
export const visitStatesPartition = 'visit-states'
/** The plan of one day, YYYY-MM-DD. */
export const dayPartition = (date: string) => `day/${date}`

/**
 * A row with its place. `partition` is what is read together: a person's id for
 * what is about her, else one of the above, so that a screen reads what it shows
 * and not what there is. `order` sorts as text: of two rows with one id the
 * higher wins, see merge-rows.ts.
 */
export type StoredRow = {
  readonly [Name in Collection]: {
    readonly collection: Name
    readonly partition: string
    readonly id: string
    readonly order: string
    readonly row: RowByCollection[Name]
  }
}[Collection]
