/**
 * Whether a reaction, in the words it was written in, names an immediate one: NICE
 * CG183 (Drug allergy), box 1: anaphylaxis, urticaria, angioedema, bronchospasm,
 * asthma made worse; and angioedema in plain words, a swollen face, lip, tongue,
 * mouth or throat. Somebody's "no anaphylaxis" counts as well: asking once too
 * often is the safe mistake (hazard log: to be confirmed by the clinical safety officer).
 */
const immediate = /anaphyla|angio[\s-]*o?edema|urticaria|hives|bronchospasm|asthma/i
const swelling = /swell|swollen|puffy/i
const ofTheFace = /\b(face|facial|lips?|tongue|mouth|throat)\b/i

export function isImmediateReaction(words: string): boolean {
  return immediate.test(words) || (swelling.test(words) && ofTheFace.test(words))
}
