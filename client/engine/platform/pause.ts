/** Ends when what is under way has had its turn: an answer that was just given is on its way to the page before more work begins. */
export function pause(milliseconds = 0): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
