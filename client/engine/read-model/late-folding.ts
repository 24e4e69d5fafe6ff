/** Folding in quiet moments, from a file of its own once there is something to fold. Rule PG443. */
import type { QuietFolding, QuietFoldingDeps } from './quiet-folding.ts'

export interface LateFolding {
  readonly kick: () => void
  readonly settle: () => Promise<void>
  readonly stop: () => Promise<void>
}

export function createLateFolding(deps: QuietFoldingDeps): LateFolding {
  let folding: QuietFolding | undefined

  /** Without its file what waits goes on waiting. */
  async function foldWith(use: (folds: QuietFolding) => unknown): Promise<void> {
    if (!deps.pages.isBehind()) return
    const loaded = await import('./quiet-folding.ts').catch(() => undefined)
    folding ??= loaded?.createQuietFolding(deps)
    if (folding !== undefined) await use(folding)
  }

  return {
    kick: () => void foldWith((folds) => folds.kick()),
    settle: () => foldWith((folds) => folds.settle()),
    stop: async () => void (await folding?.stop()),
  }
}
