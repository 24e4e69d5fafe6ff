/**
 * A picture from the camera or a file, made into what is kept: upright, small, and
 * drawn anew, so that nothing a camera writes into its files (where it was taken,
 * with which device, when) comes with it. Rules VP400, VP401.
 */
import type { NewPhoto } from '../../engine-api/photo-acts.ts'

/** Enough to judge a wound on a tablet; a few hundred kB. */
export const longestSide = 1_600
export const mostBytes = 400_000
const mediaType = 'image/jpeg'
const qualities = [0.85, 0.75, 0.65, 0.5, 0.35]

/** The size it is drawn in: never larger than it is. */
export function fitted(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Null for what is no picture. */
export async function makePhoto(file: Blob): Promise<NewPhoto | null> {
  const picture = await readPicture(file)
  if (picture === null) return null
  const size = fitted(picture.width, picture.height)
  const canvas = Object.assign(document.createElement('canvas'), size)
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.drawImage(picture, 0, 0, size.width, size.height)
  if (picture instanceof ImageBitmap) picture.close()
  let made: Blob | null = null
  for (const quality of qualities) {
    made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, mediaType, quality))
    if (made === null || made.size <= mostBytes) break
  }
  return made === null ? null : { bytes: new Uint8Array(await made.arrayBuffer()), mediaType, ...size }
}

async function readPicture(file: Blob): Promise<ImageBitmap | HTMLImageElement | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return readAsImage(file)
  }
}

/** Firefox makes no bitmap of a file that begins with what a camera says of it, as phones write theirs, and yet shows it. */
async function readAsImage(file: Blob): Promise<HTMLImageElement | null> {
  const image = new Image()
  image.src = URL.createObjectURL(file)
  try {
    await image.decode()
    return image
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(image.src)
  }
}
