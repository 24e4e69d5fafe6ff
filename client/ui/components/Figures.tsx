/**
 * A date, a dose, an NHS number, a value: kept on one line and written from left
 * to right also inside a right-to-left page, where its groups would otherwise
 * change places and become another number. Two recorded apart ("… or …") are each kept whole.
 */
import { Fragment } from 'preact'

interface FiguresProps {
  readonly children: string | number
}

export function Figures({ children }: FiguresProps) {
  const each = String(children).split(' or ')
  return (
    <>
      {each.map((figures, index) => (
        <Fragment key={figures}>
          {index > 0 && ' or '}
          <bdi dir="ltr" class="whole-word tabular">
            {figures}
          </bdi>
        </Fragment>
      ))}
    </>
  )
}
