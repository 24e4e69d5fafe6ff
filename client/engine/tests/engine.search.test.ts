/** SE1-SE7 through the whole engine: found offline and after a restart, nothing else's, nothing of who may no longer be read. */
import { afterEach, expect, test } from 'vitest'
import type { MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import { writeMessage } from '../../domain/records/message.ts'
import { writeNote } from '../../domain/records/note.ts'
import type { SearchIn, SearchView } from '../../engine-api/search.ts'
import type { Engine } from '../engine.ts'
import { storeNames } from '../storage/device-store.ts'
import {
  doreen,
  idOf,
  must,
  type Neighbourhood,
  passphrase,
  startNeighbourhood,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

let here: Neighbourhood | undefined
afterEach(() => here?.close())

const other = { ...doreen, personId: idOf<PersonId>('Zoë'), name: { ...doreen.name, given: 'Zoë' } } as never
const personId = doreen.personId as PersonId
const zoe = idOf<PersonId>('Zoë')

async function write(engine: Engine, about: PersonId, words: string): Promise<void> {
  const author = engine.admin.session()!.device.own.signature
  const base = (label: string) => engine.admin.historyBase({ id: idOf(label), at: 1_000 as never, author, about })
  const note = must(writeNote({ visitId: null, words, found: '', did: '', next: '' }, base(`note ${words}`)))
  const message = must(writeMessage({ text: `Asked: ${words}`, answers: null }, base(`message ${words}`)))
  const group = engine.admin.careGroup(about)!
  must(await engine.admin.writeRecords([{ key: idOf(`part ${words}`), group, records: [note, message] }]))
}

function search(engine: Engine, text: string, within: SearchIn = 'all'): Promise<SearchView> {
  return viewOf(engine, 'search', { text, in: within }, ({ reading }) => reading === null)
}

const found = (view: SearchView) =>
  [...view.notes.hits, ...view.messages.hits, ...view.medicines.hits].map((hit) => `${hit.kind} ${hit.name.given}`)

async function open() {
  here = await startNeighbourhood({ people: [doreen, other] })
  const aisha = await here.join('Aisha Rahman', 'staff')
  await write(aisha.engine, personId, 'Café crème on the windowsill')
  await write(aisha.engine, zoe, 'Nothing but kippers')
  const line = { name: 'warfarin', brand: '', form: 'tablet', dose: '3 mg', frequency: 'once a day', route: 'by mouth' }
  const rest = { prescriber: 'Dr Reid', since: '2026-01-02', source: 'GP record', risk: 'Anticoagulant' }
  must(
    await aisha.engine.admin.changeDocument('medicines', personId, (doc) =>
      writeMedicine(doc, idOf('warfarin'), { ...line, ...rest }),
    ),
  )
  await sync(aisha.engine)
  return { here, aisha }
}

test('SE1 SE3 SE7 notes, messages and medicines are found by the beginnings of their words, and nothing else’s', async () => {
  const { aisha } = await open()
  expect(found(await search(aisha.engine, 'cafe CRE'))).toEqual(['note Doreen', 'message Doreen'])
  expect(found(await search(aisha.engine, 'kip'))).toEqual(['note Zoë', 'message Zoë'])
  expect(found(await search(aisha.engine, 'warf'))).toEqual(['medicine Doreen'])
  expect(found(await search(aisha.engine, 'creme', 'messages'))).toEqual(['message Doreen'])
  expect(found(await search(aisha.engine, 'cafe kippers'))).toEqual([])
  expect(found(await search(aisha.engine, ''))).toEqual([])
  const [hit] = (await search(aisha.engine, 'wind')).notes.hits
  expect(hit!.parts.filter((part) => part.hit)).toEqual([{ text: 'windowsill', hit: true }])
  const asked = { text: 'cafe', within: 'all', personOf: () => ({ name: doreen.name, face: '' }) } as const
  const { find } = aisha.engine.admin.session()!.search
  expect(found(await find({ ...asked, isWanted: () => true }))).toHaveLength(2)
  expect(found(await find({ ...asked, isWanted: () => false }))).toEqual([])
})

test('SE4 what came since is found, also after a restart, and the index is read again from the disk', async () => {
  const { aisha, here } = await open()
  await search(aisha.engine, 'cafe')
  await write(aisha.engine, zoe, 'Marmalade sandwiches')
  await aisha.engine.close()
  const again = here.device({ store: aisha.store.reopen() })
  await stateOf(again.engine, ({ type }) => type === 'locked')
  await again.engine.unlock(passphrase)
  expect(found(await search(again.engine, 'marmal'))).toEqual(['note Zoë', 'message Zoë'])
  expect(found(await search(again.engine, 'cafe'))).toEqual(['note Doreen', 'message Doreen'])
})

test('SE5 a device that may no longer read about somebody finds nothing about her', async () => {
  const { aisha, here } = await open()
  expect(found(await search(aisha.engine, 'cafe'))).not.toEqual([])
  must(await here.robot.admin.setRound(doreen.roundId, [idOf<MemberId>('Priya Patel')]))
  await sync(aisha.engine)
  expect(found(await search(aisha.engine, 'cafe'))).toEqual([])
})

test('SE6 no word of the index stands readable on the disk', async () => {
  const { aisha } = await open()
  await search(aisha.engine, 'cafe')
  for (const name of storeNames) {
    for (const { key, value } of await aisha.store.scan(name, '', '\uffff')) {
      expect(`${key} ${new TextDecoder().decode(value)}`).not.toMatch(/windowsill|warfarin|creme|crème/)
    }
  }
})
