/** Models of the shell: pill, update, device, script addresses. Rules SP, UP, SF of client/ui/SPEC.md. */
import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { createScriptUrls } from '../script-urls.ts'
import { meAisha, sampleNow } from '../testing/sample-cast.ts'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { offlineSync, settledSync, troubledSync } from '../testing/sample-sync.ts'
import { createDeviceModel } from './device-model.ts'
import { createFormGuard } from './form-guard.ts'
import { createPillModel } from './pill-model.ts'
import { createUpdateModel, slowMs } from './update-model.ts'

describe('sync pill', () => {
  test('SP2 the words change at once, the announcement at most once a minute', () => {
    const clock = signal(sampleNow)
    const engine = createSampleEngine({ views: { sync: settledSync } })
    const model = createPillModel({ engine, clock, audience: 'staff' })
    expect(model.announcement.value).toBe('Up to date 09:19')
    engine.setViews({ sync: offlineSync })
    expect(model.words.value).toBe('No signal – 3 saved here')
    expect(model.announcement.value).toBe('Up to date 09:19')
    clock.value = (sampleNow + 59_000) as Instant
    expect(model.announcement.value).toBe('Up to date 09:19')
    clock.value = (sampleNow + 60_000) as Instant
    expect(model.announcement.value).toBe('No signal – 3 saved here. Needs you (1)')
    model.dispose()
  })

  test('SP2 a disposed model watches nothing', () => {
    const engine = createSampleEngine()
    const model = createPillModel({ engine, clock: signal(sampleNow), audience: 'staff' })
    model.dispose()
    engine.setViews({ sync: troubledSync })
    expect(model.words.value).toBe('Up to date 09:19')
    expect(engine.watcherCount()).toBe(0)
  })
})

describe('a new version', () => {
  function setUp() {
    const formGuard = createFormGuard()
    let takeOvers = 0
    let reloads = 0
    const waits: (() => void)[] = []
    const model = createUpdateModel({
      formGuard,
      takeOver: () => takeOvers++,
      reload: () => reloads++,
      after: (ms, task) => {
        expect(ms).toBe(slowMs)
        waits.push(task)
      },
    })
    const passSlowMs = () => waits.splice(0).forEach((task) => void task())
    return { formGuard, model, passSlowMs, takeOvers: () => takeOvers, reloads: () => reloads }
  }

  test('UP1 it waits while a form is open and starts when the last form is finished', () => {
    const { formGuard, model, takeOvers } = setUp()
    const first = formGuard.hold()
    const second = formGuard.hold()
    model.offer()
    expect(model.state.value.type).toBe('waits')
    model.start()
    first()
    first()
    expect(takeOvers()).toBe(0)
    second()
    expect(takeOvers()).toBe(1)
  })

  test('UP1 a form opened after the offer holds it back too', () => {
    const { formGuard, model, takeOvers } = setUp()
    model.offer()
    expect(model.state.value.type).toBe('ready')
    const letGo = formGuard.hold()
    expect(model.state.value.type).toBe('waits')
    letGo()
    expect(takeOvers()).toBe(1)
  })

  test('UP1 a version let in by another window does not take this window’s form away', () => {
    const { formGuard, model, takeOvers, reloads } = setUp()
    const letGo = formGuard.hold()
    model.arrived()
    expect(model.state.value.type).toBe('waits')
    expect(reloads()).toBe(0)
    letGo()
    expect(reloads()).toBe(1)
    expect(takeOvers()).toBe(0)
  })

  test('UP2 with nothing open it waits to be asked', () => {
    const { model, takeOvers } = setUp()
    model.offer()
    expect(takeOvers()).toBe(0)
    model.start()
    expect(takeOvers()).toBe(1)
  })

  test('UP2 one that is not let in within two seconds comes with the page loaded anew, unless somebody writes', () => {
    const { formGuard, model, passSlowMs, reloads } = setUp()
    model.offer()
    model.start()
    const letGo = formGuard.hold()
    passSlowMs()
    expect(reloads()).toBe(0)
    letGo()
    passSlowMs()
    expect(reloads()).toBe(1)
    model.arrived()
    expect(reloads()).toBe(2)
    model.start()
    passSlowMs()
    expect(reloads()).toBe(2)
  })
})

test('SH1 the device is "starting" until the engine has spoken', () => {
  const engine = createSampleEngine({ device: { type: 'open', me: meAisha } })
  const silent = createDeviceModel({ watchDevice: () => () => {} })
  expect(silent.state.value.type).toBe('starting')
  const model = createDeviceModel(engine)
  engine.setDevice({ type: 'elsewhere' })
  expect(model.state.value.type).toBe('elsewhere')
})

describe('script addresses', () => {
  test('SF1 only the named ones pass, with the policy of the browser where it has one', () => {
    const made: string[] = []
    const scope = {
      trustedTypes: {
        createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => {
          made.push(name)
          return { createScriptURL: (url: string) => ({ trusted: rules.createScriptURL(url) }) }
        },
      },
    }
    const urls = createScriptUrls(scope, ['/a.js'])
    expect(made).toEqual(['doorstep-url'])
    expect(urls.trust('/a.js')).toEqual({ trusted: '/a.js' })
    expect(() => urls.trust('https://example.org/a.js')).toThrow()
  })

  test('SF1 and without one', () => {
    const urls = createScriptUrls({}, ['/a.js'])
    expect(urls.trust('/a.js')).toBe('/a.js')
    expect(() => urls.trust('/b.js')).toThrow()
  })
})
