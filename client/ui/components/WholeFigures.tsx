/**
 * Words with NHS numbers, telephone numbers, ranges of numbers, dates and amounts among them, each kept on one
 * line: a line that ends in "88–", "16-Nov-" or "Before: 40" reads as something else.
 */
const figures =
  /(\d{3} \d{3} \d{4}|\b0\d{2,4}(?: \d{3,6}){1,2}\b|\d+(?:\.\d+)?–\d+(?:\.\d+)?(?:\s?%)?|\d+(?:\.\d+)? (?:mg|g|ml|micrograms|nanograms|units)\b|\d{2}-[A-Z][a-z]{2}-\d{4}(?: \d{2}:\d{2})?)/

/** What ends the words around them never begins a line. */
const closing = /^[.,;:!?)”’]+/

export function WholeFigures({ children }: { readonly children: string }) {
  const parts = children.split(figures)
  return (
    <>
      {parts.map((part, index) => {
        if (index % 2 === 0) return index === 0 ? part : part.replace(closing, '')
        const end = closing.exec(parts[index + 1] ?? '')?.[0]
        const whole = (
          <bdi key={index} dir="ltr" class="whole-word">
            {part}
          </bdi>
        )
        if (end === undefined) return whole
        return (
          <span key={index} class="whole-word">
            {whole}
            {end}
          </span>
        )
      })}
    </>
  )
}
