/** The four parts of a visit note. Beside "What happens next" stands who will read it. */
import { useState } from 'preact/hooks'
import type { Called } from '../../domain/records/who-wrote.ts'
import { type NoteField, noteFields, type VisitForm } from '../models/visit-form.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'
import { UseTemplate } from './UseTemplate.tsx'

const text = chooseText({ en: visitText })

interface NoteBlocksProps {
  readonly called: string
  readonly readers: readonly Called[]
  readonly note: VisitForm['note']
  readonly onType: (field: NoteField, words: string) => void
}

export function noteFieldId(field: NoteField): string {
  return `note-${field}`
}

function fieldOf(field: NoteField): HTMLTextAreaElement | null {
  const element = document.getElementById(noteFieldId(field))
  return element instanceof HTMLTextAreaElement ? element : null
}

export function NoteBlocks({ called, readers, note, onType }: NoteBlocksProps) {
  const labels = text.labels(called)
  // A template goes where one wrote last.
  const [last, setLast] = useState<NoteField>('found')
  return (
    <div class="card list">
      {noteFields.map((field) => (
        <div class="block" key={field}>
          <label for={noteFieldId(field)}>
            {labels[field]}
            {field === 'next' && (
              <span class="readers"> {readers.length > 0 ? text.willRead(readers) : text.nobodyWillRead(called)}</span>
            )}
          </label>
          <textarea
            id={noteFieldId(field)}
            class="field"
            rows={2}
            autocapitalize="sentences"
            spellcheck
            value={note[field]}
            onFocus={() => setLast(field)}
            onInput={(event) => onType(field, event.currentTarget.value)}
          />
        </div>
      ))}
      <UseTemplate use="note" field={() => fieldOf(last)} into={labels[last]} />
    </div>
  )
}
