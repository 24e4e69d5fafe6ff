/** What every screen has to stand in a real browser, said in words: what is wrong, one line each. */
import axe from 'axe-core'

/** Style sheets are not fetched again for each state, and only what is wrong is described. */
const quick = { preload: false, resultTypes: ['violations' as const] }

/** All rules once; where only colours differ, the rules of colour. */
export async function findByAxe(colourOnly: boolean): Promise<readonly string[]> {
  const { violations } = await axe.run(document, { ...quick, ...(colourOnly && { runOnly: ['cat.color'] }) })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** In the system's colours. Axe reads the colour of text where Chromium does not put them: there it is said once more meanwhile. */
export async function findByAxeInForcedColours(): Promise<readonly string[]> {
  const fill = '-webkit-text-fill-color'
  const all = [...document.body.querySelectorAll<HTMLElement>('*')]
  for (const element of all) element.style.setProperty(fill, getComputedStyle(element).color)
  const found = await findByAxe(true)
  for (const element of all) element.style.removeProperty(fill)
  return found
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

/** A date with its time, an NHS number, an amount: half of one is another. */
const figures =
  /\d{2}-[A-Z][a-z]{2}-\d{4}(?: \d{2}:\d{2})?|\d{3} \d{3} \d{4}|\d+(?:\.\d+)? (?:mg|g|ml|micrograms|units)\b/g
const words = /\p{L}{3,}/gu

/** Figures and words that begin on one line and end on the next, though a line of their own would hold them. */
export function findParted(): readonly string[] {
  const found = new Set<string>()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const { nodeValue, parentElement } = node
    if (nodeValue === null || parentElement === null || !parentElement.checkVisibility()) continue
    // What does not fit there is cut off on purpose, and what has no line of its own wraps where it must.
    if (getComputedStyle(parentElement).overflow !== 'visible' || parentElement.matches('.whole-word')) continue
    for (const match of [...nodeValue.matchAll(figures), ...nodeValue.matchAll(words)]) {
      const lines = linesOf(node, match)
      const whole = lines.reduce((sum, { width }) => sum + width, 0)
      if (lines.length > 1 && whole <= roomFor(parentElement))
        found.add(`parted: ${match[0]} in ${nameOf(parentElement)}`)
    }
  }
  return [...found]
}

function linesOf(node: Node, match: RegExpExecArray): readonly DOMRect[] {
  const range = document.createRange()
  range.setStart(node, match.index)
  range.setEnd(node, match.index + match[0].length)
  return [...range.getClientRects()].filter(({ width }) => width > 1)
}

/** Of a line of the block in which it stands. */
function roomFor(element: Element): number {
  let block = element
  while (getComputedStyle(block).display.startsWith('inline') && block.parentElement !== null)
    block = block.parentElement
  const { paddingLeft, paddingRight } = getComputedStyle(block)
  return block.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
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
