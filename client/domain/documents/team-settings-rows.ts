/** Team settings -> one row a part. What somebody has to decide names all its values. */
import type * as A from '@automerge/automerge/slim'
import type { SettingRow } from '../projections/setting-rows.ts'
import { readPartChanges, settledState, settledValues } from './changes-apart.ts'
import { allSettings, isOff, settingHolder, settingPart, type TeamSettingsDoc } from './setting-parts.ts'
import type { ChangeFacts } from './sides.ts'

export function readSettingRows(doc: A.Doc<TeamSettingsDoc>, facts: ChangeFacts): readonly SettingRow[] {
  return allSettings(doc).flatMap((part) => {
    const holder = settingHolder(doc, part)
    if (holder === undefined) return []
    const read = settingPart(part, holder)
    const { conflict, last, merged } = readPartChanges(read, facts)
    const several = read.fields
      .map((field) => [field, settledValues(read, field)] as const)
      .filter(([, values]) => values.length > 1)
    return [
      {
        part,
        state: settledState(read),
        isOff: isOff(part, holder),
        last,
        ...(several.length > 0 && { apart: Object.fromEntries(several) }),
        ...(conflict.length > 0 && { conflict }),
        ...(merged.length > 0 && { merged }),
      },
    ]
  })
}
