/** Whether a place on the page is one that somebody writes in. */
export function isTyping(place: EventTarget | null): boolean {
  return place instanceof HTMLElement && place.closest('input, textarea, select, [contenteditable]') !== null
}
