/**
 * MD975: wherever the dose of a medicine that was changed apart stands, both
 * stand, with who wrote each and when. Two nets: every screen of staff is walked
 * with every medicine of the samples changed apart, each step of giving and of
 * a visit pressed; and every file that reads a dose, or words that hold one, has
 * a line here that says how it stands there. A new screen is walked by itself, a
 * new reader fails until somebody has said.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { cleanup, fireEvent, waitFor } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { filesBelow } from '../../tools/files.ts'
import { parseMessageDraft } from './models/message-draft.ts'
import { pathByRoute } from './testing/paths.ts'
import { answeredWarning, apartPerson, apartSides, apartWarning } from './testing/sample-safety.ts'
import { sampleSearch } from './testing/sample-search.ts'
import { sampleToday } from './testing/sample-visits.ts'
import { draftOf, kitchenForm } from './testing/sample-writing.ts'
import { changedViews, goOn, openAt, presses } from './testing/walk-screens.tsx'

afterEach(cleanup)

const doses = ['125 mg', '250 mg'] as const
const either = doses.join(' or ')

/** Each medicine of a person, and each that a warning names, as if two had changed it apart. */
function changedApart(value: object, changed: object): object {
  if (!('medicineId' in value && 'dose' in value)) return changed
  if ('names' in value) return { ...changed, dose: either, sides: apartSides }
  return 'status' in value && value.status === 'current' ? { ...changed, dose: either, conflict: apartSides } : changed
}

const person = {
  ...apartPerson,
  warnings: [apartWarning, { ...apartWarning, key: 'a5', answer: answeredWarning.answer }],
}
const today = {
  ...sampleToday,
  visits: sampleToday.visits.map((visit) => ({ ...visit, state: 'not-started', warnings: [apartWarning] })),
}
const search = ({ text }: { readonly text: string }) => sampleSearch(text === 'amox' ? 'furos' : text)
const draft = draftOf(kitchenForm)

const views = changedViews({ person, today, search, draft }, changedApart)

const places = 'li, article, section, fieldset, .pin, .one-medicine, a'
const written = ['Aisha Rahman, community nurse', 'Priya Shah, pharmacist', 'ritten today 08:50', 'ritten today 08:55']
const whole = [...doses, ...written, 'arrived today 08:58']

/** Where a dose stands, the nearest thing that is read as one. */
function dosesAlone(): readonly string[] {
  const all = [...document.querySelectorAll('main *')]
  const holds = (element: Element) => doses.some((dose) => element.textContent?.includes(dose))
  const deepest = all.filter((element) => holds(element) && ![...element.children].some(holds))
  found += deepest.length
  return deepest.flatMap((element) => {
    const place = element.closest('.conflict') ?? element.closest(places) ?? document.body
    const missing = whole.filter((words) => place.textContent?.includes(words) !== true)
    return missing.length === 0 ? [] : [`${place.textContent?.slice(0, 120)}: no ${missing.join(', ')}`]
  })
}
let found = 0

describe('MD975 on every screen of staff, and at each step', () => {
  test.each(Object.entries(pathByRoute))('%s', async (_route, path) => {
    await openAt(path, views)
    expect(dosesAlone()).toEqual([])
    for (const press of presses) {
      await goOn('amox', press)
      expect(dosesAlone()).toEqual([])
    }
  })

  test('and the walk has come by doses', () => {
    expect(found).toBeGreaterThan(100)
  })
})

test('MD975 the question to the team has both too, with days that can be read tomorrow', async () => {
  const { engine, page } = await openAt('/medicine/doreen/amoxicillin', views)
  fireEvent.click(page.getByRole('button', { name: /^Ask both/ }))
  await waitFor(() => expect(engine.commands.some(({ type }) => type === 'save-draft')).toBe(true))
  const command = engine.commands.find((each) => each.type === 'save-draft')
  const words = parseMessageDraft((command?.type === 'save-draft' && command.value) || '')?.text
  expect(words).toContain('A: 125 mg (Aisha Rahman, community nurse, written 24-Nov-2026 08:50: “Kidneys.”).')
  expect(words).toContain(
    'B: 250 mg (Priya Shah, pharmacist, written 24-Nov-2026 08:55, arrived 24-Nov-2026 08:58: “Chest no better.”).',
  )
})

const isWalked = 'walked above'
const isTyped = 'what is typed here and saved with the name of who types it; it is not open while changes stand apart'
const noDose = 'takes other words from there, and no dose'
const isPast = 'what was given or decided, by whom and when; no question is open about it'

/** Every reader of a dose, and of words that hold one. */
const readers: Readonly<Record<string, string>> = {
  'engine/answers/answer-search.ts': 'every side goes with what was found: PE360',
  'engine/archive/export-documents.ts': 'AV360',
  'engine/search/person-texts.ts': 'words to be found by; what is shown has every side: PE360',
  'engine/views/today.ts': 'counts sides, and shows none',
  'engine/writing/publish-medicines.ts': 'what the public reads: a name and “being checked”, PB4',
  'engine/writing/write-warning-answer.ts': 'MD976',
  'ui/components/AddMedicine.tsx': isTyped,
  'ui/components/AlertStrip.tsx': 'names alone',
  'ui/components/ApartSides.tsx': isWalked,
  'ui/components/AskAside.tsx': noDose,
  'ui/components/ConflictCard.tsx': isWalked,
  'ui/components/ConflictSide.tsx': 'one side of the card, which has all of them',
  'ui/components/DecidedList.tsx': isPast,
  'ui/components/DecisionForm.tsx': noDose,
  'ui/components/GiveMedicine.tsx': isWalked,
  'ui/components/GiveSteps.tsx': isWalked,
  'ui/components/HasCome.tsx': noDose,
  'ui/components/JustSaved.tsx': 'what was saved by one press just now',
  'ui/components/KnownAllergies.tsx': noDose,
  'ui/components/MedicineForm.tsx': isTyped,
  'ui/components/MedicineLine.tsx': isWalked,
  'ui/components/MyMedicine.tsx': 'what the public reads: a name and “being checked”, PB5',
  'ui/components/NewDecision.tsx': 'a form in the card, which has all of them',
  'ui/components/NextVisitSummary.tsx': isWalked,
  'ui/components/OneMedicine.tsx': isWalked,
  'ui/components/SafetyBanner.tsx': isWalked,
  'ui/components/SideBySide.tsx': noDose,
  'ui/components/VisitCheck.tsx': isWalked,
  'ui/components/VisitRow.tsx': 'a tag, without a dose',
  'ui/components/WarningAnswer.tsx': 'a form in the banner, which has all of them',
  'ui/components/use-decided.ts': noDose,
  'ui/screens/public/Medicines.tsx': 'what the public reads: a name and “being checked”, PB5',
  'ui/screens/staff/Allergies.tsx': isWalked,
  'ui/screens/staff/Decided.tsx': isPast,
  'ui/screens/staff/Decisions.tsx': isWalked,
  'ui/screens/staff/FoundInRecords.tsx': isWalked,
  'ui/screens/staff/Handover.tsx': isPast,
  'ui/screens/staff/Medicine.tsx': isWalked,
  'ui/screens/staff/Person.tsx': isWalked,
  'ui/screens/staff/PersonSections.tsx': isWalked,
  'ui/screens/staff/Today.tsx': isWalked,
}

test('MD975 whatever reads a dose, or words that hold one, is known here', () => {
  expect(readersInCode()).toEqual(Object.keys(readers).sort())
})

interface Code {
  readonly file: string
  readonly text: string
  /** Of values: names, and from which file. */
  readonly imports: readonly { readonly names: string; readonly from: string }[]
}

function readersInCode(): readonly string[] {
  const client = join(import.meta.dirname, '..')
  const isOurs = (file: string) =>
    /^(ui|engine)\/.*\.tsx?$/.test(file) && !/\.test\.|\.contract\.|testing\/|tests\//.test(file)
  const all = filesBelow(client)
    .filter(isOurs)
    .map((file): Code => {
      const text = readFileSync(join(client, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      const imports = [...text.matchAll(/import (?!type )([^'"]*?) from '(\.[^']+)'/g)].map(
        ([, names = '', from = '']) => ({
          names,
          from: normalize(join(dirname(file), from)).replaceAll('\\', '/'),
        }),
      )
      return { file, text, imports }
    })
  const isWording = ({ file }: Code) => /^ui\/(text\/en|models)\//.test(file)
  const readsOne = ({ text }: Code) =>
    (/\.dose\b|[{,]\s*dose\s*[,}]|\[(?:part|field|each)\]/.test(text) && /\bdose\b|StatePart/.test(text)) ||
    /\bMedicine(?:Row|Change)\b.*from|of\('medicines'\)/.test(text)
  const direct = all.filter(
    (code) => !/^engine\/(documents|read-model|remake|crypto)\//.test(code.file) && readsOne(code),
  )
  const uses = (known: ReadonlySet<string>) => (code: Code) =>
    code.imports.some(({ from, names }) => known.has(from) && (!from.includes('/text/') || /Text\b/.test(names)))
  const known = new Set(direct.map(({ file }) => file))
  for (let size = 0; size !== known.size; ) {
    size = known.size
    for (const { file } of all.filter(isWording).filter(uses(known))) known.add(file)
  }
  const readers = all.filter((code) => code.file.startsWith('ui/') && uses(known)(code)).map(({ file }) => file)
  const shown = new Set([...direct.map(({ file }) => file), ...readers])
  return [...shown].filter((file) => !isWording({ file } as Code)).sort()
}
