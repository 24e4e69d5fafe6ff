/** What follows a drawing has been done: it comes behind the frame, in the order in which it was asked for. */
export const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
