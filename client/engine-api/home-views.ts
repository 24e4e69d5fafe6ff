/** Views of the public's first screen. See queries.ts. */
import type { Instant } from '../../shared/lib/ids.ts'
import type { ToldKind } from '../domain/records/shared-with.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { ThreadListRow, Times } from './queries.ts'

export interface HomeView {
  readonly name: string
  readonly nextVisit: {
    readonly who: Signature
    readonly from: Instant
    readonly to: Instant
    /** At some time of that day. */
    readonly anyTime?: boolean
  } | null
  /** To family: the last visit, as far as it is shared; null or absent else. */
  readonly lastVisit?: { readonly who: Signature; readonly at: Instant } | null
  /** To family: what is shared with this member now, and what has ended. Absent before anything was. */
  readonly told?: { readonly on: readonly ToldKind[]; readonly ended: readonly ToldKind[] }
  /** To family: what the person is called; null while it is not known. */
  readonly about?: string | null
  /** Newest first. */
  readonly nextSteps: readonly NextStepItem[]
  /** Who writes to this person: faces, first names, roles. */
  readonly team: readonly Signature[]
  /** Her own talk with the team; null while there is none, and for associates. */
  readonly threadId: string | null
  readonly unread: number
  /** All conversations of this device, newest first: her own, and the circles she is in. */
  readonly threads: readonly ThreadListRow[]
  /** The team as it published itself; null while no card has come. */
  readonly card: TeamCardView | null
  /** As whom this device was let in. */
  readonly role: 'patient' | 'family' | 'associate'
  readonly complete: boolean
  readonly updatedAt: Instant | null
  /** The team's own number, or null when none was published. */
  readonly phone: string | null
  /** When messages are read, as the team's contact record words it ("Mon–Fri, 8 to 6"); null or absent = nobody recorded it. */
  readonly answeredWhen?: string | null
}

/** Faces, first names and roles of the whole team, and how to reach it. */
export interface TeamCardView {
  readonly members: readonly Signature[]
  /** Null when the card says nothing of today. */
  readonly onToday: readonly Signature[] | null
  readonly hours: string | null
  readonly phone: string | null
  /** "Medicines": "Priya". */
  readonly asks: readonly { readonly about: string; readonly who: string }[]
  readonly publishedAt: Instant
}

export interface NextStepItem {
  readonly id: string
  readonly text: string
  readonly author: Signature
  readonly times: Times
}
