/** One list of the audit, newest first; a long one begins with its newest part. */
import { useState } from 'preact/hooks'
import type { AuditSection } from '../models/audit-report.ts'
import { auditText } from '../text/en/audit.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: auditText })
const shownAtFirst = 20

export function AuditList({ section: { empty, hint, lines, name, title } }: { readonly section: AuditSection }) {
  const [isWhole, setWhole] = useState(false)
  const id = `audit-${name}`
  const shown = isWhole ? lines : lines.slice(0, shownAtFirst)
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {hint !== null && lines.length > 0 && <p class="quiet">{hint}</p>}
      {lines.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <ul class="card list audit-list" aria-labelledby={id}>
          {shown.map(({ detail, key, title: what }) => (
            <li key={key}>
              <b>{what}</b>
              <span class="tabular">
                <WholeFigures>{detail}</WholeFigures>
              </span>
            </li>
          ))}
        </ul>
      )}
      {shown.length < lines.length && (
        <div>
          <Button onPress={() => setWhole(true)}>{text.showAll(lines.length)}</Button>
        </div>
      )}
    </section>
  )
}
