/**
 * Words with ranges of numbers and dates among them, each kept on one line: a
 * line that ends in "88–" or "16-Nov-" reads as something else.
 */
const figures = /(\d+(?:\.\d+)?–\d+(?:\.\d+)?(?:\s?%)?|\d{2}-[A-Z][a-z]{2}-\d{4}(?: \d{2}:\d{2})?)/

export function WholeFigures({ children }: { readonly children: string }) {
  const parts = children.split(figures)
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <bdi key={index} dir="ltr" class="whole-word">
            {part}
          </bdi>
        ),
      )}
    </>
  )
}
