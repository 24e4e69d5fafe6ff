import { expect, test } from 'vitest'
import { parseConfig } from './config.ts'

function settingsOf(env: Readonly<Record<string, string>>) {
  const config = parseConfig(env)
  if (!config.ok) throw new Error(config.error.sentence)
  return config.value
}

test('RT29 with nothing set, the relay listens on 8787 and founds only by link', () => {
  expect(settingsOf({})).toMatchObject({
    ...{ port: 8787, founding: { type: 'by-link' }, demoUrl: undefined, origins: [], joinsPerHour: 20 },
    ...{ database: undefined, trustProxy: false, fetchLogKept: { days: 90, bytes: 256 * 2 ** 20 } },
  })
})

test('RT29 what is set is taken', () => {
  const env = {
    ...{ PORT: '0', DOORSTEP_ORIGINS: 'https://a.example, http://localhost:81/', DOORSTEP_OPEN_SPACES: '1' },
    ...{ DOORSTEP_DEMO_URL: 'http://127.0.0.1:8799', DOORSTEP_TRUST_PROXY: '1', DOORSTEP_DATA: '/tmp/x' },
    ...{ DOORSTEP_FETCH_LOG_DAYS: '30', DOORSTEP_FETCH_LOG_MB: '1', DOORSTEP_DATABASE: 'postgres://a:b@c.example/d' },
  }
  expect(settingsOf(env)).toMatchObject({
    ...{ port: 0, origins: ['https://a.example', 'http://localhost:81'], founding: { type: 'open' } },
    ...{ demoUrl: 'http://127.0.0.1:8799', trustProxy: true, data: '/tmp/x', database: 'postgres://a:b@c.example/d' },
    fetchLogKept: { days: 30, bytes: 2 ** 20 },
  })
})

test('RT29 what makes no sense is refused in a sentence that names it', () => {
  const refused = [
    { PORT: 'eight' },
    { PORT: '70000' },
    { PORT: '-1' },
    { DOORSTEP_ORIGINS: 'relay.example' },
    { DOORSTEP_ORIGINS: 'https://a.example/path' },
    { DOORSTEP_ORIGINS: 'ftp://a.example' },
    { DOORSTEP_DEMO_URL: 'nowhere' },
    { DOORSTEP_JOINS_PER_HOUR: 'many' },
    { DOORSTEP_FETCH_LOG_DAYS: '91' },
    { DOORSTEP_FETCH_LOG_MB: 'much' },
    { DOORSTEP_DATABASE: 'mysql://a:secret@c.example/d' },
    { DOORSTEP_DATABASE: 'secret' },
    { LOG_LEVEL: 'loud' },
  ]
  for (const env of refused) {
    const config = parseConfig(env)
    expect(config.ok ? undefined : config.error.sentence).toContain(Object.keys(env)[0])
    expect(config.ok ? undefined : config.error.sentence).not.toContain('secret')
  }
})

test('RT860 plain HTTP to another machine is refused in words that say what to write; to this machine it is taken', () => {
  for (const origin of ['http://relay.example.org', 'http://192.168.1.4:8787', 'http://localhost.example.org']) {
    const config = parseConfig({ DOORSTEP_ORIGINS: `https://a.example,${origin}` })
    expect(config.ok ? undefined : config.error.sentence).toBe(
      `DOORSTEP_ORIGINS: "${origin}" is plain HTTP to another machine. Write the https:// address of the web server in front; http:// is for this machine alone (localhost, 127.0.0.1, [::1]).`,
    )
  }
  const here = ['http://localhost:5173', 'http://127.0.0.1:81', 'http://[::1]:81', 'http://lab.localhost']
  expect(settingsOf({ DOORSTEP_ORIGINS: here.join(',') }).origins).toEqual(here)
})
