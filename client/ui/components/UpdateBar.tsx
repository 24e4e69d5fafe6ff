/** A new version is ready: one line at the top, never in the way of what is being written. */
import { useApp } from '../app-context.ts'
import type { UpdateModel } from '../models/update-model.ts'
import * as en from '../text/en/shell.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'

const text = chooseText({ en })

interface UpdateBarProps {
  readonly model: Pick<UpdateModel, 'state' | 'start'>
}

export function UpdateBar({ model }: UpdateBarProps) {
  const { router } = useApp()
  const { type } = model.state.value
  const isVisit = router.route.value.name === 'visit'
  return (
    <div role="status">
      {type === 'waits' && <p class="news-bar">{isVisit ? text.update.waits : text.update.waitsForMessage}</p>}
      {type === 'ready' && (
        <div class="news-bar">
          <span>{text.update.ready}</span>
          <Button onPress={model.start}>{text.update.action}</Button>
        </div>
      )}
    </div>
  )
}
