/** What an administrator's edit changes of what people are shown: whoever it plans otherwise is claimed, nobody else. */
import type { DocumentKind } from '../../../shared/lib/doc-id.ts'
import type { Session } from '../session.ts'

/** Asked before the edit; what it gives, after it. */
export async function claimOfPlan(session: Session, kind: DocumentKind, key: string): Promise<() => Promise<void>> {
  const { houseWork, rows } = session
  async function plan(): Promise<ReadonlyMap<string, string>> {
    if (kind !== 'diary') return new Map()
    const [on, off] = await Promise.all([rows.find('visits', { date: key }), rows.find('visitsOff', { date: key })])
    const told = (isOn: boolean) => (visit: (typeof on)[number]) =>
      [JSON.stringify([isOn, visit]), visit.personId] as const
    return new Map([...on.map(told(true)), ...off.map(told(false))])
  }

  const before = await plan()
  return async () => {
    const after = await plan()
    const moved = [...before, ...after].filter(([text]) => !(before.has(text) && after.has(text)))
    houseWork.claimShown({ type: kind })
    for (const [, personId] of moved) houseWork.claimShown({ personId })
  }
}
