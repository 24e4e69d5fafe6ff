/** Every side of a medicine that was changed apart, in a few lines: what, who, in which role, when written and when it came. For wherever its dose stands without the card on which it is decided. */
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
import type { MedicineFact } from '../../domain/projections/warning-rows.ts'
import { useApp } from '../app-context.ts'
import { isDoseDisputed } from '../models/conflict-sides.ts'
import { conflictText } from '../text/en/conflict.ts'
import { chooseText } from '../text/text.ts'
import { Tag } from './StateChip.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: conflictText })

export function ApartSides({ sides }: { readonly sides: readonly MedicineChange[] }) {
  const { clock } = useApp()
  return (
    <span class="apart">
      <Tag level="high" icon="fork">
        {text.tag(sides.length, isDoseDisputed(sides))}
      </Tag>
      {sides.map((side, index) => (
        <span key={side.key}>
          <b>{text.letter(index)}:</b> <WholeFigures>{text.whole(side.after)}</WholeFigures> (
          {text.writtenBy(side.author)}) <WholeFigures>{text.times(side, clock.value)}</WholeFigures>
        </span>
      ))}
      <span>{text.nothingPicked(sides.length)}</span>
    </span>
  )
}

/** Of each medicine a warning names whose dose was changed apart; nothing where none was. */
export function ApartMedicines({ medicines }: { readonly medicines: readonly MedicineFact[] }) {
  return (
    <>
      {medicines.map(({ medicineId, sides }) => sides !== undefined && <ApartSides key={medicineId} sides={sides} />)}
    </>
  )
}
