/** Every side of what was changed apart, in a few lines: what, who, in which role, when written and when it came. For wherever a dose or an allergy stands without the card on which it is decided. */
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
import type { AllergyFact, Warning } from '../../domain/projections/warning-rows.ts'
import { useApp } from '../app-context.ts'
import { isDoseDisputed } from '../models/conflict-sides.ts'
import { conflictText } from '../text/en/conflict.ts'
import { detailsText } from '../text/en/details.ts'
import { chooseText } from '../text/text.ts'
import { Tag } from './StateChip.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: conflictText })
const details = chooseText({ en: detailsText })

type Told = Pick<MedicineChange, 'arrivedAt' | 'author' | 'key' | 'writtenAt'>

interface SidesProps<Side extends Told> {
  readonly sides: readonly Side[]
  readonly tag: string
  readonly wordsOf: (side: Side) => string
}

function Sides<Side extends Told>({ sides, tag, wordsOf }: SidesProps<Side>) {
  const { clock } = useApp()
  return (
    <span class="apart">
      <Tag level="high" icon="fork">
        {tag}
      </Tag>
      {sides.map((side, index) => (
        <span key={side.key}>
          <b>{text.letter(index)}:</b> <WholeFigures>{text.told(wordsOf(side), side, clock.value)}</WholeFigures>
        </span>
      ))}
      <span>{text.nothingPicked(sides.length)}</span>
    </span>
  )
}

export function ApartSides({ sides }: { readonly sides: readonly MedicineChange[] }) {
  const tag = text.tag(sides.length, isDoseDisputed(sides))
  return <Sides sides={sides} tag={tag} wordsOf={({ after }) => text.whole(after)} />
}

/** Nothing where nobody changed it apart. */
export function ApartAllergy({ allergy: { allergyId, sides } }: { readonly allergy: AllergyFact }) {
  if (sides === undefined) return null
  const part = { kind: 'allergy', id: allergyId } as const
  return <Sides sides={sides} tag={text.title(sides.length)} wordsOf={({ after }) => details.words(part, after)} />
}

/** Of each thing a warning is about that was changed apart; nothing where nothing was. */
export function ApartFacts({ warning: { allergy, medicines } }: { readonly warning: Warning }) {
  return (
    <>
      {allergy !== null && <ApartAllergy allergy={allergy} />}
      {medicines.map(({ medicineId, sides }) => sides !== undefined && <ApartSides key={medicineId} sides={sides} />)}
    </>
  )
}
