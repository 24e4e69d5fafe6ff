/** GR587: which late parts share a file. */
import { expect, test } from 'vitest'
import { lateChunks } from './late-chunks.ts'

/** "a > b": a imports b; "a ~ b": a loads b late. */
function graphOf(...lines: readonly string[]) {
  const edges = lines.map((line) => line.split(' ') as [string, string, string])
  const getModuleInfo = (id: string) => ({
    isEntry: id === 'main',
    importers: edges.filter(([, how, to]) => how === '>' && to === id).map(([from]) => from),
    dynamicImporters: edges.filter(([, how, to]) => how === '~' && to === id).map(([from]) => from),
    importedIds: edges.filter(([from, how]) => how === '>' && from === id).map(([, , to]) => to),
  })
  return { getModuleInfo }
}

const nameOf = lateChunks({
  early: [
    { name: 'phone', of: /^phone$/ },
    { name: 'shell', of: /^shell$/ },
  ],
  shared: 'shared',
  smallest: 'public',
  heavy: /automerge/,
  areas: [
    { name: 'unlock', of: /^unlock/, isFirst: true },
    { name: 'public', of: /^public/ },
    { name: 'staff', of: /^staff/ },
    { name: 'team', of: /^team/ },
  ],
})

const graph = graphOf(
  ...['main > start', 'main ~ shell', 'shell > today', 'main ~ unlock-a', 'unlock-a > field', 'staff-a > field'],
  ...['shell ~ staff-a', 'shell ~ staff-b', 'shell ~ team-a', 'shell ~ public-a', 'shell ~ lone'],
  ...['staff-a > own', 'staff-b > own', 'own > deep', 'staff-a > common', 'team-a > common', 'common > start'],
  ...['public-a > plain', 'staff-b > plain', 'team-a > merge', 'merge > /node_modules/automerge/slim.js'],
  ...['lone > alone', 'staff-b ~ staff-c', 'main ~ phone'],
  ...['shell > diary', 'staff-b > diary', 'phone > face', 'shell > face', 'face > mouth', 'phone > own-face'],
)

test.each([
  ['main', null],
  ['start', null],
  ['shell', null],
  ['today', null],
  ['own-face', null],
  ['diary', 'with-shell'],
  ['face', 'with-phone'],
  ['mouth', 'with-phone'],
  ['/node_modules/automerge/slim.js', null],
  ['lone', null],
  ['alone', null],
  ['own', 'staff'],
  ['deep', 'staff'],
  ['staff-c', 'staff'],
  ['common', 'shared'],
  ['plain', 'shared-small'],
  ['field', 'unlock'],
  ['merge', 'team-heavy'],
  ['team-a', 'team-heavy'],
])('GR587 %s is in %s', (id, name) => {
  expect(nameOf(id, graph)).toBe(name)
})
