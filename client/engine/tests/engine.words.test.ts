/** Words in whatever field of whatever record, found by offering them to the schema: where they can be read afterwards. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { naughtyRecords } from '../../domain/testing/naughty-records.ts'
import { storeNames } from '../storage/device-store.ts'
import { doreen, idOf, must, openState, sync } from '../testing/neighbourhood.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'
import { watchWhatIsSealed } from '../testing/what-was-sealed.ts'

const words = 'quincunx of umbrellas'
let two: TwoColleagues

beforeEach(async () => {
  two = await startTwoColleagues()
})
afterEach(() => two.here.close())

test('EN860 words in whatever field of whatever kind of record are on no disk in clear, nor in what the relay is told', async () => {
  const { admin } = two.aisha.engine
  const sealed = watchWhatIsSealed()
  const told: Buffer[] = []
  const { call } = two.memory.relay
  Object.assign(two.memory.relay, {
    call: (path: string, sent: Parameters<typeof call>[1]) => {
      told.push(Buffer.from(path), Buffer.from(sent?.body ?? ''))
      return call(path, sent)
    },
  })
  const opened = await openState(two.aisha.engine)
  const author = opened.type === 'open' ? opened.me.signature : undefined
  const records = naughtyRecords(words).map((record, at) => {
    const base = { id: idOf<typeof record.id>(`words ${at}`), at: two.memory.clock.now(), author: author! }
    return { ...record, ...admin.historyBase({ ...base, about: doreen.personId }), about: doreen.personId }
  })
  expect(new Set(records.map(({ type }) => type)).size).toBeGreaterThan(15)
  const group = admin.careGroup(doreen.personId)!
  must(await admin.writeRecords([{ key: 'ab'.repeat(16), group, records }]))
  await sync(two.aisha.engine, two.priya.engine)
  expect(await sealed.has(admin.store(), words)).toBe(true)
  expect(told.length).toBeGreaterThan(5)
  expect(told.filter((each) => hasWords(each))).toEqual([])
  for (const { engine } of [two.aisha, two.priya]) {
    const rows = await Promise.all(storeNames.map((name) => engine.admin.store().scan(name, '', '\uffff')))
    const inClear = rows.flat().filter(({ key, value }) => hasWords(Buffer.from(key)) || hasWords(Buffer.from(value)))
    expect(inClear.map(({ key }) => key)).toEqual([])
  }
})

function hasWords(bytes: Buffer): boolean {
  const clear = Buffer.from(words)
  const forms = [clear, Buffer.from(words, 'utf16le'), Buffer.from(clear.toString('hex'))]
  const based = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), clear])
      .toString('base64')
      .slice(4, -4),
  )
  return [...forms, ...based].some((form) => bytes.includes(form))
}
