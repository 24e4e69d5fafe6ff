/**
 * Which records may come in which kind of entry, beyond what the relay's table says (MB311). That somebody opened a record is
 * said in the care group by audit entries alone, and by them nothing else: so
 * what information governance is shown without a key is all of it. Rule VW220.
 */
import type { GroupKind } from '../../../shared/protocol/control.ts'
import type { ContentKind } from '../../../shared/protocol/entry.ts'
import type { CareRecord } from '../../domain/records/record.ts'

export function carriesRecords(kind: ContentKind): boolean {
  return kind === 'record' || kind === 'audit'
}

export function isOfItsKind(
  kind: ContentKind,
  group: GroupKind,
  records: readonly Pick<CareRecord, 'type'>[],
): boolean {
  if (kind === 'audit') return group === 'care' && records.length === 1 && records.every(isLook)
  return kind === 'record' && (group !== 'care' || !records.some(isLook))
}

/** Opened, and why where she does not look after the person. */
function isLook({ type }: Pick<CareRecord, 'type'>): boolean {
  return type === 'view' || type === 'opening'
}
