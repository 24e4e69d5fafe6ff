/** What a space grew by, as far as is needed to know whom to tell. */
import type { Arrival, GroupId } from '../../shared/lib/ids.ts'

export interface Growth {
  readonly kind: 'content' | 'control' | 'box'
  readonly group: GroupId
  readonly arrival: Arrival
}
