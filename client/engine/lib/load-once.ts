/**
 * What is loaded with the first need of it, and kept. On the very first visit its
 * file comes by the network: a load that failed is tried again by who asks next.
 */
export function loadOnce<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loaded: Promise<Value> | undefined
  return () => {
    loaded ??= load().catch((failure: unknown) => {
      loaded = undefined
      throw failure
    })
    return loaded
  }
}
