/** A photo of the record: the picture where it is on this device, else why it is not and how to get it. */
import { useEffect, useState } from 'preact/hooks'
import type { PhotoActOutcome, PhotoItem } from '../../engine-api/photo-acts.ts'
import { useApp } from '../app-context.ts'
import { photoText } from '../text/en/photo.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { usePicture } from './use-picture.ts'

const text = chooseText({ en: photoText })
type Away = keyof ReturnType<typeof text.away>

interface StoryPhotoProps {
  readonly personId: string
  readonly photo: PhotoItem
}

export function StoryPhoto({ personId, photo }: StoryPhotoProps) {
  const { clock, deviceWord, engine } = useApp()
  const picture = usePicture()
  const [away, setAway] = useState<Away | 'getting' | null>(null)
  const [isLarge, setLarge] = useState(false)

  function took(shown: PhotoActOutcome): void {
    if (shown.type === 'picture') picture.put(shown)
    const isAway = shown.type !== 'picture' && shown.type !== 'kept' && shown.type !== 'discarded'
    setAway(isAway ? shown.type : null)
  }

  const show = (fetch: boolean) => engine.photoAct({ type: 'show', personId, photoId: photo.id, fetch }).then(took)
  useEffect(() => void show(false), [photo.id])

  const where = text.where(photo.travel, deviceWord, clock.value)
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
        {where !== null && <p class="small">{where}</p>}
      </figcaption>
    </figure>
  )
}
