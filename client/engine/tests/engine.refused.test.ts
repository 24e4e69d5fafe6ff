/** What a command cannot do is said, and nothing of it is written: on the real relay in memory. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GroupId, Instant, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { entryByteLimit } from '../../../shared/protocol/entry.ts'
import { dayOf } from '../../domain/dates.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { addTask } from '../../domain/documents/tasks.ts'
import { limits } from '../../domain/records/record-base.ts'
import type { Command, CommandProblem } from '../../engine-api/commands.ts'
import type { Intent } from '../../engine-api/intent.ts'
import type { Engine } from '../engine.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { storeNames } from '../storage/device-store.ts'
import { joinAbout } from '../testing/join-about.ts'
import { doreen, idOf, must, sync, viewOf } from '../testing/neighbourhood.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

type Without<Each> = Each extends unknown ? Omit<Each, keyof Intent> & Partial<Intent> : never
type Asked = Without<Command>

const { personId } = doreen
const [nobody, nothing] = [idOf<PersonId>('Nobody'), 'ff'.repeat(16)]

let two: TwoColleagues
let aisha: Engine

beforeAll(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha.engine
})
afterAll(() => two.here.close())

async function onDisk(): Promise<unknown> {
  await aisha.settle()
  const { scan } = aisha.admin.store()
  return Promise.all(storeNames.map(async (name) => [name, await scan(name, '', '\uffff')]))
}

async function expectRefused(asked: Asked, problem: CommandProblem): Promise<void> {
  const before = await onDisk()
  expect(await aisha.run({ ...two.intent(), ...asked } as Command)).toEqual({ ok: false, problem })
  expect(await onDisk()).toEqual(before)
}

const visit = { type: 'write-visit', visitId: null, startedAt: 0 as Instant, observations: null } as const
const note = { words: '', found: 'Well', did: '', next: '' }
const medicine = { name: 'warfarin', form: 'tablet', dose: '3 mg', frequency: 'once a day', route: 'by mouth' }
const line = { ...medicine, prescriber: 'Dr Reid', since: '', risk: '', source: 'GP record' }
const given = { type: 'record-administration', name: 'warfarin', dose: '3 mg', route: 'by mouth', given: true } as const
const shown = { reason: '', instruction: '' }
const decision = { type: 'write-decision', what: 'No more bloods', why: '', agreed: '' } as const
const task = { title: 'Take bloods', details: '', due: null, priority: 'today' } as const
const details = { phone: '01632 960777' }

const ofNobody = [
  { ...visit, note },
  { type: 'start-visit', visitId: null },
  { ...given, ...shown, medicineId: nothing },
  { type: 'acknowledge-warning', warning: nothing, reason: 'Seen' },
  { ...decision, instead: null },
  { type: 'change-details', details, reason: 'Asked her' },
  { type: 'add-medicine', fields: line, reason: 'New' },
  { type: 'record-no-known-allergies', on: '2026-06-01' },
  { type: 'write-plan-section', sectionId: 'goals', text: 'Walk', version: '' },
  { type: 'add-task', task, take: false },
  { type: 'set-sharing', memberId: nothing, kind: 'visits', on: true },
  { type: 'set-contact', agreed: true, said: 'in-person' },
] as const

test.each(ofNobody)('CM1071 about somebody who is not here nothing is written: $type', (asked) =>
  expectRefused({ ...asked, personId: nobody } as Asked, { type: 'unknown-person' }),
)

/** No two stretches of it are alike: it packs no shorter. */
function packless(step: number): string {
  return String.fromCodePoint(...Array.from({ length: limits.text }, (_, at) => 0x4e00 + ((at * step) % 20_000)))
}

const tooMuch = { words: packless(7_919), found: packless(9_001), did: packless(3_301), next: '' }

const today = () => dayOf(two.memory.clock.now())
const thread = () => threadIdOf(two.here.robot.admin.privateGroup(personId)!)

test.each<readonly [what: string, asked: () => Asked, problem: CommandProblem]>([
  ['a visit of no words', () => ({ ...visit, personId, note: { ...note, found: ' \n' } }), { type: 'nothing-written' }],
  [
    'a message longer than one may be',
    () => ({ type: 'send-message', threadId: thread(), text: 'x'.repeat(limits.text + 1), answers: null }),
    { type: 'too-long', limit: limits.text },
  ],
  [
    'more words than an entry holds',
    () => ({ ...visit, personId, note: tooMuch }),
    { type: 'too-long', limit: entryByteLimit },
  ],
  [
    'a number that cannot be',
    () => ({ type: 'change-details', personId, details: { nhsNumber: '9990000019' }, reason: 'Letter' }),
    { type: 'implausible', field: 'nhsNumber', suggestion: null },
  ],
  [
    'a day that is none',
    () => ({ type: 'cancel-visit', date: '2026-02-30', visitId: nothing, reason: 'In hospital' }),
    { type: 'implausible', field: 'date', suggestion: null },
  ],
  ['no medicine', () => ({ ...given, ...shown, personId, medicineId: '' }), { type: 'unknown-medicine' }],
  [
    'a medicine that is not in the list',
    () => ({ type: 'change-medicine', personId, medicineId: nothing, fields: { dose: '4 mg' }, reason: 'INR' }),
    { type: 'unknown-medicine' },
  ],
  ['a decision in the place of none', () => ({ ...decision, personId, instead: '' }), { type: 'unknown-entry' }],
  [
    'a visit that is not in the plan',
    () => ({ type: 'cancel-visit', date: today(), visitId: nothing, reason: 'In hospital' }),
    { type: 'unknown-visit' },
  ],
  [
    'a task that is not in the list',
    () => ({ type: 'take-task', personId, taskId: nothing }),
    { type: 'unknown-task' },
  ],
  [
    'a setting that is not there',
    () => ({ type: 'switch-setting', part: { kind: 'template', id: nothing }, off: true, reason: '' }),
    { type: 'unknown-entry' },
  ],
  [
    'a state of the plan that never was',
    () => ({ type: 'write-plan-section', personId, sectionId: 'goals', text: 'Walk', version: '00'.repeat(32) }),
    { type: 'unknown-version' },
  ],
  [
    'a title longer than one may be',
    () => ({ type: 'name-thread', threadId: thread(), title: 'x'.repeat(121), priority: 'today' }),
    { type: 'too-long', limit: 120 },
  ],
  ['a conversation that is not here', () => ({ type: 'take-thread', threadId: nothing }), { type: 'unknown-thread' }],
  [
    'the same as somebody who is not in the list',
    () => ({ type: 'settle-double', personId, otherId: nobody, same: true }),
    { type: 'unknown-person' },
  ],
  [
    'somebody who is here already, under her own id',
    () => ({
      type: 'add-person',
      commandId: personId,
      person: {
        name: { family: 'Moss', given: 'Walter', title: 'Mr', preferred: '' },
        ...{
          born: '1939-02-11',
          gender: 'Male',
          nhsNumber: '9990000026',
          address: '',
          phone: '',
          access: '',
          needs: '',
        },
      },
      ...{ nurseId: idOf('Aisha Rahman'), alsoIds: [], notThese: [] },
    }),
    { type: 'not-allowed' },
  ],
])('CM1071 %s: it is said, and nothing of it is written', (_, asked, problem) => expectRefused(asked(), problem))

const karensId = idOf<MemberId>('Karen Ashworth')

function say(engine: Engine, group: GroupId) {
  const message = { type: 'send-message', threadId: threadIdOf(group), text: 'Are you coming?', answers: null } as const
  return engine.run({ ...message, ...two.intent() })
}

test('CM1072 whoever left a circle writes nothing more into it, and is told so', async () => {
  const { memory, here } = two
  const karen = await joinAbout(here, {
    ...{ name: 'Karen Ashworth', role: 'family', person: personId, network: memory.wire() },
  })
  must(await here.robot.admin.letIntoCircle(personId, karensId))
  await sync(here.robot, karen, here.robot, karen)
  const circle = here.robot.admin.circleGroup(personId)!
  expect(await say(karen, circle)).toEqual({ ok: true })
  await sync(karen)
  must(await karen.admin.removeDevice(circle, karen.admin.session()!.device.device))
  expect(await say(karen, circle)).toEqual({ ok: false, problem: { type: 'not-allowed' } })
  expect((await viewOf(karen, 'sync', {})).waiting).toEqual([])
})

test('CM1072 a colleague to whom no key of a record has come writes nothing into it, and once she has opened it, she does', async () => {
  const { engine } = await two.join('Cara Lyons')
  const write = () => engine.run({ ...visit, personId, note, ...two.intent() })
  expect(await write()).toEqual({ ok: false, problem: { type: 'not-allowed' } })
  expect((await viewOf(engine, 'sync', {})).waiting).toEqual([])
  const opening = { type: 'open-record', personId, reason: 'urgent', words: 'She is on the floor', hours: 1 } as const
  expect(await engine.accessAct(opening)).toMatchObject({ type: 'done' })
  await sync(engine)
  expect(await write()).toEqual({ ok: true })
  await sync(engine)
})

test('CM1 a document that a robot changes on a full disk is as it was, and it is told so', async () => {
  const store = createMemoryDeviceStore()
  const { engine } = await two.join('Aisha Rahman', () => {}, { store })
  const said = { by: engine.admin.session()!.device.own.signature, at: two.memory.clock.now() }
  const change = () =>
    engine.admin.changeDocument('tasks', personId, (doc) => addTask(doc, nothing, task, { said, owner: null }))
  store.fail({ type: 'no-space' })
  expect(await change()).toEqual({ ok: false, error: { type: 'refused', detail: 'no-space' } })
  store.fail(null)
  expect((await viewOf(engine, 'tasks', { who: 'person', personId })).open).toEqual([])
  expect(await change()).toEqual({ ok: true, value: undefined })
  await viewOf(engine, 'tasks', { who: 'person', personId }, ({ open }) => open.length === 1)
  await sync(engine)
})
