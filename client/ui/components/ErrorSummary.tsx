/** What must be settled first: takes the focus at each asking, and each line leads to its field. */
import { useEffect, useRef } from 'preact/hooks'

export interface FieldError {
  readonly fieldId: string
  readonly words: string
}

interface ErrorSummaryProps {
  readonly title: string
  readonly errors: readonly FieldError[]
  /** Another value at each asking; the same while one types. */
  readonly asked: unknown
}

export function ErrorSummary({ asked, errors, title }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [asked])
  if (errors.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabIndex={-1} ref={box} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{title}</h2>
      <ul>
        {errors.map(({ fieldId, words }) => (
          <li key={fieldId}>
            <a
              href={`#${fieldId}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(fieldId)?.focus()
              }}
            >
              {words}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
