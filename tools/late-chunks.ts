/**
 * What is fetched late, in few files. A bundler makes a file of whatever a set of
 * dynamic imports shares: three hundred files of a kilobyte or two, each of which
 * the service worker of a cheap phone fetches, hashes and keeps. What is used in
 * one part of the app is one file here. What is needed at once stays out of it:
 * the entries, and the roots named as `early`, with all they import: that is few
 * files too, but none holds more than such a root needs.
 */
interface Importing {
  readonly isEntry: boolean
  readonly importers: readonly string[]
}

interface ModuleInfo extends Importing {
  readonly dynamicImporters: readonly string[]
  readonly importedIds: readonly string[]
}

export interface InfosOf<Info extends Importing = Importing> {
  readonly getModuleInfo: (id: string) => Info | null
}

type Chunking = InfosOf<ModuleInfo>

interface Area {
  readonly name: string
  /** The modules loaded late (the targets of `import()`) that belong to it. */
  readonly of: RegExp
  /** Loaded before the others, so what it shares with them is in it. */
  readonly isFirst?: boolean
}

interface EarlyPart {
  /** Null where the bundler's own way is right. */
  readonly name: string | null
  readonly of: RegExp
}

export interface LateParts {
  /** Loaded at a start, though late for the bundler: what the first that fits shares is a file beside it. */
  readonly early: readonly EarlyPart[]
  /** The first that fits; what fits none keeps a file of its own. */
  readonly areas: readonly Area[]
  /** What several areas use: a file for what `smallest` has a part in, and one for the rest. */
  readonly shared: string
  /** The area of whoever has the cheapest phone: what it shares stands apart from what others share. */
  readonly smallest?: string
  /** Large libraries: what needs one stands apart from what does not. */
  readonly heavy?: RegExp
}

type ChunkName = (id: string, chunking: Chunking) => string | null

export function lateChunks({ areas, early, heavy, shared, smallest }: LateParts): ChunkName {
  function areaName(roots: readonly string[]): string | null {
    const found = new Set(roots.map((root) => areas.find((area) => area.of.test(root))))
    const first = areas.find((area) => area.isFirst === true && found.has(area))
    if (first !== undefined) return first.name
    if (found.size < 2) return [...found][0]?.name ?? null
    const isOfSmallest = smallest !== undefined && [...found].some((area) => area?.name === smallest)
    return isOfSmallest ? `${shared}-small` : shared
  }

  return (id, chunking) => {
    // Libraries are large, and of one use each.
    if (id.includes('/node_modules/') || id.startsWith('\0')) return null
    const roots = rootsOf(id, chunking)
    if (roots === null) return null
    const started = early.find(({ of }) => roots.some((root) => of.test(root)))
    if (started !== undefined) return roots.length > 1 && started.name !== null ? `with-${started.name}` : null
    const name = areaName(roots)
    if (name === null || heavy === undefined) return name
    return needs(id, heavy, chunking) ? `${name}-heavy` : name
  }
}

/** Whether a file of that name holds what is loaded for many screens at once: most of it is not called by whoever loads it. */
export function isLateChunk({ areas, shared }: LateParts, name: string): boolean {
  const names = [shared, ...areas.filter(({ isFirst }) => isFirst !== true).map((area) => area.name)]
  return names.some((each) => name === each || name.startsWith(`${each}-`))
}

/** All that needs it at once, by whatever way, with itself. */
export function needing<Info extends Importing>(
  id: string,
  chunking: InfosOf<Info>,
): readonly (readonly [string, Info])[] {
  const all = new Set([id])
  for (const next of all) for (const importer of chunking.getModuleInfo(next)?.importers ?? []) all.add(importer)
  return [...all].flatMap((each) => {
    const info = chunking.getModuleInfo(each)
    return info === null ? [] : [[each, info] as const]
  })
}

/** The targets of `import()` that need it at once; null where an entry does. */
function rootsOf(id: string, chunking: Chunking): readonly string[] | null {
  const all = needing(id, chunking)
  if (all.some(([, { isEntry }]) => isEntry)) return null
  return all.filter(([, { dynamicImporters }]) => dynamicImporters.length > 0).map(([root]) => root)
}

/** Whether it imports what fits `wanted`, itself or through others. */
function needs(id: string, wanted: RegExp, chunking: Chunking): boolean {
  const seen = new Set([id])
  for (const next of seen) {
    if (wanted.test(next)) return true
    for (const imported of chunking.getModuleInfo(next)?.importedIds ?? []) seen.add(imported)
  }
  return false
}
