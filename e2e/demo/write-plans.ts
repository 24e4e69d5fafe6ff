/** A member's own words in care plans, the tasks they added, and what the team lead calls the rounds, written by their own device. Twice is once. */

import { instantAt } from '../../client/domain/clock-times.ts'
import { addDays } from '../../client/domain/dates.ts'
import type { Engine } from '../../client/engine/engine.ts'
import type { CarePlanView } from '../../client/engine-api/plan-views.ts'
import { must } from './neighbourhood/documents.ts'
import { idOf } from './neighbourhood/seed.ts'
import type { MemberKey, Neighbourhood } from './neighbourhood/types.ts'

export async function writePlans(engine: Engine, { plans, tasks }: Neighbourhood, by: MemberKey): Promise<void> {
  for (const { at, by: writer, id, personId, sectionId, text } of plans) {
    if (writer !== by) continue
    const { sections } = await planOf(engine, personId)
    const version = sections.find((section) => section.sectionId === sectionId)?.version ?? ''
    const outcome = await engine.run({
      type: 'write-plan-section',
      commandId: id,
      at,
      personId,
      sectionId,
      text,
      version,
    })
    must(outcome.ok ? { ok: true, value: undefined } : { ok: false, error: outcome.problem })
  }
  for (const { at, by: writer, id, personId, take, task } of tasks) {
    if (writer !== by) continue
    const outcome = await engine.run({ type: 'add-task', commandId: id, at, personId, task, take })
    must(outcome.ok ? { ok: true, value: undefined } : { ok: false, error: outcome.problem })
  }
}

/** Three months ago, when the team began. */
export async function nameRounds(engine: Engine, { rounds, today }: Neighbourhood): Promise<void> {
  for (const { name, roundId } of rounds) {
    const outcome = await engine.run({
      type: 'write-setting',
      commandId: idOf(`round-name/${roundId}`),
      at: instantAt(addDays(today, -90), '09:00'),
      part: { kind: 'round', id: roundId },
      fields: { name },
      reason: '',
    })
    must(outcome.ok ? { ok: true, value: undefined } : { ok: false, error: outcome.problem })
  }
}

function planOf(engine: Engine, personId: string): Promise<CarePlanView> {
  return new Promise((resolve) => {
    let stop = () => {}
    stop = engine.watch('care-plan', { personId }, (view) => {
      queueMicrotask(() => stop())
      resolve(view)
    })
  })
}
