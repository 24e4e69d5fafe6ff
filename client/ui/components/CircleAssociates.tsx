/** Associates and a person's circle, to staff: who is in it, and who of the team's might be. */
import type { Signature } from '../../domain/records/signature.ts'
import type { AssociateOutside, SharingView } from '../../engine-api/sharing.ts'
import * as en from '../text/en/letting-in.ts'
import { shortName } from '../text/en/public-times.ts'
import { chooseText } from '../text/text.ts'
import { CircleChoice } from './CircleChoice.tsx'
import { Face } from './Face.tsx'

const text = chooseText({ en })
const words = text.associatesText

interface CircleAssociatesProps {
  readonly view: Pick<SharingView, 'associates' | 'called' | 'outside' | 'personId'>
}

export function CircleAssociates({ view: { associates, called, outside, personId } }: CircleAssociatesProps) {
  if (associates.length === 0 && outside.length === 0) return null
  return (
    <section class="stack" aria-labelledby="associates-title">
      <h2 id="associates-title">{words.title}</h2>
      <p>{words.intro(called)}</p>
      {[...associates.map(inside), ...outside].map((one) => (
        <Associate key={one.memberId} one={one} called={called} personId={personId} />
      ))}
    </section>
  )
}

interface AssociateProps {
  /** `mark` null: is in the circle. */
  readonly one: Omit<AssociateOutside, 'mark'> & { readonly mark: string | null }
  readonly called: string
  readonly personId: string
}

function inside(who: Signature): AssociateProps['one'] {
  return { memberId: who.memberId, who, mark: null }
}

/** One place for both, so that what was done stays said when the list moves on. */
function Associate({ called, one: { mark, memberId, who }, personId }: AssociateProps) {
  const name = who?.name ?? words.unnamed(mark ?? '')
  const short = who === null ? words.unnamedShort(mark ?? '') : shortName(who.name)
  return (
    <section class="card stack member" aria-label={name}>
      <div class="row">
        {who !== null && <Face face={who.face} name={who.name} size="small" />}
        <p>
          <b>{name}</b>
          {who !== null && `, ${who.role}`}. {(mark === null ? words.isInCircle : words.isOutside)(called)}
        </p>
      </div>
      {mark === null ? (
        <CircleChoice
          act={{ type: 'let-out', personId, memberId }}
          size="ordinary"
          before={words.takeOutBefore(short)}
          ask={words.takeOut(short)}
          effect={words.takeOutEffect(short)}
          yes={words.takeOutYes}
          done={words.isOut(short)}
        />
      ) : (
        <CircleChoice
          act={{ type: 'let-associate-in', personId, memberId }}
          size="ordinary"
          ask={words.letIn(short)}
          effect={words.letInEffect(short, called)}
          yes={words.letInYes}
          done={words.isIn(short)}
        />
      )}
    </section>
  )
}
