/** The four parts of a visit note. Beside "What happens next" stands who will read it. */
import { type NoteField, noteFields, type VisitForm } from '../models/visit-form.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en: visitText })

interface NoteBlocksProps {
  readonly called: string
  readonly readers: readonly string[]
  readonly note: VisitForm['note']
  readonly onType: (field: NoteField, words: string) => void
}

export function noteFieldId(field: NoteField): string {
  return `note-${field}`
}

export function NoteBlocks({ called, readers, note, onType }: NoteBlocksProps) {
  const labels = text.labels(called)
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
            onInput={(event) => onType(field, event.currentTarget.value)}
          />
        </div>
      ))}
    </div>
  )
}
