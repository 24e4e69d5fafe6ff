/** Records opened by somebody who does not look after their people, as the chains say: to administrators, the named nurse, and who did it. */
import type { MemberId, PersonId } from '../../../shared/lib/ids.ts'
import type { OpeningsView } from '../../engine-api/access-acts.ts'
import { endedOpening, mayEndOpenings } from '../acts/ended-openings.ts'
import { type Facts, readPeople } from '../views/facts.ts'
import { openingsView } from '../views/openings.ts'

export async function answerOpenings(facts: Facts): Promise<OpeningsView> {
  const { now, rows, session, staff } = facts
  const { chains, device, own } = session.device
  const openings = await rows.find('openings')
  const { directory } = await readPeople(
    rows,
    openings.map(({ personId }) => personId),
  )
  return openingsView({
    now,
    openings,
    directory,
    staff,
    me: own.signature,
    isAdmin: chains.team()?.devices[device]?.role === 'admin',
    mayEnd: (personId) => {
      const care = chains.careChainOf(personId as PersonId)
      return care !== undefined && mayEndOpenings(chains, device, care, now)
    },
    endedOf: (personId, memberId) =>
      endedOpening(chains.careChainOf(personId as PersonId), chains.team(), memberId as MemberId, staff),
    complete: session.catchUp.cursor().caughtUpAt !== null,
  })
}
