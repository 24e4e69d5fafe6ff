/** What must be settled first: takes the focus when it appears, and each line leads to its field. */
import { useEffect, useRef } from 'preact/hooks'

export interface FieldError {
  readonly fieldId: string
  readonly words: string
}

interface ErrorSummaryProps {
  readonly title: string
  readonly errors: readonly FieldError[]
}

export function ErrorSummary({ title, errors }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  const shown = errors.map((error) => error.words).join('|')
  useEffect(() => {
    if (shown !== '') box.current?.focus()
  }, [shown])
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
