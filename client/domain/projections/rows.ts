/** Rows: ready-made data for the screens, kept in sealed pages and in the read model. One interface a kind. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Signature } from '../records/signature.ts'
import type { News2Result } from '../scores/news2.ts'

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
  readonly roundId: string
  readonly namedNurse: string
  readonly face: string
  /** One line, for "Way in"; empty when not recorded. */
  readonly address: string
  readonly phone: string
}

/** CUI patient banner, from the person document; falls back to the directory. */
export interface BannerRow {
  readonly personId: string
  readonly name: PersonName
  readonly born: string
  readonly gender: string
  readonly nhsNumber: string
  readonly died: string | null
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
}

/** One planned visit of the diary document of a day. */
export interface VisitRow {
  readonly visitId: string
  readonly personId: string
  /** YYYY-MM-DD. */
  readonly date: string
  /** Whose round it is on. */
  readonly memberId: string
  /** "09:30"; null = any time. */
  readonly from: string | null
  readonly to: string | null
  /** "this week" beside "Any time". */
  readonly window: string | null
  readonly reason: string
  readonly tag: { readonly text: string; readonly level: 'plain' | 'mid' | 'high' } | null
  readonly order: number
  /** Same text = same door. */
  readonly household: string
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
