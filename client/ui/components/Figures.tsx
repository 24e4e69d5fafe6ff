/**
 * A date, a dose, an NHS number, a value: kept on one line and written from left
 * to right also inside a right-to-left page, where its groups would otherwise
 * change places and become another number.
 */
interface FiguresProps {
  readonly children: string | number
}

export function Figures({ children }: FiguresProps) {
  return (
    <bdi dir="ltr" class="whole-word tabular">
      {children}
    </bdi>
  )
}
