/** Commands on the diary -> one edit of its day. The domain's module brings Automerge: it is loaded with the first one. */
import { err } from '../../../shared/lib/result.ts'
import { isInDiaryReach } from '../../../shared/membership/documents.ts'
import { isDay } from '../../domain/dates.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { DiaryCommand, PlanVisit } from '../../engine-api/people-commands.ts'
import { colleagueOf, type EditDeps, type Planned, problemOfEdit } from './write-edit.ts'

const missing = { group: { type: 'not-allowed' }, entry: { type: 'unknown-visit' } } as const

export async function planDiary({ documents, own, rows }: EditDeps, command: DiaryCommand): Promise<Planned> {
  const { at, date, reason } = command
  if (!isDay(date) || !isInDiaryReach(date, at)) return err({ type: 'implausible', field: 'date', suggestion: null })
  if (!(await isColleague(rows, command))) return err({ type: 'unknown-colleague' })
  const household = command.type === 'plan-visit' ? await doorOf(rows, command) : ''
  const planned = await documents.plan('diary', date, async (doc) => {
    const diary = await import('../../domain/documents/diary.ts')
    const { readVisitRows } = await import('../../domain/documents/diary-rows.ts')
    const editBy = { by: own.signature, at, reason: command.type === 'plan-visit' ? '' : reason }
    const rows = readVisitRows(doc, date)
    switch (command.type) {
      case 'plan-visit': {
        const { from, memberId, personId, to, window } = command
        const order = placeOf(rows, { visitId: command.commandId, from, memberId })
        const visit = { personId, memberId, from, to, window, reason: reason.trim(), tag: null, order, household }
        return diary.planVisit(doc, command.commandId, visit, editBy)
      }
      case 'move-visit': {
        const { from, to, visitId, window } = command
        const memberId = rows.find((row) => row.visitId === visitId)?.memberId ?? ''
        const order = placeOf(rows, { visitId, from, memberId })
        return diary.moveVisit(doc, visitId, { from, to, window, order }, editBy)
      }
      case 'assign-visit':
        return diary.assignVisit(doc, command.visitId, command.memberId, editBy)
      case 'cancel-visit':
        return diary.cancelVisit(doc, command.visitId, editBy)
      case 'restore-visit':
        return diary.restoreVisit(doc, command.visitId, editBy)
      case 'resolve-visit':
        return diary.resolveVisit(doc, command.visitId, command, editBy)
    }
  })
  return planned.ok ? planned : err(problemOfEdit(planned.error, missing))
}

/** Beside the last visit of that round which is not later; one at any time stands last. Of equal places the earlier time comes first. */
function placeOf(
  rows: readonly VisitRow[],
  { from, memberId, visitId }: Pick<VisitRow, 'visitId' | 'from' | 'memberId'>,
): number {
  const others = rows.filter((row) => row.visitId !== visitId && row.memberId === memberId)
  const last = Math.max(0, ...others.map(({ order }) => order)) + 1
  if (from === null) return last
  const before = others.filter((row) => row.from !== null && row.from <= from)
  if (before.length > 0) return Math.max(...before.map(({ order }) => order))
  const after = others.filter((row) => row.from !== null)
  return after.length === 0 ? last : Math.min(...after.map(({ order }) => order))
}

/** Nobody is somebody: a visit may be planned and given later. */
async function isColleague(rows: EditDeps['rows'], command: DiaryCommand): Promise<boolean> {
  const memberId = command.type === 'plan-visit' || command.type === 'assign-visit' ? command.memberId : ''
  return memberId === '' || (await colleagueOf(rows, memberId)) !== undefined
}

/** The same words as her neighbours' visits: the address. */
async function doorOf(rows: EditDeps['rows'], { personId }: PlanVisit): Promise<string> {
  return (await rows.find('directory', { id: personId }))[0]?.address ?? ''
}
