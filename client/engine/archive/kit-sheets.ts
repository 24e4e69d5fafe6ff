/** The three sheets of a recovery kit, to print: each on a page of its own, in words for whoever finds it. */
export function kitSheets(spaceName: string, shares: readonly string[]): string {
  const safe = spaceName.replaceAll(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`)
  const pages = shares.map(
    (share, at) => `<section><h1>Recovery kit, sheet ${at + 1} of ${shares.length}</h1>
<p>${safe}</p>
<p>Any two of the three sheets together open every record of this neighbourhood. One alone opens nothing.</p>
<p>Keep each sheet in another place, with another person. Never keep two together, never send one, never photograph one.</p>
<p class="share">${share.replaceAll('-', ' ')}</p>
<p>They are needed when all devices are lost, and when somebody asks for everything that is kept about them. If a sheet is lost, tell your team lead and information governance today: a new kit has to be made.</p></section>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Recovery kit</title><style>body{font:1.1rem/1.5 sans-serif}section{break-after:page;padding:2rem;max-width:40rem}.share{font:1.4rem/2 monospace;border:2px solid;padding:1rem;word-spacing:.5rem}</style><body>${pages.join('\n')}</body></html>`
}
