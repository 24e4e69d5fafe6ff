/** On Today, to the named nurse and to administrators: a record was opened by somebody else in the last day, or to who opened one that another ended it; nothing when none was. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { OpeningItem } from '../../engine-api/access-acts.ts'
import { useApp } from '../app-context.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import * as en from '../text/en/opening.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en })
const newForMs = 24 * 60 * 60_000

export function OpenedByOthers() {
  const { clock, engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'openings', {}), [engine]).view.value
  const rows = (view?.rows ?? []).filter((row) => (!row.own || row.ended !== null) && isNew(row, clock.value))
  if (rows.length === 0) return null
  return (
    <div class="inside">
      <p class="strip">
        <Icon name="eye" />
        <a class="link" href="/opened">
          {text.told(rows)}
        </a>
      </p>
    </div>
  )
}

function isNew({ until }: OpeningItem, now: Instant): boolean {
  return until === null || now - until < newForMs
}
