/** One section of the care plan to read: its words, who changed it last, and what to look at twice. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { PlanSectionItem } from '../../engine-api/plan-views.ts'
import { useApp } from '../app-context.ts'
import { planDraftKey } from '../models/plan-form.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { planText } from '../text/en/plan.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { StateChip } from './StateChip.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: planText })

interface PlanSectionProps {
  readonly personId: string
  readonly section: PlanSectionItem
  /** When the disk said it has what was written here just now. */
  readonly savedAt: Instant | null
  readonly onEdit: () => void
}

export function PlanSection({ onEdit, personId, savedAt, section }: PlanSectionProps) {
  const { clock, deviceWord, engine } = useApp()
  const key = planDraftKey(personId, section.sectionId)
  const draft = useModel(() => watchQuery(engine, 'draft', { key }), [engine, key]).view.value
  const keptAt = draft?.value != null ? draft.savedAt : null
  const name = text.name(section)
  const isEmpty = section.text.trim() === ''
  return (
    <>
      <div class="section-head">
        <h2 id={`plan-${section.sectionId}`} tabIndex={-1}>
          {name}
        </h2>
        <Button icon="pen" about={name} onPress={onEdit}>
          {keptAt !== null ? text.carryOnAction : isEmpty ? text.write : text.change}
        </Button>
      </div>
      {isEmpty ? <p class="quiet">{text.nothing}</p> : <Paragraphs section={section} />}
      {section.edits.length > 0 && !isEmpty && (
        <p class="small quiet tabular">
          <WholeFigures>{text.lastChanged(section.edits, clock.value)}</WholeFigures>
        </p>
      )}
      {keptAt !== null && (
        <p>
          <StateChip kind="device" icon="pen">
            {text.carryOn(keptAt, clock.value)}
          </StateChip>
        </p>
      )}
      <p role="status">
        {savedAt !== null && (
          <StateChip kind="device" icon="clock">
            {text.saved(deviceWord, savedAt, clock.value)}
          </StateChip>
        )}
      </p>
    </>
  )
}

export function Paragraphs({ section }: { readonly section: Pick<PlanSectionItem, 'text' | 'apart'> }) {
  const lines = section.text.split('\n')
  return (
    <div class="plan-words">
      {lines.map((line, index) => {
        const apart = section.apart.find(({ paragraph }) => paragraph === index)
        const isSaid = line.trim() !== ''
        // Lines have no name of their own but their place.
        return apart === undefined ? (
          isSaid && <p key={`${index} ${line}`}>{line}</p>
        ) : (
          <div key={`${index} ${line}`} class="two-values">
            <Icon name="two-people" />
            <div>
              <p class="small">
                <b>{text.bothEdited(apart.by.map(({ name }) => name))}</b>
              </p>
              <p>{line}</p>
            </div>
          </div>
        )
      })}
    </div>
  )
}
