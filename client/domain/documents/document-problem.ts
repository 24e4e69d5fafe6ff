/** Why a change to a document is refused: nothing of it was written. */
export type DocumentProblem =
  | { readonly type: 'nothing-written' }
  | { readonly type: 'implausible'; readonly field: string }
  | { readonly type: 'unknown-id'; readonly id: string }
