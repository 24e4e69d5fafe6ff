/** Puts bytes among the browser's downloads, under a name. */
export function createSaveFile(window: Window): (name: string, bytes: Uint8Array) => void {
  return (name, bytes) => {
    const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)]))
    const link = window.document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    // The browser has begun to read it by then.
    window.setTimeout(() => URL.revokeObjectURL(url), 60_000)
  }
}
