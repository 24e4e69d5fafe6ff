/** For information governance: every record that somebody opened who did not look after its person, as the chains say. Rule AV6. */
import { isEnding, openingsOf } from '../../../shared/membership/break-glass.ts'
import { formatPlainName } from '../../domain/names.ts'
import type { OpenedArchive } from './open-archive.ts'

export function listOpenings({ chains, records }: OpenedArchive): readonly string[] {
  const people = new Map<string, string>()
  const members = new Map<string, string>()
  const words = new Map<string, string>()
  for (const { chain, record } of records) {
    members.set(record.author.memberId, record.author.name)
    if (record.type === 'directory-entry') people.set(record.about, formatPlainName(record.name))
    if (record.type === 'opening') words.set(`${chain.about} ${record.author.memberId} ${record.until}`, record.words)
  }
  const nameOf = (member: string) => members.get(member) ?? member
  const lines = chains.byKind('care').flatMap((care) => [
    ...openingsOf(care).map(({ reason, to: { member }, until }) => {
      const end = until === null ? 'without an end' : `until ${new Date(until).toISOString()}`
      const said = words.get(`${care.about} ${member} ${until}`)
      return `${nameOf(member)} opened ${people.get(care.about ?? '') ?? care.about}: ${reason}, ${end}${said === undefined ? '; no words were written' : `; “${said}”`}`
    }),
    ...care.access.filter(isEnding).map(({ by, to: { member }, until }) => {
      const ender = nameOf(chains.team()?.devices[by]?.member ?? by)
      return `${ender} ended what ${nameOf(member)} had opened of ${people.get(care.about ?? '') ?? care.about}, ${new Date(until ?? 0).toISOString()}`
    }),
  ])
  return lines.length === 0 ? ['Nobody opened a record they do not look after.'] : lines
}
