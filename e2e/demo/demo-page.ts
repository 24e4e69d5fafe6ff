/** The page at /demo: one door per person of the story. Plain HTML and one stylesheet, no script. */
import { shortName } from '../../client/domain/names.ts'

export interface Door {
  readonly key: string
  readonly name: string
  readonly role: string
  /** What she holds in her hand, and what to try there. */
  readonly holds: string
  readonly tries: string
}

export const doors: readonly Door[] = [
  {
    key: 'aisha',
    name: 'Aisha Rahman',
    role: 'community nurse',
    holds: 'a tablet',
    tries: 'Open Today, then Doreen Ashworth. Turn the network off, write a visit, turn it on again.',
  },
  {
    key: 'ben',
    name: 'Ben Okafor',
    role: 'community nurse',
    holds: 'a tablet',
    tries: 'Open the records of his own round, Beck and Station.',
  },
  {
    key: 'priya',
    name: 'Priya Nair',
    role: 'pharmacist',
    holds: 'a computer at a desk',
    tries: 'Keep Doreen’s record open while Aisha writes. It arrives by itself.',
  },
  {
    key: 'lena',
    name: 'Lena Fischer',
    role: 'team lead',
    holds: 'a computer at a desk',
    tries: 'Find anybody of both rounds.',
  },
  {
    key: 'reid',
    name: 'Dr Tom Reid',
    role: 'GP',
    holds: 'a computer at a desk',
    tries: 'Open anybody’s record and read what the nurses found.',
  },
  {
    key: 'doreen',
    name: 'Doreen Ashworth',
    role: 'looked after at home',
    holds: 'a small phone',
    tries: 'See who is coming and what happens next, read a message and answer it.',
  },
  {
    key: 'karen',
    name: 'Karen Ashworth',
    role: 'Doreen’s daughter',
    holds: 'a phone',
    tries: 'See what Doreen shares with her, write in Doreen’s circle, and to the team alone.',
  },
  {
    key: 'sol',
    name: 'Sol Marsh',
    role: 'social prescriber',
    holds: 'a phone',
    tries: 'Write in the circles that name him. There is no clinical record on his phone.',
  },
  {
    key: 'noor',
    name: 'Noor Aziz',
    role: 'information governance',
    holds: 'a computer at a desk',
    tries: 'Open Doreen’s record as Ben, with a reason. Noor sees that he did and why, and reads no record.',
  },
]

export const demoStyle = `
:root { color-scheme: light dark; --ground: light-dark(#f6f2e9, #161014); --surface: light-dark(#fffefb, #221a20);
  --ink: light-dark(#1c1319, #f8f1ec); --quiet: light-dark(#483a42, #d3c6cd); --line: light-dark(#77676e, #a2939b);
  --damson: light-dark(#5a1846, #f3bddb); --on-damson: light-dark(#fffefb, #2a0a1f); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-inline-size: 46rem; padding: 1.5rem 1rem 3rem; background: var(--ground); color: var(--ink);
  font: 1.125rem/1.45 "Atkinson Hyperlegible Next", system-ui, sans-serif; }
h1 { font-size: 2.125rem; line-height: 1.15; margin: 0 0 .5rem; }
p { margin: 0 0 1rem; }
ul { list-style: none; margin: 1.5rem 0; padding: 0; display: grid; gap: 1rem; }
li { background: var(--surface); border: 2px solid var(--line); border-radius: 1rem; padding: 1rem 1.25rem; }
h2 { font-size: 1.3125rem; margin: 0; }
.quiet { color: var(--quiet); }
a.door { display: inline-flex; align-items: center; min-block-size: 3rem; padding: .4rem 1rem; border-radius: .625rem;
  background: var(--damson); color: var(--on-damson); font-weight: 700; text-decoration: none; }
a:focus-visible { outline: 4px solid var(--ink); box-shadow: 0 0 0 8px #f6bf45; }
`

/** Text only ever comes from `doors` and the space's own fictional name: nothing here is typed by anybody. */
export function demoPage(spaceName: string): string {
  const items = doors.map(
    (door) => `<li><h2>${door.name}</h2><p class="quiet">${door.role}, with ${door.holds}</p><p>${door.tries}</p>
<a class="door" href="/demo/join/${door.key}" target="_blank" rel="noreferrer">Open as ${shortName(door.name)}</a></li>`,
  )
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Doorstep demo</title><link rel="stylesheet" href="/demo/demo.css"></head>
<body><main><h1>Meet the neighbourhood</h1>
<p>${spaceName}: forty fictional people and the team that looks after them. Each door opens the app as one person, on
a host name of its own, so that all of them fit in this browser. Every click makes a fresh invite.</p>
<p class="quiet">A robot administrator lets everybody in. Real teams have a person do that. Nobody here is real, and
the paper keys of this demo are public: never put anything true about anybody into it.</p>
<ul>${items.join('\n')}</ul></main></body></html>`
}
