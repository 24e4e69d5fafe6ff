/** What the vault says no to. */
import type { Mutation } from './mutation.ts'

const [file, test] = ['client/engine/storage/vault.ts', 'client/engine/storage/vault.test.ts']

export const vaultMutations: readonly Mutation[] = [
  {
    check: 'a vault is made where there is none',
    file,
    from: "if ((await headerOnDisk()) !== 'empty') throw",
    to: "if ((await headerOnDisk()) === 'broken') throw",
    test,
  },
  {
    check: 'a vault that did not reach the disk is not open',
    file,
    from: 'if (!saved.ok) return saved\n    openKey',
    to: 'openKey',
    test,
  },
  {
    check: 'a header that cannot be read opens nothing',
    file,
    from: "if (header === 'empty' || header === 'broken') return err(broken('header'))\n    if (",
    to: 'if (',
    test,
  },
  {
    check: 'the key beside the vault opens what it wrapped',
    file,
    from: "?? err(broken('wrap'))",
    to: '?? unlockWith(header, new Uint8Array(0))',
    test,
  },
  {
    check: 'nothing typed is no try',
    file,
    from: "if (passphrase === '') return",
    to: "if (passphrase === ' ') return",
    test,
  },
  {
    check: 'where there is no PIN none opens',
    file,
    from: 'if (!(await hasPinRow())) return',
    to: 'if (bindKey === null) return',
    test: 'client/engine/storage/vault-pin.test.ts',
  },
  {
    check: 'a closed vault takes no passkey',
    file,
    from: 'if (openKey === null) throw vaultClosed()\n    return passkeys',
    to: 'return passkeys',
    test,
  },
  {
    check: 'a closed vault takes no PIN',
    file,
    from: 'if (openKey === null) throw vaultClosed()\n    const header',
    to: 'const header',
    test: 'client/engine/storage/vault-pin.test.ts',
  },
  {
    check: 'no PIN is set beside a header that cannot be read',
    file,
    from: "if (header === 'empty' || header === 'broken') return err(broken('header'))\n    const found",
    to: 'const found',
    test: 'client/engine/storage/vault-pin.test.ts',
  },
  {
    check: 'a closed vault takes no identity',
    file,
    from: "if (openKey === null || header === 'empty' || header === 'broken') throw",
    to: "if (header === 'empty' || header === 'broken') throw",
    test,
  },
  {
    check: 'a PIN that opens nothing is a wrong one',
    file: 'client/engine/storage/vault-pin.ts',
    from: 'if (opened !== undefined) return ok(opened)',
    to: 'if (opened !== undefined || tries.failed > 2) return ok(opened as Opened)',
    test: 'client/engine/storage/vault-pin.test.ts',
  },
  {
    check: 'the PIN before is gone from the disk before another is made',
    file: 'client/engine/storage/vault-pin.ts',
    from: '    if (!emptied.ok) return emptied\n',
    to: '',
    test: 'client/engine/storage/vault-pin.test.ts',
  },
]
