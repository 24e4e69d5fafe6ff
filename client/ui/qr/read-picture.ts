/**
 * Reads a QR code out of a picture: with the browser's own reader where there is
 * one, otherwise with one that is fetched when a camera is first opened.
 */

export interface Picture {
  readonly pixels: ImageData
  readonly isDark: boolean
}

export type ReadPicture = (pixels: ImageData) => Promise<string | null>

/** Enough for a code that fills a third of the picture, and quick on a cheap phone. */
const longestSide = 960
/** Of 255; a screen alone in a dark room is brighter. */
const darkBelow = 28

/** What `BarcodeDetector` is where it exists. */
interface NativeReader {
  readonly detect: (source: ImageData) => Promise<readonly { readonly rawValue: string }[]>
}
interface NativeReaderClass {
  new (options: { readonly formats: readonly string[] }): NativeReader
  readonly getSupportedFormats: () => Promise<readonly string[]>
}

export async function createReader(scope: object): Promise<ReadPicture> {
  const native = await nativeReader(scope)
  if (native !== null) return async (pixels) => (await native.detect(pixels))[0]?.rawValue ?? null
  const { default: readQr } = await import('jsqr')
  return async ({ data, height, width }) =>
    readQr(data, width, height, { inversionAttempts: 'dontInvert' })?.data || null
}

async function nativeReader(scope: object): Promise<NativeReader | null> {
  const { BarcodeDetector } = scope as { readonly BarcodeDetector?: NativeReaderClass }
  if (BarcodeDetector === undefined) return null
  const formats = await BarcodeDetector.getSupportedFormats().catch((): readonly string[] => [])
  return formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null
}

/** Null while there is no picture yet. */
export function takePicture(
  source: CanvasImageSource,
  size: { readonly width: number; readonly height: number },
  canvas: HTMLCanvasElement,
): Picture | null {
  const scale = Math.min(1, longestSide / Math.max(size.width, size.height))
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)]
  const drawing = width > 0 && height > 0 ? canvas.getContext('2d', { willReadFrequently: true }) : null
  if (drawing === null) return null
  canvas.width = width
  canvas.height = height
  drawing.drawImage(source, 0, 0, width, height)
  const pixels = drawing.getImageData(0, 0, width, height)
  return { pixels, isDark: brightnessOf(pixels.data) < darkBelow }
}

/** Of every hundredth pixel: the mean of its green, which eyes and codes go by. */
function brightnessOf(data: Uint8ClampedArray): number {
  let sum = 0
  let count = 0
  for (let at = 1; at < data.length; at += 400) {
    sum += data[at] ?? 0
    count++
  }
  return count === 0 ? 255 : sum / count
}
