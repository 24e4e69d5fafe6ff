/** A member of staff says who she is, once a device: faces and roles for the whole team. */
import { type DocId, zeroDoc } from '../../../shared/lib/ids.ts'
import { writeStaffCard } from '../../domain/records/staff-card.ts'
import { isGovernance } from '../audit/governance.ts'
import type { Session } from '../session.ts'
import type { DeviceStore } from '../storage/device-store.ts'

const key = 'staff-card'

export async function writeStaffCardOnce({ device, writer }: Session, store: DeviceStore): Promise<void> {
  const { baseOf, chains, own } = device
  // Information governance holds no key of the team to write with.
  if (own.audience !== 'staff' || isGovernance(chains, device.device)) return
  await writer.inTurn(async () => {
    if ((await store.get('meta', key)) !== undefined) return
    const card = writeStaffCard({ phone: '' }, baseOf(null))
    if (!card.ok) return
    await writer.write({
      entries: [
        {
          kind: 'record',
          group: own.group,
          priority: 'bulk',
          doc: zeroDoc as DocId,
          records: [card.value],
          label: { kind: 'team', personId: null },
        },
      ],
      alongside: [{ store: 'meta', key, value: new Uint8Array([1]) }],
      sealedAlongside: [],
    })
  })
}
