/** What was settled here of one medicine, in words, until other changes stand against each other: whoever settles those says it herself. Rules MD815, MD938. */
import { useEffect, useState } from 'preact/hooks'
import type { MedicineRow } from '../../domain/projections/rows.ts'

/** Undefined: a medicine that is not in the list. */
export function useDecided(medicine: Pick<MedicineRow, 'conflict'> | undefined) {
  const [decided, setDecided] = useState<{ readonly words: string; readonly sides: string } | null>(null)
  const sides = medicine?.conflict?.map(({ key }) => key).join()
  const isOver = decided !== null && sides !== undefined && sides !== decided.sides
  useEffect(() => {
    if (isOver) setDecided(null)
  }, [isOver])
  const say = (words: string | null) => setDecided(words === null ? null : { words, sides: sides ?? '' })
  return [decided?.words ?? null, say] as const
}
