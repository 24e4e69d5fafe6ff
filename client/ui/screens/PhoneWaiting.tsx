/** Invited face to face and not in yet: what is pending, and this phone's own square for the tablet. */
import type { DeviceState } from '../../engine-api/device-state.ts'
import { QrImage } from '../components/QrImage.tsx'
import { Whole } from '../components/Whole.tsx'
import { waitingText } from '../text/en/in-person.ts'
import { chooseText } from '../text/text.ts'

const words = chooseText({ en: waitingText })

interface PhoneWaitingProps {
  readonly state: DeviceState & { readonly type: 'waiting-to-join' }
  readonly answer: string
}

export function PhoneWaiting({ answer, state }: PhoneWaitingProps) {
  return (
    <Whole title={words.title} isPublic={true}>
      <p>{words.asked(state.spaceName)}</p>
      <p role="status">{state.offline ? words.offline : words.online}</p>
      <QrImage text={answer} label={words.square} />
      <p>{words.show}</p>
      <p class="quiet">{words.leave}</p>
    </Whole>
  )
}
