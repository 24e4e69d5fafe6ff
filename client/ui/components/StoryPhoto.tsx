/** A photo of the record: the picture where it is on this device, else why it is not and how to get it. */
import { useEffect, useState } from 'preact/hooks'
import type { PhotoActOutcome, PhotoItem, PhotoTravel } from '../../engine-api/photo-acts.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/photo.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { StateChip } from './StateChip.tsx'
import { usePicture } from './use-picture.ts'

const { lostHere, photoText: text } = chooseText({ en })
type Away = keyof ReturnType<typeof text.away>

interface StoryPhotoProps {
  readonly personId: string
  readonly photo: PhotoItem
}

export function StoryPhoto({ personId, photo }: StoryPhotoProps) {
  const { clock, deviceWord, engine } = useApp()
  const now = clock.value
  const picture = usePicture()
  const [away, setAway] = useState<Away | 'getting' | null>(null)
  const [isLarge, setLarge] = useState(false)

  function took(shown: PhotoActOutcome): void {
    if (shown.type === 'picture') picture.put(shown)
    const isAway = shown.type !== 'picture' && shown.type !== 'kept' && shown.type !== 'discarded'
    setAway(isAway ? shown.type : null)
  }

  const ask = (fetch: boolean) => engine.photoAct({ type: 'show', personId, photoId: photo.id, fetch })
  const show = (fetch: boolean) => ask(fetch).then(took)
  useEffect(() => void show(false), [photo.id])
  // Fetched ahead it comes by itself, and no view tells (VP760). Why it was away stands until then.
  useEffect(() => {
    if (away === null || away === 'getting') return
    void ask(false).then((shown) => shown.type === 'picture' && took(shown))
  }, [now])

  return (
    <figure class={isLarge ? 'story-photo large' : 'story-photo'}>
      {picture.url !== null && (
        <button
          type="button"
          class="picture"
          aria-expanded={isLarge}
          aria-label={isLarge ? text.smaller(photo.words) : text.larger(photo.words)}
          onClick={() => setLarge(!isLarge)}
        >
          <img src={picture.url} alt="" width={photo.width} height={photo.height} />
        </button>
      )}
      <figcaption>
        <p>{text.keptAs(photo.words)}</p>
        {away === 'getting' ? (
          <p role="status">{text.getting}</p>
        ) : (
          away !== null && (
            <>
              <p role="status">{text.away(deviceWord)[away]}</p>
              {away !== 'none' && (
                <Button
                  onPress={() => {
                    setAway('getting')
                    void show(true)
                  }}
                >
                  {text.get(photo.bytes)}
                </Button>
              )}
            </>
          )
        )}
        <p class="small quiet">{text.consents[photo.consent]}</p>
        {photo.travel !== null && <PhotoState travel={photo.travel} about={photo.words} />}
      </figcaption>
    </figure>
  )
}

interface PhotoStateProps {
  readonly travel: PhotoTravel
  readonly about: string
}

const lookByType = {
  'here-only': { kind: 'device', icon: 'clock' },
  sent: { kind: 'sent', icon: 'tick' },
  'not-sent': { kind: 'fail', icon: 'alert' },
} as const

/** Of one taken here: how far it is, as of everything written, and what is next where it was not taken. */
function PhotoState({ about, travel }: PhotoStateProps) {
  const { clock, deviceWord, engine } = useApp()
  const state = <StateChip {...lookByType[travel.type]}>{text.state(travel, deviceWord, clock.value)}</StateChip>
  if (travel.type !== 'not-sent') return state
  return (
    <div class="stack">
      <p>{state}</p>
      <p>{text.notSent(travel.problem, deviceWord)}</p>
      {travel.problem !== lostHere && (
        <div class="actions">
          <Button icon="sync" about={about} onPress={() => void engine.syncNow()}>
            {text.tryAgain}
          </Button>
        </div>
      )}
    </div>
  )
}
