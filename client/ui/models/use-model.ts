/**
 * How a screen gets its model: made when the screen (or what it is about)
 * appears, disposed when that goes away. A model is a factory over signals and
 * `engine.watch`; whatever it started, `dispose` stops.
 */
import { useEffect, useMemo } from 'preact/hooks'

export interface Disposable {
  readonly dispose: () => void
}

/** `create` runs again only when something in `about` changes: a person's id, a search. */
export function useModel<Model extends Disposable>(create: () => Model, about: readonly unknown[]): Model {
  const model = useMemo(create, about)
  useEffect(() => () => model.dispose(), [model])
  return model
}
