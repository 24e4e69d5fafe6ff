/** Write a visit: the note, the observations, the page to check, and "finished". */
import { expect, type Locator, type Page } from '@playwright/test'

export interface Observations {
  readonly breaths?: string
  readonly oxygenLevel?: string
  readonly systolic?: string
  readonly pulse?: string
  readonly temperature?: string
  readonly air?: 'Air' | 'Oxygen'
  readonly awake?: string
}

export interface NoteParts {
  readonly words?: string
  readonly found?: string
  readonly did?: string
  readonly next?: string
}

export interface VisitScreen {
  readonly part: (part: keyof NoteParts) => Locator
  readonly value: (value: Exclude<keyof Observations, 'air' | 'awake'>) => Locator
  readonly write: (note: NoteParts) => Promise<void>
  readonly measure: (values: Observations) => Promise<void>
  /** Takes a photo, says what it shows and that the person agrees. */
  readonly photograph: (shows: string, jpeg?: Buffer) => Promise<void>
  readonly total: () => Locator
  readonly draftLine: (words: string | RegExp) => Locator
  readonly check: () => Promise<void>
  readonly goBack: () => Promise<void>
  readonly finish: () => Promise<void>
  /** What is said to be true of the finished visit. */
  readonly finished: () => Locator
}

const parts: Readonly<Record<keyof NoteParts, RegExp>> = {
  words: /’s words$/,
  found: /^What I found/,
  did: /^What I did/,
  next: /^What happens next/,
}

const values = {
  breaths: /^Breaths a minute/,
  oxygenLevel: /^Oxygen %/,
  systolic: /^Systolic BP/,
  pulse: /^Pulse/,
  temperature: /^Temperature/,
} as const

/** As small as a picture may be. */
async function drawnJpeg(page: Page): Promise<Buffer> {
  const drawn = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 80, height: 60 })
    const context = canvas.getContext('2d')!
    context.fillStyle = 'teal'
    context.fillRect(10, 10, 40, 30)
    return canvas.toDataURL('image/jpeg').split(',')[1] ?? ''
  })
  return Buffer.from(drawn, 'base64')
}

export function visitScreen(page: Page): VisitScreen {
  const part = (name: keyof NoteParts) => page.getByRole('textbox', { name: parts[name] })
  const value = (name: keyof typeof values) => page.getByRole('textbox', { name: values[name] })
  const choose = (group: string, choice: string) =>
    page.getByRole('group', { name: group }).getByRole('button', { name: choice, exact: true }).click()
  return {
    part,
    value,
    write: async (note) => {
      for (const [name, words] of Object.entries(note)) await part(name as keyof NoteParts).fill(words)
    },
    measure: async ({ air, awake, ...measured }) => {
      for (const [name, typed] of Object.entries(measured)) await value(name as keyof typeof values).fill(typed)
      if (air !== undefined) await choose('Air or oxygen', air)
      if (awake !== undefined) await choose('Awake?', awake)
    },
    photograph: async (shows, jpeg) => {
      const buffer = jpeg ?? (await drawnJpeg(page))
      await page.locator('input[type=file]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer })
      await page.getByRole('textbox', { name: 'What it shows' }).fill(shows)
      await page.getByRole('button', { name: /agrees$/ }).click()
    },
    total: () => page.getByRole('region', { name: 'Observations' }),
    draftLine: (words) => page.getByText(words),
    check: async () => {
      await page.getByRole('button', { name: 'Check and finish' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Check and finish' })).toBeVisible()
    },
    goBack: () => page.getByRole('button', { name: 'Go back and change' }).click(),
    finish: async () => {
      await page.getByRole('button', { name: 'Finish visit' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Visit finished' })).toBeVisible()
    },
    finished: () => page.getByRole('status').filter({ hasText: 'Saved on this' }),
  }
}
