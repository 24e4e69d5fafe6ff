/** protocol.cddl, read once for the tests that hold it against the code. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCddl } from './cddl.ts'

export const wireSchema = parseCddl(readFileSync(join(import.meta.dirname, '../protocol/protocol.cddl'), 'utf8'))
