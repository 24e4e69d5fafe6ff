/** One of the family is taken out of the circle. */
import { lettingInText } from '../text/en/letting-in.ts'
import { chooseText } from '../text/text.ts'
import { CircleChoice } from './CircleChoice.tsx'

const words = chooseText({ en: lettingInText })

interface LetOutProps {
  readonly personId: string | null
  readonly memberId: string
  readonly called: string
  readonly inCircle: boolean
}

export function LetOut({ called, inCircle, memberId, personId }: LetOutProps) {
  return (
    <CircleChoice
      act={{ type: 'let-out', personId, memberId }}
      size={personId === null ? 'big' : 'ordinary'}
      before={words.letOutBefore(called)}
      ask={words.letOut(called)}
      effect={words.letOutEffect(called)}
      yes={words.letOutYes}
      done={words.isOut(called)}
      isOffered={inCircle}
    />
  )
}
