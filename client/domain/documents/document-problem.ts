/** Why a change to a document is refused: nothing of it was written. */
export type DocumentProblem =
  | { readonly type: 'nothing-written' }
  | { readonly type: 'implausible'; readonly field: string }
  | { readonly type: 'unknown-id'; readonly id: string }
  | { readonly type: 'too-long'; readonly limit: number }
  /** As many as there may be are there. */
  | { readonly type: 'too-many'; readonly limit: number }
  /** Two people changed it apart: nobody edits it before somebody has decided. */
  | { readonly type: 'decide-first' }
  /** Nothing is left to decide, or not what the person who decided had in view. */
  | { readonly type: 'decided-on-other' }
  | { readonly type: 'already-stopped' }
  | { readonly type: 'already-done' }
  | { readonly type: 'already-ended' }
  /** "None known" while one is recorded. */
  | { readonly type: 'allergies-recorded' }

  /** What the writer says they had before them is no state of this document. */
  | { readonly type: 'unknown-version' }
