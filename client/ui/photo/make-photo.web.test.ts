/** In a real browser, with pictures as cameras make them. */
import { expect, test } from 'vitest'
import { fitted, longestSide, makePhoto, mostBytes } from './make-photo.ts'

async function drawn(width: number, height: number): Promise<Blob> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')!
  for (let at = 0; at < 600; at++) {
    context.fillStyle = `hsl(${(at * 47) % 360} 70% 50%)`
    context.fillRect((at * 83) % width, (at * 61) % height, 90, 70)
  }
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob!), 'image/jpeg', 0.95))
}

/** With an EXIF segment: orientation 6, a quarter turn, and words where a place would stand. */
async function turned(picture: Blob): Promise<Blob> {
  const bytes = new Uint8Array(await picture.arrayBuffer())
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
  const body = [...new TextEncoder().encode('Exif\0\0'), ...tiff, ...new TextEncoder().encode('51.5007 N 0.1246 W')]
  const segment = new Uint8Array([0xff, 0xe1, 0, body.length + 2, ...body])
  return new Blob([bytes.slice(0, 2), segment, bytes.slice(2)], { type: 'image/jpeg' })
}

test('VP400 VP401 a large photo becomes small and upright, and nothing of the camera’s own words is left', async () => {
  const made = (await makePhoto(await turned(await drawn(2_400, 1_200))))!
  expect([made.width, made.height]).toEqual([longestSide / 2, longestSide])
  expect(made.bytes.length).toBeLessThanOrEqual(mostBytes)
  const text = new TextDecoder('latin1').decode(made.bytes)
  expect(text).not.toContain('51.5007')
  expect(text).not.toContain('Exif')
})

test('VP401 what was on the left before a quarter turn is at the top, in whatever way the browser reads it', async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 200 })
  const context = canvas.getContext('2d')!
  context.fillStyle = 'red'
  context.fillRect(0, 0, 200, 200)
  context.fillStyle = 'blue'
  context.fillRect(200, 0, 200, 200)
  const flat = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob!), 'image/jpeg', 0.95))
  const made = (await makePhoto(await turned(flat)))!
  const upright = await createImageBitmap(new Blob([new Uint8Array(made.bytes)], { type: made.mediaType }))
  context.reset()
  context.drawImage(upright, 0, 0)
  const colourAt = (y: number) => [...context.getImageData(100, y, 1, 1).data].map((part) => part > 128)
  expect([upright.width, upright.height]).toEqual([200, 400])
  expect(colourAt(20)).toEqual([true, false, false, true])
  context.drawImage(upright, 0, -200)
  expect(colourAt(180)).toEqual([false, false, true, true])
})

test('VP401 a small one keeps its size, and what is no picture gives none', async () => {
  const made = (await makePhoto(await drawn(300, 200)))!
  expect([made.width, made.height, made.mediaType]).toEqual([300, 200, 'image/jpeg'])
  expect(fitted(1, 9_000)).toEqual({ width: 1, height: longestSide })
  expect(await makePhoto(new Blob(['no picture'], { type: 'image/jpeg' }))).toBeNull()
})
