/** What every screen has to stand: axe in both colour schemes, the smallest phone, twice the text. */
import type { Page } from '@playwright/test'
import axe from 'axe-core'

/** One line for each thing that is wrong. */
export type Check = (page: Page, screen: string) => Promise<readonly string[]>

const schemes = ['light', 'dark'] as const

export const checkAxe: Check = async (page, screen) => {
  const broken: string[] = []
  await page.evaluate(axe.source)
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    // Nothing but colour differs between the schemes, so the other rules run once.
    const found = await page.evaluate(findByAxe, colorScheme === 'dark')
    broken.push(...found.map((what) => `${screen}, ${colorScheme}: ${what}`))
  }
  await page.emulateMedia({ colorScheme: null })
  return broken
}

/** In the page, where the source has been put before. Style sheets are not fetched again for each screen. */
async function findByAxe(colourOnly: boolean): Promise<readonly string[]> {
  const { run } = (globalThis as unknown as { readonly axe: typeof axe }).axe
  const { violations } = await run(document, {
    preload: false,
    resultTypes: ['violations'],
    ...(colourOnly && { runOnly: ['cat.color'] }),
  })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

/** At 320 px, and again with twice the text: nothing may need sideways scrolling, nothing may be cut off. */
export const checkReflow: Check = async (page, screen) => {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  const wide = [...(await tooWide(page)).map((what) => `${screen}, 320 px: ${what}`)]
  await setTextSize(page, '200%')
  wide.push(...(await tooWide(page)).map((what) => `${screen}, 320 px and twice the text: ${what}`))
  await setTextSize(page, '')
  if (before !== null) await page.setViewportSize(before)
  return wide
}

const cornerPx = 24

/** What an open device has sent stands in the far top corner of the content, and is large enough to press. */
export const checkCorner: Check = async (page, screen) => {
  const line = page.getByRole('main').locator('a[href="/sync"]')
  const boxes = await line.evaluateAll((links) =>
    links.map((link) => {
      const { right, top, height, width } = link.getBoundingClientRect()
      const main = link.closest('main')?.getBoundingClientRect() ?? new DOMRect()
      return { fromEnd: main.right - right, fromTop: top - main.top, height, width }
    }),
  )
  const [box] = boxes
  if (box === undefined || boxes.length > 1) return [`${screen}: ${boxes.length} lines about what is sent`]
  const { fromEnd, fromTop, height, width } = box
  if (fromEnd >= 0 && fromEnd <= cornerPx && fromTop >= 0 && fromTop <= cornerPx && height >= 44 && width >= 44)
    return []
  return [`${screen}: what is sent stands elsewhere, ${JSON.stringify(box)}`]
}

async function setTextSize(page: Page, size: string): Promise<void> {
  await page.evaluate((fontSize) => {
    document.documentElement.style.fontSize = fontSize
  }, size)
}

/** The page itself when it scrolls sideways, and what stands out of it to the right. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const root = document.documentElement
    const found = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} px wide`] : []
    for (const element of document.body.querySelectorAll('*')) {
      const { right, width, height } = element.getBoundingClientRect()
      // Two pixels: a cell's line may lie outside, and is cut off on purpose.
      if (width <= 1 || height <= 1 || right <= root.clientWidth + 2) continue
      found.push(`${element.tagName.toLowerCase()}.${element.className} ends at ${Math.round(right)} px`)
    }
    return found.slice(0, 3)
  })
}
