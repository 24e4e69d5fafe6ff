/** What a record says in plain words. See record-summary.ts. */
export interface RecordSummary {
  readonly title: string
  readonly lines: readonly string[]
  /** What happens next; null when the record says nothing about it. */
  readonly next: string | null
}
