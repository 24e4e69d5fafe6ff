/**
 * One photo with a visit note: taken or chosen, kept on this device at once with
 * the draft, described, agreed to, or removed again. Nothing of it is written
 * before the visit is.
 */
import type { Signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import type { PhotoConsent } from '../../domain/records/photo.ts'
import type { StoryItem } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import { visitDraftKey } from '../models/visit-draft.ts'
import type { VisitForm } from '../models/visit-form.ts'
import { photoText } from '../text/en/photo.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Choice, Pick } from './Choice.tsx'
import { Field } from './Field.tsx'
import { PhotoBefore } from './PhotoBefore.tsx'
import { Problem } from './Problem.tsx'
import { usePicture } from './use-picture.ts'

const text = chooseText({ en: photoText })
export const photoWordsId = 'photo-words'
export const photoFileId = 'photo-file'
const consents: readonly PhotoConsent[] = ['agreed', 'best-interests']

interface VisitPhotoProps {
  readonly form: VisitForm
  readonly called: string
  /** The newest first. */
  readonly story: readonly StoryItem[]
  /** How many are being made ready. */
  readonly coming: Signal<number>
  readonly onChange: (next: (form: VisitForm) => VisitForm) => void
  /** The draft is on the disk with it. */
  readonly onKept: () => void
}

export function VisitPhoto({ form, called, coming, onChange, onKept, story }: VisitPhotoProps) {
  const { engine, page } = useApp()
  const draftKey = visitDraftKey(form.personId, form.visitId)
  const picture = usePicture()
  // That photo and no other one is asked about.
  const [removing, setRemoving] = useState<string | null>(null)
  const [problem, setProblem] = useState<keyof typeof text.problems | null>(null)
  /** While the browser reads the picture, which it may never end. */
  const [giveUp, setGiveUp] = useState<(() => void) | null>(null)
  const blob = form.photo?.blob ?? null
  const isRemoving = blob !== null && removing === blob
  const say = (words: string) => onChange((now) => (now.photo ? { ...now, photo: { ...now.photo, words } } : now))
  const before = (
    <PhotoBefore personId={form.personId} story={story} words={form.photo?.words ?? null} onUseWords={say} />
  )

  useEffect(() => {
    void engine.photoAct({ type: 'show-draft', draftKey }).then((shown) => {
      if (shown.type !== 'picture') return
      picture.put(shown)
      // Killed between the photo and the note's own draft: it is there all the same.
      const kept = shown.draft?.blob ?? ''
      onChange((now) => (now.photo?.blob === kept ? now : { ...now, photo: { blob: kept, words: '', consent: null } }))
    })
  }, [draftKey])

  // The form began again: what was kept for it goes too.
  useEffect(() => {
    if (blob !== null || picture.url === null) return
    picture.clear()
    void engine.photoAct({ type: 'discard', draftKey })
  }, [blob])

  /** Null once it is on the disk and in the form. */
  async function make(file: Blob, isGivenUp: Promise<'given-up'>): Promise<keyof typeof text.problems | null> {
    const { makePhoto } = await import('../photo/make-photo.ts')
    const photo = await Promise.race([makePhoto(file), isGivenUp])
    if (photo === 'given-up') return null
    setGiveUp(null)
    if (photo === null) return 'no-picture'
    const kept = await engine.photoAct({ type: 'keep', draftKey, personId: form.personId, photo })
    if (kept.type !== 'kept') return kept.type === 'failed' && kept.problem === 'no-space' ? 'no-space' : 'not-kept'
    picture.put(photo)
    // As it is by then: somebody may have typed while it was made ready.
    onChange((now) => ({
      ...now,
      photo: { blob: kept.photo.blob, words: now.photo?.words ?? '', consent: now.photo?.consent ?? null },
    }))
    onKept()
    return null
  }

  async function take(file: Blob): Promise<void> {
    coming.value += 1
    setProblem(null)
    // Until the disk has it nothing locks or leaves the page (SK700).
    const done = page.onHide(() => false)
    const isGivenUp = new Promise<'given-up'>((resolve) => setGiveUp(() => () => resolve('given-up')))
    const found = await make(file, isGivenUp).catch(() => 'not-kept' as const)
    setGiveUp(null)
    done()
    coming.value -= 1
    setProblem(found)
  }

  return (
    <section class="card stack photo" aria-labelledby="photo-title">
      <h2 id="photo-title">{text.title}</h2>
      {problem !== null && <Problem title={text.problems[problem]} words="" />}
      {coming.value > 0 && <p role="status">{text.working}</p>}
      {coming.value > 0 && giveUp !== null && (
        <div class="actions">
          <Button onPress={giveUp}>{text.without}</Button>
        </div>
      )}
      {form.photo !== null && (
        <div class="photo-pair">
          <section class="stack" aria-labelledby="photo-now-title">
            <h3 id="photo-now-title">{text.now}</h3>
            {picture.url !== null && <img class="thumb" src={picture.url} alt={form.photo.words || text.title} />}
            <Field id={photoWordsId} label={text.words} hint={text.wordsHint} value={form.photo.words} onType={say} />
            <Choice label={text.consent(called)}>
              {consents.map((consent) => (
                <Pick
                  key={consent}
                  chosen={form.photo?.consent === consent}
                  onPick={() => onChange((now) => (now.photo ? { ...now, photo: { ...now.photo, consent } } : now))}
                >
                  {consent === 'agreed' ? text.agreed(called) : text.bestInterests(called)}
                </Pick>
              ))}
            </Choice>
          </section>
          {before}
        </div>
      )}
      <div class="actions">
        <label class="button file">
          {form.photo === null ? text.add : text.another}
          <input
            id={photoFileId}
            type="file"
            accept="image/*"
            capture="environment"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? []
              event.currentTarget.value = ''
              if (file !== undefined) void take(file)
            }}
          />
        </label>
        {form.photo !== null && !isRemoving && <Button onPress={() => setRemoving(blob)}>{text.remove}</Button>}
      </div>
      {isRemoving && (
        <div class="stack" role="alert">
          <p>
            <b>{text.removeSure}</b>
          </p>
          <div class="actions">
            <Button kind="stop" onPress={() => onChange((now) => ({ ...now, photo: null }))}>
              {text.removeYes}
            </Button>
            <Button onPress={() => setRemoving(null)}>{text.removeNo}</Button>
          </div>
        </div>
      )}
      {form.photo === null && (
        <>
          <p class="small quiet">{text.hint}</p>
          {before}
        </>
      )}
    </section>
  )
}
