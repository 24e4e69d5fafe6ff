/** A form of the page: what is typed is nothing for the browser to keep or to judge, and sending it loads nothing. */
import type { ComponentChildren } from 'preact'

interface FormProps {
  /** Its classes. */
  readonly look: string
  readonly onSubmit: () => void
  readonly children: ComponentChildren
}

export function Form({ children, look, onSubmit }: FormProps) {
  return (
    <form
      autocomplete="off"
      class={look}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}
