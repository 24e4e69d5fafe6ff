/** One check taken out, and the test that must fail without it. */
export interface Mutation {
  /** What is no longer checked. */
  readonly check: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly test: string
}
