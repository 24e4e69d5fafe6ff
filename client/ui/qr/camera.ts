/** The camera of this device, for as long as something is to be scanned. */
import type { CameraProblem } from '../text/en/in-person.ts'

export type OpenedCamera =
  | { readonly ok: true; readonly stream: MediaStream; readonly close: () => void }
  | { readonly ok: false; readonly problem: CameraProblem }

/** The one that looks away from the person, where there are two. */
const wanted = { audio: false, video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 960 } } }

export async function openCamera(devices: MediaDevices | undefined): Promise<OpenedCamera> {
  if (devices?.getUserMedia === undefined) return { ok: false, problem: 'none' }
  try {
    const stream = await devices.getUserMedia(wanted)
    const close = () => {
      for (const track of stream.getTracks()) track.stop()
    }
    return { ok: true, stream, close }
  } catch (failure) {
    return { ok: false, problem: problemOf(failure) }
  }
}

function problemOf(failure: unknown): CameraProblem {
  const name = failure instanceof DOMException ? failure.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy'
}
