/**
 * PK2 beside a browser that does not insist: the real one refuses an unverified
 * person before this code hears of it (VJ2), so whether the answer is looked at
 * shows only where a browser hands a secret over all the same.
 */
import { expect, test } from 'vitest'
import { createPasskeys, type PasskeyWindow } from './passkeys.ts'

const verified = 0x05
const touchedOnly = 0x01
/** What the authenticator gives for one salt differs by whether the person was verified. */
const secrets: Readonly<Record<number, Uint8Array>> = {
  [verified]: new Uint8Array(32).fill(7),
  [touchedOnly]: new Uint8Array(32).fill(9),
}

/** Answers with these flags, whatever was asked for; `asked` is what was. */
function carelessBrowser(flags: () => number) {
  const asked: unknown[] = []
  class AnyCredential {
    readonly rawId = new Uint8Array([1, 2]).buffer
    readonly response = { authenticatorData: new Uint8Array(37).fill(flags(), 32, 33).buffer }
    getClientExtensionResults() {
      return { prf: { enabled: true, results: { first: secrets[flags()]!.buffer } } }
    }
  }
  const answer = async ({ publicKey }: CredentialCreationOptions & CredentialRequestOptions) => {
    const { authenticatorSelection, userVerification } = { authenticatorSelection: undefined, ...publicKey } as {
      readonly authenticatorSelection?: AuthenticatorSelectionCriteria
      readonly userVerification?: UserVerificationRequirement
    }
    asked.push(authenticatorSelection?.userVerification ?? userVerification)
    return new AnyCredential()
  }
  const page = { navigator: { credentials: { create: answer, get: answer } }, PublicKeyCredential: AnyCredential }
  return { asked, passkeys: createPasskeys(page as unknown as PasskeyWindow, (length) => new Uint8Array(length)) }
}

test('PK2 a secret from a bare touch is not used, though the browser handed it over; verification is asked for each time', async () => {
  let flags = verified
  const { asked, passkeys } = carelessBrowser(() => flags)
  const made = await passkeys.make('A R')
  expect(made?.secret).toEqual(secrets[verified])
  expect(await passkeys.ask(made!)).toEqual(secrets[verified])
  flags = touchedOnly
  expect(await passkeys.ask(made!)).toBeNull()
  expect(await passkeys.make('A R')).toBeNull()
  expect(asked).toEqual(Array(asked.length).fill('required'))
  expect(asked.length).toBe(6)
})
