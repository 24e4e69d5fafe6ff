/** Who has something, since when, who has seen it and who not yet. The browser's own dialog: Escape closes it and the focus goes back. */
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Reader } from '../../engine-api/travel.ts'
import { useApp } from '../app-context.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { useShell } from '../shell-context.ts'
import * as en from '../text/en/travel.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Face } from './Face.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { Loading } from './Loading.tsx'

const text = chooseText({ en }).reach

interface ReachDialogProps {
  readonly id: string
  /** Without signal: the last contact. */
  readonly knownAt: Instant | null
  readonly onClose: () => void
}

export function ReachDialog({ id, knownAt, onClose }: ReachDialogProps) {
  const { clock, engine } = useApp()
  const { audience } = useShell().me
  const model = useModel(() => watchQuery(engine, 'reach', { id }), [engine, id])
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const title = useRef<HTMLHeadingElement>(null)
  // With the press that asks for it: a key pressed right after is the dialog's, not the page's behind it.
  useLayoutEffect(() => {
    dialog.current?.showModal()
    // Read from the top, however long the list is and however large the text.
    title.current?.focus()
  }, [])
  const view = model.view.value
  return (
    <dialog class="reach" ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId} ref={title} tabIndex={-1}>
        {text.title}
      </h2>
      {knownAt !== null && (
        <p class="line">
          <Icon name="no-signal" />
          <span>{text.known(knownAt, clock.value, audience)}</span>
        </p>
      )}
      {view === undefined && <Loading />}
      {view?.readers.length === 0 && <p>{text.none}</p>}
      <ul class="faces">
        {view?.readers.map((reader, index) => (
          <ReaderRow key={index} reader={reader} canBeSeen={view.canBeSeen} />
        ))}
      </ul>
      <Button onPress={() => dialog.current?.close()}>{text.close}</Button>
    </dialog>
  )
}

function ReaderRow({ reader, canBeSeen }: { readonly reader: Reader; readonly canBeSeen: boolean }) {
  const { clock } = useApp()
  const { audience } = useShell().me
  const name = text.name(reader.name)
  return (
    <li>
      {reader.name === null ? <Icon name="people" /> : <Face face={reader.face} name={name} size="small" />}
      <span>
        <b>{name}</b>
        {text.standing(reader.name)}
        <span class="line tabular">
          <Icon name={iconOf(reader)} />
          <span>
            {text.words(reader, canBeSeen, clock.value, audience).map((words) => (
              <span key={words}>{words}</span>
            ))}
          </span>
        </span>
      </span>
    </li>
  )
}

function iconOf({ seen, stored }: Reader): IconName {
  if (seen !== null) return 'seen'
  return stored === null ? 'not-started' : 'two-ticks'
}
