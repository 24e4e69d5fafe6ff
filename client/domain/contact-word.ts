/**
 * What holds of a person's words on being sent messages: pure, over all of them at
 * once, so that neither order nor repetition matters. A "no" stands until a later
 * "yes" names it as heard; written apart, the "no" holds. Rules FS320, FS321.
 */
import type { RecordId } from './ids.ts'
import type { ContactAgreementRow } from './projections/sharing-rows.ts'
import { messagesHere } from './records/contact-agreement.ts'

export interface ContactWord {
  /** The word that holds, newest of its kind; null where nobody has asked. */
  readonly row: ContactAgreementRow | null
  /** What a "yes" has to have heard. */
  readonly unheard: readonly RecordId[]
}

/** `groups`: where her own words may stand. What is about another channel or scope is another question. */
export function readContactWord(rows: readonly ContactAgreementRow[], groups: ReadonlySet<string>): ContactWord {
  const { channel, scope } = messagesHere
  const said = rows.filter((row) => groups.has(row.groupId) && row.channel === channel && row.scope === scope)
  const heard = new Set(said.flatMap(({ after, agreed }) => (agreed ? after : [])))
  const against = said.filter(({ agreed, id }) => !agreed && !heard.has(id))
  const holding = against.length > 0 ? against : said.filter(({ agreed }) => agreed)
  return { row: newest(holding), unheard: against.map(({ id }) => id).sort() }
}

function newest(rows: readonly ContactAgreementRow[]): ContactAgreementRow | null {
  const order = ({ hlc, id }: ContactAgreementRow) => `${hlc}${id}`
  return rows.reduce<ContactAgreementRow | null>((a, b) => (a === null || order(b) > order(a) ? b : a), null)
}
