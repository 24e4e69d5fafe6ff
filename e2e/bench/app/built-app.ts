/** What is measured is the app as it is built, so without a build nothing can be. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const builtApp = join(import.meta.dirname, '../../../dist/client/index.html')

/** Fails in words where there is no build. */
export function needBuiltApp(): void {
  if (!existsSync(builtApp)) throw new Error('The app is not built: run `npm run build` first.')
}
