/**
 * Looks through the camera for a QR code until it has read one, or reads a photo
 * of one. What is seen stays on this device. `onRead` answers whether that was
 * the code wanted; if not, it goes on looking.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { openCamera } from '../qr/camera.ts'
import { createReader, type ReadPicture, takePicture } from '../qr/read-picture.ts'
import type { CameraProblem } from '../text/en/in-person.ts'
import * as en from '../text/en/in-person.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en })
const words = text.scanText

/** Between two looks: quick for a hand that waits, easy on the battery. */
const lookEveryMs = 150

interface QrScannerProps {
  readonly size: 'big' | 'ordinary'
  /** What is scanned is secret and must not lie among the photos: no photo is asked for, and other words are said. */
  readonly secret?: boolean
  /** False: not what is wanted here. */
  readonly onRead: (text: string) => boolean
}

type Seen = 'opening' | 'looking' | 'dark' | CameraProblem

export function QrScanner({ onRead, secret = false, size }: QrScannerProps) {
  const [seen, setSeen] = useState<Seen>('opening')
  const [attempt, setAttempt] = useState(0)
  const [photoProblem, setPhotoProblem] = useState(false)
  const video = useRef<HTMLVideoElement>(null)
  const read = useRef(onRead)
  read.current = onRead
  const { page } = useApp()

  useEffect(() => {
    let stop = () => {}
    let isWanted = true

    async function start(): Promise<void> {
      setSeen('opening')
      const [camera, reader] = await Promise.all([openCamera(navigator.mediaDevices), createReader(window)])
      if (!camera.ok) return setSeen(camera.problem)
      if (!isWanted || video.current === null) return camera.close()
      video.current.srcObject = camera.stream
      let cancel = () => {}
      stop = () => {
        cancel()
        camera.close()
      }
      await video.current.play().catch(() => {})
      const canvas = document.createElement('canvas')
      const look = async () => {
        const isRead = video.current !== null && (await lookOnce(video.current, canvas, reader, setSeen, read.current))
        if (isRead) camera.close()
        else if (isWanted) cancel = page.after(lookEveryMs, () => void look())
      }
      void look()
    }

    void start().catch(() => setSeen('busy'))
    return () => {
      isWanted = false
      stop()
    }
  }, [attempt, page])

  async function readPhoto(file: File | undefined): Promise<void> {
    if (file === undefined) return
    const found = await readFile(file).catch(() => null)
    setPhotoProblem(found === null)
    if (found !== null) read.current(found)
  }

  const isCamera = seen === 'opening' || seen === 'looking' || seen === 'dark'
  return (
    <div class="stack scanner">
      {isCamera ? (
        <>
          <video ref={video} class="scanner-picture" aria-label={words.picture} muted playsInline />
          <p role="status">{words[seen]}</p>
        </>
      ) : (
        <Problem {...(secret ? text.wordSecretCameraProblem(seen) : text.wordCameraProblem(seen))}>
          <Button size={size} onPress={() => setAttempt(attempt + 1)}>
            {words.again}
          </Button>
        </Problem>
      )}
      {!secret && <PhotoChoice size={size} onFile={(file) => void readPhoto(file)} isUnread={photoProblem} />}
    </div>
  )
}

interface PhotoChoiceProps {
  readonly size: QrScannerProps['size']
  readonly isUnread: boolean
  readonly onFile: (file: File | undefined) => void
}

function PhotoChoice({ isUnread, onFile, size }: PhotoChoiceProps) {
  return (
    <>
      {isUnread && <p role="alert">{words.noSquare}</p>}
      <label class={size === 'big' ? 'button big' : 'button'}>
        <span>{words.usePhoto}</span>
        <input
          class="unseen"
          type="file"
          accept="image/*"
          onChange={(event) => {
            onFile(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
      </label>
      <p class="hint">{words.photoWords}</p>
    </>
  )
}

async function lookOnce(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  reader: ReadPicture,
  setSeen: (seen: Seen) => void,
  onRead: (text: string) => boolean,
): Promise<boolean> {
  const picture = takePicture(video, { width: video.videoWidth, height: video.videoHeight }, canvas)
  if (picture === null) return false
  setSeen(picture.isDark ? 'dark' : 'looking')
  const found = await reader(picture.pixels)
  return found !== null && onRead(found)
}

async function readFile(file: File): Promise<string | null> {
  const [reader, bitmap] = await Promise.all([createReader(window), createImageBitmap(file)])
  const picture = takePicture(bitmap, bitmap, document.createElement('canvas'))
  bitmap.close()
  return picture === null ? null : reader(picture.pixels)
}
