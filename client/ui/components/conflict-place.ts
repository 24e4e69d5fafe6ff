/** Where the card of a medicine stands on a page, and how words lead to it. */

export function conflictCardId(medicineId: string): string {
  return `conflict-${medicineId}`
}

/** The card's heading takes the focus. */
export function goToCard(medicineId: string): void {
  const card = document.getElementById(conflictCardId(medicineId))
  card?.scrollIntoView?.({ block: 'center' })
  card?.focus({ preventScroll: true })
}
