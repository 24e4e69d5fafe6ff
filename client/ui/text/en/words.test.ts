/** The words of states, times and sizes, exactly. Rules TW, SP, SY of client/ui/SPEC.md. */
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { Pill } from '../../../engine-api/sync-views.ts'
import type { Reader, Travel } from '../../../engine-api/travel.ts'
import { at, sampleNow } from '../../testing/sample-cast.ts'
import { offlineSync, troubledSync } from '../../testing/sample-sync.ts'
import { needsYouInWords, pillInWords, publicPillInWords } from './pill.ts'
import { device, item, report, size, waitingKinds } from './sync.ts'
import { timeWords } from './time-words.ts'
import { ageInWords, bornWithAge, dayAndDate, fullTime, nearTime, writtenDay } from './times.ts'
import { reach, type TravelWords, travelInWords } from './travel.ts'

function say(travel: Travel, more: Partial<TravelWords> = {}): string {
  const staff = { here: 'tablet', theirs: 'phone', audience: 'staff', knownAt: null } as const
  return travelInWords({ travel, now: sampleNow, ...staff, ...more })
}

describe('travel', () => {
  test.each<[Travel, string]>([
    [{ type: 'saved', at: at('09:00') }, 'Saved on this tablet'],
    [{ type: 'sent', at: at('08:02') }, 'Sent 08:02'],
    [{ type: 'arrived', at: at('08:03'), on: ['Karen'], of: 1 }, 'On Karen’s phone 08:03'],
    [{ type: 'seen', at: at('08:05'), by: ['Karen'], of: 1 }, 'Seen 08:05'],
    [{ type: 'not-sent', since: at('08:00'), reason: { type: 'too-long-queued' } }, 'Not sent – try again'],
  ])('TW1 %o', (travel, words) => expect(say(travel)).toBe(words))

  test('TW1 the device is called what it is', () => {
    expect(say({ type: 'saved', at: sampleNow }, { here: 'computer' })).toBe('Saved on this computer')
  })

  test('TW2 several readers are counted for staff and are "your team" for the public', () => {
    const arrived: Travel = { type: 'arrived', at: at('08:03'), on: ['Ben', 'Priya', 'Lena'], of: 5 }
    const seen: Travel = { type: 'seen', at: at('08:05'), by: ['Ben', 'Priya'], of: 5 }
    expect(say(arrived)).toBe('On 3 of 5 08:03')
    expect(say(seen)).toBe('Seen by 2 of 5 08:05')
    const audience = 'public'
    expect(say({ ...arrived, on: [null], of: 1 }, { audience })).toBe('On your team’s tablet 8:03am')
    expect(say({ ...seen, by: [null], of: 1 }, { audience })).toBe('Seen by your team 8:05am')
    expect(say({ ...arrived, on: ['Karen'] }, { audience })).toBe('On Karen’s phone 8:03am')
    expect(say({ ...arrived, on: ['Karen', '', null] }, { audience })).toBe(
      'On Karen’s and somebody’s phones and your team’s tablet 8:03am',
    )
    expect(say({ ...seen, by: ['Karen', null] }, { audience })).toBe('Seen by Karen and your team 8:05am')
  })

  test('MS962 by whom the public’s message was seen is told as what they are; whoever calls themselves the team is not taken for it', () => {
    const by = [{ name: 'Your team', as: 'family' }, 'Doreen', '', null] as const
    const seen: Travel = { type: 'seen', at: at('08:05'), by, of: 4 }
    expect(say(seen, { audience: 'public' })).toBe(
      'Seen by Doreen, somebody, Your team (family or friend) and your team 8:05am',
    )
    expect([reach.name(by[0]), reach.standing(by[0])]).toEqual(['Your team', ' family or friend'])
    expect(by.slice(1).map(reach.standing)).toEqual(['', '', ''])
  })

  test('TW4 without signal what a receipt could change is said as of the last contact', () => {
    const knownAt = at('09:10')
    const offline = { knownAt }
    const arrived: Travel = { type: 'arrived', at: at('08:03'), on: ['Ben'], of: 5 }
    const seen: Travel = { type: 'seen', at: at('08:05'), by: ['Ben', 'Priya'], of: 5 }
    expect(say({ type: 'saved', at: at('09:12') }, offline)).toBe('Saved on this tablet')
    expect(say({ type: 'sent', at: at('08:02') }, offline)).toBe('Sent 08:02 · as known at 09:10')
    expect(say(arrived, offline)).toBe('On 1 of 5 08:03 · as known at 09:10')
    expect(say(arrived, { ...offline, audience: 'public' })).toBe('On Ben’s phone 8:03am · as known at 9:10am')
    expect(say(seen, { knownAt: at('18:20', 1) })).toBe('Seen by 2 of 5 08:05 · as known yesterday 18:20')
    // Nothing is left to be known of what everybody has seen.
    expect(say({ ...seen, by: ['Ben'], of: 1 }, offline)).toBe('Seen 08:05')
  })

  test('TW5 who has it since when, who has seen it, who not yet; read without signal, both times', () => {
    const [stored, seen] = [{ at: at('08:03') }, { at: at('08:05'), learntAt: at('09:02') }]
    const ben = { name: 'Ben', face: 'ben', stored, seen }
    const words = (reader: typeof ben | Reader, audience: 'staff' | 'public' = 'staff', canBeSeen = true) =>
      reach.words(reader, canBeSeen, sampleNow, audience)
    expect(words(ben)).toEqual(['Seen 08:05 · known since 09:02', 'On their device since 08:03'])
    expect(words({ ...ben, seen: null })).toEqual(['On their device since 08:03', 'Not seen yet'])
    expect(words({ ...ben, seen: null }, 'staff', false)).toEqual(['On their device since 08:03'])
    expect(words({ ...ben, stored: null, seen: null })).toEqual(['Not yet'])
    expect(words({ ...ben, name: null, seen: null }, 'public')).toEqual([
      'On a tablet of theirs since 8:03am',
      'Not seen yet',
    ])
    expect([reach.name(null), reach.name(''), reach.name('Ben')]).toEqual(['Your team', 'Somebody', 'Ben'])
  })

  test('TW3 a step of another day names the day', () => {
    expect(say({ type: 'sent', at: at('16:50', 1) })).toBe('Sent yesterday 16:50')
    expect(say({ type: 'sent', at: at('16:50', 4) })).toBe('Sent Fri 16:50')
    expect(say({ type: 'sent', at: at('16:50', 30) })).toBe('Sent 25-Oct-2026 16:50')
  })
})

describe('times', () => {
  test('TW3 near and full times', () => {
    expect(nearTime(at('00:00'), sampleNow)).toBe('00:00')
    expect(nearTime(at('23:59', 1), sampleNow)).toBe('yesterday 23:59')
    expect(nearTime(at('23:59', 6), sampleNow)).toBe('Wed 23:59')
    expect(nearTime(at('23:59', 7), sampleNow)).toBe('17-Nov-2026 23:59')
    expect(nearTime(at('10:00', -1), sampleNow)).toBe('25-Nov-2026 10:00')
    expect(fullTime(at('08:00'), sampleNow)).toBe('today 08:00')
    expect(dayAndDate(sampleNow)).toBe('Tue 24-Nov-2026')
  })

  test('TW3 ages are no more exact than they need to be', () => {
    expect(ageInWords((sampleNow - 59_000) as Instant, sampleNow)).toBe('less than a minute')
    expect(ageInWords((sampleNow - 60_000) as Instant, sampleNow)).toBe('1 minute')
    expect(ageInWords(at('07:10'), sampleNow)).toBe('2 hours')
    expect(ageInWords(at('09:20', 3), sampleNow)).toBe('3 days')
    expect(ageInWords(at('10:00'), sampleNow)).toBe('less than a minute')
  })

  test('PN1 born with age; what is no date stays as it is', () => {
    expect(bornWithAge('1947-03-14', sampleNow)).toBe('14-Mar-1947 (79y)')
    expect(bornWithAge('1972-12-05', sampleNow)).toBe('05-Dec-1972 (53y)')
    expect(bornWithAge('about 1940', sampleNow)).toBe('about 1940')
    expect(writtenDay('')).toBe('')
  })
})

describe('pill', () => {
  test.each<[Pill, string]>([
    [{ type: 'up-to-date', at: at('09:19'), needsYou: 0 }, 'Up to date 09:19'],
    [{ type: 'nothing-to-send', lastCheckedAt: at('08:02'), needsYou: 0 }, 'Nothing to send, last checked 08:02'],
    [{ type: 'nothing-to-send', lastCheckedAt: null, needsYou: 0 }, 'Nothing to send, not checked yet'],
    [{ type: 'to-send', count: 3, needsYou: 0 }, '3 to send'],
    [{ type: 'sending', nth: 2, count: 3, needsYou: 0 }, 'Sending 2 of 3'],
    [{ type: 'no-signal', saved: 3, needsYou: 0 }, 'No signal – 3 saved here'],
    [{ type: 'no-signal', saved: 0, needsYou: 0 }, 'No signal'],
  ])('SP1 %o', (pill, words) => expect(pillInWords(pill, sampleNow)).toBe(words))

  test('SP3 "Up to date" is said for nothing but the engine’s own up-to-date', () => {
    const others: readonly Pill[] = [
      { type: 'nothing-to-send', lastCheckedAt: sampleNow, needsYou: 0 },
      { type: 'to-send', count: 0, needsYou: 0 },
      { type: 'sending', nth: 0, count: 0, needsYou: 0 },
      { type: 'no-signal', saved: 0, needsYou: 0 },
    ]
    for (const pill of others) expect(pillInWords(pill, sampleNow)).not.toMatch(/up to date/i)
  })

  test.each<[Pill, string]>([
    [{ type: 'up-to-date', at: at('08:20'), needsYou: 0 }, 'Up to date 8:20am'],
    [{ type: 'nothing-to-send', lastCheckedAt: at('16:02', 1), needsYou: 0 }, 'Last checked yesterday 4:02pm'],
    [{ type: 'nothing-to-send', lastCheckedAt: null, needsYou: 0 }, 'Not checked yet'],
    [{ type: 'to-send', count: 3, needsYou: 0 }, 'Saved on this phone'],
    [{ type: 'sending', nth: 2, count: 3, needsYou: 0 }, 'Sending now'],
    [{ type: 'no-signal', saved: 0, needsYou: 0 }, 'No signal'],
    [{ type: 'no-signal', saved: 2, needsYou: 0 }, 'No signal – saved on this phone'],
  ])('SP5 %o', (pill, words) => expect(publicPillInWords(pill, sampleNow)).toBe(words))

  test('SP1 needs you', () => expect(needsYouInWords(1)).toBe('Needs you (1)'))
})

describe('sync panel', () => {
  test('SY2 the report holds no initials and no names', () => {
    const words = report(
      offlineSync,
      { now: sampleNow, times: timeWords('staff') },
      'tablet',
      'No signal – 3 saved here',
    )
    for (const { initials } of [...offlineSync.waiting, ...offlineSync.needsYou]) expect(words).not.toContain(initials)
    for (const { signature } of offlineSync.colleagues) expect(words).not.toContain(signature.name)
    expect(words).toContain('visit note, 2 KB; 8 minutes old. No signal')
    expect(words).toContain('Needs you: 1')
  })

  test('SY6 no two kinds of what waits have the same words', () => {
    const said = waitingKinds.map((kind) => item.named({ ...offlineSync.waiting[0]!, initials: '', kind }))
    expect(new Set(said).size).toBe(waitingKinds.length)
    expect(said.every((words) => words !== '')).toBe(true)
  })

  test('SY4 clock', () => {
    expect(device.clock(null, 'tablet')).toBe('Clock: not checked yet')
    expect(device.clock(1200, 'tablet')).toBe('Clock: right to within 5 seconds')
    expect(device.clock(-40_000, 'tablet')).toBe('Clock: about 40 seconds slow')
    expect(device.clock(troubledSync.clockSkewMs, 'tablet')).toBe('This tablet’s clock is about 2 hours fast.')
  })

  test('SY1 sizes', () => {
    expect(size(1)).toBe('1 byte')
    expect(size(940)).toBe('940 bytes')
    expect(size(2048)).toBe('2 KB')
    expect(size(1310)).toBe('1.3 KB')
    expect(size(220_200_960)).toBe('210 MB')
    expect(size(1_073_741_824)).toBe('1 GB')
  })
})
