/** PF5: several people on one device. */
import { expect, test } from 'vitest'
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { firstPlace, isPlace, listPlaces, lockOf } from '../platform/places.web.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createVault } from '../storage/vault.ts'
import { peopleHere } from './people-here.ts'

const cost = { memoryKiB: 64, passes: 1 }

async function place(name: string, passphrase: string | null) {
  const store = createMemoryDeviceStore()
  const vault = createVault({ store, clock: createManualClock(), random: createSeededRandom(name), cost })
  const created = await vault.create({ secret: utf8ToBytes(`secret of ${name}`), passphrase, name })
  if (!created.ok) throw new Error('not created')
  return store
}

test('PF5 everybody who joined on the device is named, and nobody who did not or whose phone it is', async () => {
  const [aisha, ben, doreen] = await Promise.all([place('Aisha', 'a'), place('Ben', 'b'), place('Doreen', null)])
  const stores = {
    doorstep: aisha,
    'doorstep-00': ben,
    'doorstep-01': createMemoryDeviceStore(),
    'doorstep-02': doreen,
  }
  const places = Object.entries(stores).map(([name, store]) => ({
    name,
    isCurrent: name === 'doorstep-00',
    open: async () => store.reopen(),
  }))
  expect(await peopleHere(places)).toEqual([
    { place: 'doorstep', name: 'Aisha', isCurrent: false, unsentCount: 0 },
    { place: 'doorstep-00', name: 'Ben', isCurrent: true, unsentCount: 0 },
  ])
})

test('PF5 one person’s passphrase opens, and one person’s rows put beside another’s show, nothing of another’s', async () => {
  const [aisha, ben] = await Promise.all([place('Aisha', 'passphrase of Aisha'), place('Ben', 'passphrase of Ben')])
  const open = (store: typeof aisha) =>
    createVault({ store: store.reopen(), clock: createManualClock(), random: createSeededRandom('x'), cost })
  expect((await open(ben).unlock('passphrase of Aisha')).ok).toBe(false)
  const opened = await open(aisha).unlock('passphrase of Aisha')
  if (!opened.ok) throw new Error('not opened')
  const draft = { store: 'drafts', scope: 'forms', name: 'x' } as const
  await aisha.reopen().commit(await opened.value.sealedStore.seal([{ ...draft, value: utf8ToBytes('hers') }]))
  await ben.reopen().commit(aisha.dump().filter(({ store }) => store === 'drafts'))
  const bens = createMemoryDeviceStore()
  await bens.commit(ben.dump().filter(({ key }) => key !== 'attempts'))
  const his = await open(bens).unlock('passphrase of Ben')
  if (!his.ok) throw new Error('not opened')
  const { sealedStore } = his.value
  expect(await sealedStore.get('drafts', 'forms', 'x')).toEqual({ ok: true, value: undefined })
  expect((await sealedStore.list('drafts', 'forms')).items).toEqual([])
  // Also in the very place where his own row of that name lay.
  const [own] = await sealedStore.seal([{ ...draft, value: utf8ToBytes('his') }])
  await bens.reopen().commit([own!])
  expect(await sealedStore.get('drafts', 'forms', 'x')).toEqual({ ok: true, value: utf8ToBytes('his') })
  const [hers] = await aisha.reopen().scan('drafts', '', '\uffff')
  await bens.reopen().commit([{ ...own!, value: hers!.value }])
  expect(await sealedStore.get('drafts', 'forms', 'x')).toEqual({
    ok: false,
    error: { type: 'damaged', store: 'drafts' },
  })
  expect(await sealedStore.list('drafts', 'forms')).toEqual({ items: [], damaged: 1 })
})

test('PF5 another person’s vault in the place of one’s own opens with her passphrase, and none of his rows with it', async () => {
  const [aisha, ben] = await Promise.all([place('Aisha', 'passphrase of Aisha'), place('Ben', 'passphrase of Ben')])
  const open = (store: typeof aisha) =>
    createVault({ store: store.reopen(), clock: createManualClock(), random: createSeededRandom('x'), cost })
  const opened = await open(ben).unlock('passphrase of Ben')
  if (!opened.ok) throw new Error('not opened')
  const draft = { store: 'drafts', scope: 'forms', name: 'x' } as const
  await ben.reopen().commit(await opened.value.sealedStore.seal([{ ...draft, value: utf8ToBytes('his') }]))
  await ben.reopen().commit(aisha.dump().filter(({ store }) => store === 'vault'))
  const hers = await open(ben).unlock('passphrase of Aisha')
  if (!hers.ok) throw new Error('not opened')
  expect(await hers.value.sealedStore.get('drafts', 'forms', 'x')).toEqual({ ok: true, value: undefined })
  const [row] = await ben.reopen().scan('drafts', '', '\uffff')
  const [own] = await hers.value.sealedStore.seal([{ ...draft, value: utf8ToBytes('hers') }])
  await ben.reopen().commit([{ ...own!, value: row!.value }])
  expect((await hers.value.sealedStore.get('drafts', 'forms', 'x')).ok).toBe(false)
})

test('PF5 places are told by name alone, and each has a lock of its own', async () => {
  const names = ['doorstep', 'doorstep-0123456789abcdef', 'doorstep-XYZ', 'rxdb-doorstep', 'other']
  const databases = async () => names.map((name) => ({ name, version: 1 }))
  expect(await listPlaces({ databases })).toEqual(names.slice(0, 2))
  expect(isPlace('')).toBe(false)
  expect(lockOf(firstPlace)).not.toBe(lockOf('doorstep-0123456789abcdef'))
})
