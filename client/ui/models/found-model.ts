/** Making a new neighbourhood, or coming back into one: the form, and asking for it. The passphrase lives only here and goes with the form. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import { checkJoin } from './join-model.ts'
import type { Disposable } from './use-model.ts'

export interface FoundForm {
  readonly spaceName: string
  readonly name: string
  readonly title: string
  readonly passphrase: string
  readonly again: string
}

type LongError = 'space-too-long' | 'name-too-long' | 'role-too-long'
export type FoundError = 'space-missing' | 'name-missing' | 'role-missing' | LongError | 'too-short' | 'not-the-same'

/** Letters of a name or a role that every device, and every invitation, takes; said again, since the page would load what checks records with it. */
export const longestLine = 200

type Asked = Omit<FoundForm, 'again'>
type Outcome<Problem> = { readonly ok: true } | { readonly ok: false; readonly problem: Problem }

export interface FoundModel<Problem> extends Disposable {
  readonly form: ReadonlySignal<FoundForm>
  readonly founding: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<Problem | null>
  readonly type: (change: Partial<FoundForm>) => void
  /** What must be settled first, in the order of the fields. With `isWhole` false nothing is asked: something else is missing. */
  readonly found: (isWhole?: boolean) => readonly FoundError[]
}

/** `submit` is asked once the form is whole. */
export function createFoundModel<Problem>(
  title: string,
  submit: (asked: Asked) => Promise<Outcome<Problem>>,
): FoundModel<Problem> {
  const empty: FoundForm = { spaceName: '', name: '', title, passphrase: '', again: '' }
  const form = signal(empty)
  const founding = signal(false)
  const problem = signal<Problem | null>(null)

  async function ask(): Promise<void> {
    founding.value = true
    const { again: _, ...asked } = form.peek()
    const outcome = await submit(asked)
    batch(() => {
      founding.value = false
      problem.value = outcome.ok ? null : outcome.problem
    })
  }

  return {
    form,
    founding,
    problem,
    type: (change) => {
      form.value = { ...form.peek(), ...change }
    },
    found: (isWhole = true) => {
      if (founding.peek()) return []
      const errors = checkFound(form.peek())
      if (errors.length === 0 && isWhole) void ask()
      return errors
    },
    dispose: () => {
      form.value = empty
    },
  }
}

function checkFound(form: FoundForm): readonly FoundError[] {
  const errors: FoundError[] = []
  const check = (line: string, missing: FoundError, tooLong: LongError) => {
    if (line.trim() === '') errors.push(missing)
    if (line.trim().length > longestLine) errors.push(tooLong)
  }
  check(form.spaceName, 'space-missing', 'space-too-long')
  check(form.name, 'name-missing', 'name-too-long')
  check(form.title, 'role-missing', 'role-too-long')
  for (const error of checkJoin(form, 'staff')) if (error !== 'name-missing') errors.push(error)
  return errors
}
