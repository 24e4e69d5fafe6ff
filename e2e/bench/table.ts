/** What a bench answers: rows of one table, medians and p95, beside the goal and a peer. Nothing here fails for being slow. */

export interface BenchRow {
  readonly work: string
  readonly figure: string
  readonly goal: string
  /** The same work by somebody else, in the same run; left out where there is none. */
  readonly peer?: string
}

/** The value at or above `share` of all values (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('quantile: no values')
  return value
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** "412 ms, p95 530 ms (of 50)" */
export function inMs(values: readonly number[]): string {
  return `${ms(median(values))}, p95 ${ms(quantile(values, 0.95))} (of ${values.length})`
}

export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString('en-GB')} ms`
}

export function perSecond(entries: number): string {
  return `${Math.round(entries).toLocaleString('en-GB')} entries/s`
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`
}

const columns = ['work', 'figure', 'goal', 'peer'] as const

export function tableOf(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => columns.map((column) => row[column] ?? ''))
  const lines = [columns.map(String), columns.map(() => '---'), ...cells]
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}
