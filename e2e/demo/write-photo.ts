/** One visit of the demonstration has a photo: drawn, and written by Aisha's own device as anybody's is. Twice is once. */
import { instantAt } from '../../client/domain/clock-times.ts'
import { addDays } from '../../client/domain/dates.ts'
import type { Engine } from '../../client/engine/engine.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { drawnSize, drawWound } from './draw-wound.ts'
import { must } from './neighbourhood/documents.ts'
import { idOf } from './neighbourhood/seed.ts'
import type { Neighbourhood } from './neighbourhood/types.ts'

const daysAgo = 2
const minutes = 60_000

export async function writePhotoVisit(engine: Engine, { people, today }: Neighbourhood): Promise<void> {
  const mei = people.find(({ person }) => person.details.family === 'Chow' && person.details.given.startsWith('Mei'))
  if (mei === undefined) throw new Error('demo: nobody to take a photo of')
  const { personId } = mei
  const draftKey = `visit/${personId}/unplanned`
  const photo = { bytes: drawWound(), mediaType: 'image/jpeg', ...drawnSize } as const
  const kept = await engine.photoAct({ type: 'keep', draftKey, personId, photo })
  if (kept.type !== 'kept') throw new Error(`demo: the photo was not kept: ${kept.type}`)
  const startedAt = instantAt(addDays(today, -daysAgo), '13:30')
  const outcome = await engine.run({
    ...{ type: 'write-visit', commandId: idOf('photo-visit/mei'), personId, visitId: null, observations: null },
    ...{ startedAt, at: (startedAt + 30 * minutes) as Instant },
    note: {
      words: 'My grandson says it looks like an island.',
      found: 'Smaller than when we began. Pink at the edges, no smell.',
      did: 'Took a photo with her yes, the ruler beside it, so that the next one can be compared.',
      next: 'Another photo in two weeks.',
    },
    photo: { blob: kept.photo.blob, words: 'Right shin (drawn for this demonstration)', consent: 'agreed' },
  })
  must(outcome.ok ? { ok: true, value: undefined } : { ok: false, error: outcome.problem })
  // Written before: what was kept for it now is for nothing.
  await engine.photoAct({ type: 'discard', draftKey })
}
