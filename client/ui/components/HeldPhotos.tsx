/** Photos that a removed device had not sent: what each shows in words, whether it came, and the picture when it is asked for. */
import { useState } from 'preact/hooks'
import type { HeldPhoto, HeldProblem } from '../../engine-api/held-back.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/held-back.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'
import { usePicture } from './use-picture.ts'

const { heldBackText: text, wordHeldProblem } = chooseText({ en })

interface HeldPhotosProps {
  readonly entryId: string
  readonly photos: readonly HeldPhoto[]
}

export function HeldPhotos({ entryId, photos }: HeldPhotosProps) {
  return photos.map((photo) => <OnePhoto key={photo.blob} entryId={entryId} photo={photo} />)
}

function OnePhoto({ entryId, photo }: { readonly entryId: string; readonly photo: HeldPhoto }) {
  const { engine } = useApp()
  const picture = usePicture()
  const [state, setState] = useState<HeldProblem | 'getting' | null>(null)

  async function show(): Promise<void> {
    setState('getting')
    const shown = await engine.heldAct({ type: 'show-photo', entryId, blob: photo.blob })
    if (shown.type === 'picture') picture.put(shown)
    setState(shown.type === 'failed' ? shown.problem : null)
  }

  return (
    <figure class="story-photo large">
      {picture.url !== null && <img src={picture.url} alt="" width={photo.width} height={photo.height} />}
      <figcaption class="stack">
        <p>{text.photo(photo.words)}</p>
        {!photo.isHere && <p>{text.photoAway}</p>}
        {state === 'getting' && <p role="status">{text.gettingPhoto}</p>}
        {state !== null && state !== 'getting' && <Problem {...wordHeldProblem(state)} />}
        {photo.isHere && picture.url === null && state !== 'getting' && (
          <div class="actions">
            <Button about={photo.words} onPress={() => void show()}>
              {text.getPhoto(photo.bytes)}
            </Button>
          </div>
        )}
      </figcaption>
    </figure>
  )
}
