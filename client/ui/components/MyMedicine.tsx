/** One medicine in plain words for the person herself, and a way to ask about it. */
import { useState } from 'preact/hooks'
import type { SharedMedicine } from '../../domain/records/shared-medicines.ts'
import { useApp } from '../app-context.ts'
import { putQuestion } from '../models/ask-model.ts'
import { wordProblem } from '../text/en/problems.ts'
import { myMedicinesText } from '../text/en/public-medicines.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Figures } from './Figures.tsx'
import { Icon } from './Icon.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en: myMedicinesText })

interface MyMedicineProps {
  readonly line: SharedMedicine
  /** Her own conversation with her team; null while it is not here. */
  readonly threadId: string | null
}

export function MyMedicine({ line, threadId }: MyMedicineProps) {
  const app = useApp()
  const [problem, setProblem] = useState<string | null>(null)
  const { checking, dose, form, frequency, name, route } = line

  /** Nothing is sent: the question stands in her box. */
  async function ask(): Promise<void> {
    if (threadId !== null) {
      const failed = await putQuestion(threadId, text.question(name), app)
      if (failed !== null) return setProblem(wordProblem(failed, app.deviceWord).title)
    }
    app.router.go({ name: 'messages' })
  }

  return (
    <li class="card stack">
      <h2>{name}</h2>
      {checking ? (
        <p class="checking">
          <Icon name="question" />
          <span>
            <b>{text.checking}</b> {text.checkingHint}
          </span>
        </p>
      ) : (
        <>
          <p class="amount">
            <Figures>{dose}</Figures>
            {form !== '' && <span>, {form}</span>}
          </p>
          <p>{text.sentence(frequency, route)}</p>
        </>
      )}
      {problem !== null && <Problem title={problem} />}
      <Button icon="message" about={name} onPress={() => void ask()}>
        {text.ask}
      </Button>
    </li>
  )
}
