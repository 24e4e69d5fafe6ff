/** A picture as an address that only this page knows, given back when it is no longer shown. */
import { useEffect, useRef, useState } from 'preact/hooks'

export interface Picture {
  readonly url: string | null
  readonly put: (picture: { readonly bytes: Uint8Array; readonly mediaType: string }) => void
  readonly clear: () => void
}

export function usePicture(): Picture {
  const [url, setUrl] = useState<string | null>(null)
  const current = useRef<string | null>(null)

  function show(next: string | null): void {
    if (current.current !== null) URL.revokeObjectURL(current.current)
    current.current = next
    setUrl(next)
  }

  useEffect(() => () => show(null), [])
  return {
    url,
    put: ({ bytes, mediaType }) => show(URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }))),
    clear: () => show(null),
  }
}
