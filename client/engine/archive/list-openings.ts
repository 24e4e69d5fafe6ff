/** For information governance: every record that somebody opened who did not look after its person, as the chains say. Rule AV6. */
import { openingsOf } from '../../../shared/membership/break-glass.ts'
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
  const lines = chains.byKind('care').flatMap((care) =>
    openingsOf(care).map(({ reason, to: { member }, until }) => {
      const end = until === null ? 'without an end' : `until ${new Date(until).toISOString()}`
      const said = words.get(`${care.about} ${member} ${until}`)
      return `${members.get(member) ?? member} opened ${people.get(care.about ?? '') ?? care.about}: ${reason}, ${end}${said === undefined ? '; no words were written' : `; “${said}”`}`
    }),
  )
  return lines.length === 0 ? ['Nobody opened a record they do not look after.'] : lines
}
