/** Photos in tests of the page: what the browser makes of one, and what the engine keeps. */
import { fireEvent } from '@testing-library/preact'
import { vi } from 'vitest'
import type { PhotoActOutcome } from '../../engine-api/photo-acts.ts'

const bytes = new Uint8Array([1, 2, 3])
export const keptDraft = { blob: 'b1', bytes: 3, width: 40, height: 30 }
export const keptPicture = { type: 'picture', bytes, mediaType: 'image/jpeg' } as const satisfies PhotoActOutcome

/** The browser's own making of a picture, which a page of a test has not: it ends when the test says so. */
export function slowPicture() {
  const picture = Promise.withResolvers<ImageBitmap>()
  const asked = Promise.withResolvers<void>()
  vi.stubGlobal('createImageBitmap', () => {
    asked.resolve()
    return picture.promise
  })
  return {
    asked: asked.promise,
    give: () => picture.resolve({ width: 40, height: 30, close: () => {} }),
    reject: () => picture.reject(new Error('no picture')),
  }
}

export function pick(): void {
  const input = document.querySelector('input[type=file]')!
  Object.defineProperty(input, 'files', { value: [new File(['x'], 'wound.jpg', { type: 'image/jpeg' })] })
  fireEvent.change(input)
}

/** The browser's own drawing, which a page of a test has not. */
export function drawing(draw: () => void = () => {}): void {
  const canvas = HTMLCanvasElement.prototype
  vi.spyOn(canvas, 'getContext').mockReturnValue({ drawImage: draw } as unknown as RenderingContext)
  vi.spyOn(canvas, 'toBlob').mockImplementation((take) => take(new Blob(['jpeg'])))
}
