/** What became of the last thing done to a planned visit: saved, with undo where one press takes it back, or why not. */
import type { Planning } from '../models/use-planning.ts'
import { teamText } from '../text/en/team.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { JustSaved } from './JustSaved.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en: teamText })

export function PlanningSaid({ done, onAct, problem }: Planning) {
  return (
    <>
      {done !== null && (
        <JustSaved key={done.times} words={done.words}>
          {done.undo !== null && (
            <Button onPress={() => done.undo !== null && onAct(done.undo, text.undone, null)}>{text.undo}</Button>
          )}
        </JustSaved>
      )}
      {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
    </>
  )
}
