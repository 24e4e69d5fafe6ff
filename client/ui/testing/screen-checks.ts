/** What every screen has to stand in a real browser, said in words: what is wrong, one line each. */
import axe from 'axe-core'

/** Style sheets are not fetched again for each state, and only what is wrong is described. */
const quick = { preload: false, resultTypes: ['violations' as const] }

/** All rules once; where only colours differ, the rules of colour. */
export async function findByAxe(colourOnly: boolean): Promise<readonly string[]> {
  const { violations } = await axe.run(document, { ...quick, ...(colourOnly && { runOnly: ['cat.color'] }) })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** The page itself when it scrolls sideways, and what stands out of it at the far side. */
export function findTooWide(): readonly string[] {
  const root = document.documentElement
  const found = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} px wide`] : []
  for (const element of document.body.querySelectorAll('*')) {
    const { right, width, height } = element.getBoundingClientRect()
    // Two pixels: a cell's line may lie outside, and is cut off on purpose.
    if (width <= 1 || height <= 1 || right <= root.clientWidth + 2) continue
    found.push(`${nameOf(element)} ends at ${Math.round(right)} px`)
  }
  return found.slice(0, 3)
}

const controls = 'a[href], button, input, textarea, select, summary, [tabindex]'

/** What the Tab key comes to, in order. */
export function tabStops(): readonly HTMLElement[] {
  const open = document.querySelector('dialog[open]') ?? document.body
  return [...open.querySelectorAll<HTMLElement>(controls)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility(),
  )
}

/** Where colours are the system's, backgrounds and shadows are gone: what can be pressed must have an edge or a line under it. */
export function findWithoutEdge(): readonly string[] {
  return tabStops()
    .filter((element) => element.matches('button, a.button, .field'))
    .filter((element) => {
      const { borderTopStyle, borderTopWidth, textDecorationLine } = getComputedStyle(element)
      return (borderTopStyle === 'none' || borderTopWidth === '0px') && textDecorationLine === 'none'
    })
    .map((element) => `no edge in the system's colours: ${nameOf(element)}`)
}

/** What looks as if it could be pressed and no key reaches. */
export function findOnlyForPointers(): readonly string[] {
  return [...document.body.querySelectorAll<HTMLElement>('*')]
    .filter((element) => getComputedStyle(element).cursor === 'pointer' && element.checkVisibility())
    .filter((element) => element.closest(`${controls}, label`) === null)
    .map((element) => `only for pointers: ${nameOf(element)}`)
}

export function nameOf(element: Element): string {
  const words = (element.textContent ?? '').trim().slice(0, 50)
  return `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${words}”`
}
