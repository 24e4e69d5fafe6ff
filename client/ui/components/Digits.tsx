/** Digits to be read out, in groups. */
export function Digits({ code, size }: { readonly code: string; readonly size: number }) {
  return (
    <p class="digits">
      {groupsOf(code, size).map(({ at, digits }) => (
        <span key={at}>{digits}</span>
      ))}
    </p>
  )
}

function groupsOf(code: string, size: number): readonly { readonly at: number; readonly digits: string }[] {
  const starts = Array.from({ length: Math.ceil(code.length / size) }, (_, index) => index * size)
  return starts.map((at) => ({ at, digits: code.slice(at, at + size) }))
}
