/** The sheets of a recovery kit on paper only: nothing of it can be read from a screen over a shoulder. Rule RK80. */
import { qrSquares } from '../qr/encode.ts'
import { useShell } from '../shell-context.ts'
import * as en from '../text/en/founding.ts'
import { chooseText } from '../text/text.ts'

const { foundingText: text } = chooseText({ en })

interface KitPaperProps {
  readonly sheets: readonly string[]
  /** What tells these sheets from those of an earlier kit. */
  readonly which?: string
}

export function KitPaper({ sheets, which }: KitPaperProps) {
  const { me } = useShell()
  return (
    <div class="kit-sheets" aria-hidden="true">
      {sheets.map((sheet, at) => {
        const { path, size } = qrSquares(sheet)
        return (
          <section key={sheet} class="kit-sheet">
            <h2>{text.sheet(at + 1)}</h2>
            <p class="kit-team">{me.spaceName}</p>
            {which !== undefined && <p>{which}</p>}
            <p>{text.sheetWhat}</p>
            <p>{text.sheetKeep}</p>
            <p class="kit-letters">{sheet.replaceAll('-', ' ')}</p>
            <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text.sheetQr}>
              <path d={path} />
            </svg>
            <p>{text.sheetWhen}</p>
          </section>
        )
      })}
    </div>
  )
}
