/** The page of an export as a file: everything as words, nothing that runs, nothing fetched but the photos beside it. To be read on a screen of any size, and printed. */

export function toHtml(text: string): string {
  const safe: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replaceAll(/[&<>"']/g, (letter) => safe[letter] ?? letter)
}

export interface Section {
  /** Letters alone: where the list of contents leads. */
  readonly id: string
  readonly title: string
  readonly html: string
}

export function list(lines: readonly string[]): string {
  return `<ul>${lines.map((line) => `<li>${toHtml(line)}</li>`).join('')}</ul>`
}

export function paragraphs(lines: readonly string[]): string {
  return lines.map((line) => `<p>${toHtml(line)}</p>`).join('')
}

/** `intro`: already HTML. */
export function page(title: string, intro: string, sections: readonly Section[]): string {
  const contents = sections.map((each) => `<li><a href="#${each.id}">${toHtml(each.title)}</a></li>`).join('')
  const body = sections.map((each) => `<section id="${each.id}"><h2>${toHtml(each.title)}</h2>${each.html}</section>`)
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:"
  return [
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="content-security-policy" content="${policy}">`,
    `<title>${toHtml(title)}</title><style>${style}</style><body><h1>${toHtml(title)}</h1>${intro}`,
    `<nav><h2>What is in it</h2><ol>${contents}</ol></nav>`,
    ...body,
    '</body></html>',
  ].join('\n')
}

const style = `
:root{color-scheme:light}
body{font:1.05rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:48rem;margin:2rem auto;padding:0 1rem;overflow-wrap:break-word}
h1{font-size:1.9rem;line-height:1.2}
h2{font-size:1.4rem;margin:2.5rem 0 .5rem;padding-top:.5rem;border-top:3px solid}
nav h2{border-top:1px solid;font-size:1.1rem;margin-top:1.5rem}
h3{font-size:1.15rem;margin:1.75rem 0 .5rem}
h4{font-size:1.05rem;margin:0}
p,ul,ol,dl{margin:.35rem 0}
p,dd,li{white-space:pre-line}
article{border:1px solid #999;border-radius:.4rem;padding:.6rem .9rem;margin:.6rem 0}
.by{color:#444;font-size:.95rem}
.look{border:2px solid #8a4b00;background:#fff6e5;padding:.6rem .9rem;border-radius:.4rem}
dl>div{display:grid;grid-template-columns:minmax(6rem,11rem) 1fr;gap:0 1rem}
dt{font-weight:600}
dd{margin:0}
dd dl,dd>div{border-left:2px solid #bbb;padding-left:.7rem;margin-bottom:.4rem}
figure{margin:.5rem 0}
img{max-width:100%;max-height:32rem;height:auto}
@media (max-width:34rem){dl>div{grid-template-columns:1fr}dd{margin-bottom:.35rem}}
@page{margin:18mm;@bottom-center{content:counter(page) " of " counter(pages)}}
@media print{body{font-size:11pt;max-width:none;margin:0;padding:0}article,figure,dl>div{break-inside:avoid}h2,h3,h4{break-after:avoid}a{color:inherit;text-decoration:none}img{max-height:12cm}}
`
