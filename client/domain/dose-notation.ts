/**
 * Ways of writing a dose that have been read as another dose: no 0 before the
 * point, a 0 after it, U or IU for units, mcg for micrograms. What was meant is
 * given back as a suggestion; nothing is ever rewritten by itself.
 *
 * Sources: NHS service manual, Numbers (0 before the point, micrograms in full);
 * NPSA/2010/RRR013 ("units" in full, never U or IU).
 */
export interface DoseSlip {
  readonly type: 'no-leading-zero' | 'trailing-zero' | 'units-cut-short' | 'micrograms-cut-short'
  /** The same dose, written safely. */
  readonly suggestion: string
}

const slips: readonly {
  readonly type: DoseSlip['type']
  readonly pattern: RegExp
  readonly safe: string
}[] = [
  { type: 'no-leading-zero', pattern: /(^|[^\d.,])\.(\d)/g, safe: '$10.$2' },
  { type: 'trailing-zero', pattern: /(\d+)\.0+(?!\d)/g, safe: '$1' },
  { type: 'trailing-zero', pattern: /(\d*\.\d*[1-9])0+(?!\d)/g, safe: '$1' },
  { type: 'units-cut-short', pattern: /(\d)\s*(?:i\.?u\.?|u)(?![a-z])/gi, safe: '$1 units' },
  { type: 'micrograms-cut-short', pattern: /(\d)\s*(?:mcg|[µμ]g|ug)(?![a-z])/gi, safe: '$1 micrograms' },
]

/** The first of them; the suggestion mends all. Null for a dose that cannot be misread in these ways. */
export function findDoseSlip(dose: string): DoseSlip | null {
  const found = slips.find(({ pattern }) => dose.search(pattern) >= 0)
  if (found === undefined) return null
  const suggestion = slips.reduce((words, { pattern, safe }) => words.replace(pattern, safe), dose)
  return { type: found.type, suggestion }
}
