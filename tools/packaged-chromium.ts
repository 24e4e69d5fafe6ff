/**
 * Unpacks the headless Chromium of `@sparticuz/chromium`, with the libraries
 * and fonts it brings, into a cache beside its own package.json and lockfile.
 *
 * It is made for bare servers: the program, NSS and fonts are brotli archives,
 * so it needs nothing of the system but `tar`.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

export interface PackagedChromium {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

const archives = [
  { file: 'al2023.tar', into: 'libs' },
  { file: 'fonts.tar', into: 'fonts' },
  { file: 'swiftshader.tar', into: '.' },
]

export function openPackagedChromium(folder: string): PackagedChromium {
  const packed = join(folder, 'node_modules/@sparticuz/chromium/bin')
  const out = join(folder, 'node_modules/.cache')
  const path = join(out, 'chromium')
  if (!existsSync(packed)) {
    execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 2] })
  }
  // The program is written last and moved into place, so a half unpacked one is never run.
  if (!existsSync(path)) {
    for (const archive of archives) unpack(packed, out, archive)
    writeFileSync(join(out, 'fonts/fonts.conf'), fontsConfig(out))
    writeFileSync(`${path}.part`, brotliDecompressSync(readFileSync(join(packed, 'chromium.br'))), { mode: 0o755 })
    renameSync(`${path}.part`, path)
  }
  return { path, env: { LD_LIBRARY_PATH: join(out, 'libs/lib'), FONTCONFIG_PATH: join(out, 'fonts') } }
}

function unpack(packed: string, out: string, archive: { readonly file: string; readonly into: string }): void {
  const target = join(out, archive.into)
  const tar = join(out, archive.file)
  mkdirSync(target, { recursive: true })
  writeFileSync(tar, brotliDecompressSync(readFileSync(join(packed, `${archive.file}.br`))))
  execFileSync('tar', ['xf', tar, '-C', target])
}

function fontsConfig(out: string): string {
  const folders = `<dir>${out}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${out}/font-cache</cachedir>`
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}</fontconfig>`
}
