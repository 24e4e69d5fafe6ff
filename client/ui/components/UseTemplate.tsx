/**
 * "Use a template": the team's words for a message or a visit note, put where the
 * caret is and then ordinary text. The browser's own dialog: Escape closes it and
 * the focus goes back. Undone by one press, or as any typing.
 */
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SettingRow } from '../../domain/projections/setting-rows.ts'
import { useApp } from '../app-context.ts'
import { canTakeOut, type Inserted, insertWords, takeOut } from '../models/insert-words.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { templatesText } from '../text/en/templates.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'
import { Loading } from './Loading.tsx'

const text = chooseText({ en: templatesText })

interface UseTemplateProps {
  readonly use: 'message' | 'note'
  /** Where the words go. */
  readonly field: () => HTMLTextAreaElement | null
  /** What that field is called, where there are several. */
  readonly into?: string
}

export function UseTemplate({ field, into, use }: UseTemplateProps) {
  const [isOpen, setOpen] = useState(false)
  const [inserted, setInserted] = useState<(Inserted & { readonly title: string }) | null>(null)

  function put({ state }: SettingRow): void {
    const target = field()
    if (target !== null) setInserted({ ...insertWords(target, state.text ?? ''), title: state.title ?? '' })
  }

  return (
    <div class="use-template">
      <Button kind="plain" icon="note" onPress={() => setOpen(true)}>
        {text.open}
      </Button>
      <div role="status">
        {inserted !== null && canTakeOut(inserted) && (
          <p class="put-in">
            <span>{text.putIn(inserted.title)}</span>
            <Button
              kind="plain"
              onPress={() => {
                setInserted(null)
                takeOut(inserted)
              }}
            >
              {text.takeOut}
            </Button>
          </p>
        )}
      </div>
      {isOpen && (
        <Choice
          use={use}
          hint={into === undefined ? text.hint : text.into(into)}
          onChoose={put}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}

interface ChoiceProps extends Pick<UseTemplateProps, 'use'> {
  readonly hint: string
  readonly onChoose: (template: SettingRow) => void
  readonly onClose: () => void
}

function Choice({ hint, onChoose, onClose, use }: ChoiceProps) {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'team-settings', {}), [engine])
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const titleId = useId()
  // With the press that asks for it: a key pressed right after is the dialog's, not the page's behind it.
  useLayoutEffect(() => {
    dialog.current?.showModal()
    title.current?.focus()
  }, [])
  const view = model.view.value
  const rows = (view?.templates ?? []).filter(({ state }) => (state.use ?? 'message') === use)
  return (
    <dialog class="reach" ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId} ref={title} tabIndex={-1}>
        {text.title[use]}
      </h2>
      {view === undefined && <Loading />}
      {view?.complete === false && <p>{text.arriving}</p>}
      {rows.length > 0 && <p class="hint">{hint}</p>}
      {rows.length === 0 && view?.complete === true && (
        <>
          <p>
            <b>{text.none[use]}</b>
          </p>
          <p>{text.whoMakes}</p>
        </>
      )}
      <ul class="templates">
        {rows.map((row) => (
          <Template
            key={row.part.id}
            row={row}
            onUse={() => {
              // Closed first: the browser gives the focus back, and then it goes where the words are.
              dialog.current?.close()
              onChoose(row)
            }}
          />
        ))}
      </ul>
      <div class="actions">
        <Button onPress={() => dialog.current?.close()}>{text.close}</Button>
        <ButtonLink kind="plain" href="/team-settings">
          {text.toSettings}
        </ButtonLink>
      </div>
    </dialog>
  )
}

function Template({ onUse, row: { conflict, state } }: { readonly row: SettingRow; readonly onUse: () => void }) {
  const title = state.title ?? ''
  if (conflict !== undefined) return <li>{text.apart(title)}</li>
  return (
    <li>
      <div>
        <p>
          <b>{title}</b>
        </p>
        <p class="template-words">{state.text}</p>
      </div>
      <Button about={title} onPress={onUse}>
        {text.use}
      </Button>
    </li>
  )
}
