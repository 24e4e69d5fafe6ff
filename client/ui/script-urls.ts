/**
 * The one Trusted Types policy of the page. It passes exactly the script
 * addresses it was made with and nothing else, so no text that came from
 * anywhere can become a script.
 */
export interface ScriptUrls {
  /** A TrustedScriptURL where the browser knows them, else the address itself. Any other address is a bug. */
  readonly trust: (url: string) => unknown
}

interface PolicyFactory {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ) => { readonly createScriptURL: (url: string) => unknown }
}

export function createScriptUrls(scope: object, allowed: readonly string[]): ScriptUrls {
  function check(url: string): string {
    if (!allowed.includes(url)) throw new Error(`script-urls: ${url} is not one of ours`)
    return url
  }

  const factory = readFactory(scope)
  const policy = factory?.createPolicy('doorstep-url', { createScriptURL: check })
  return { trust: (url) => policy?.createScriptURL(url) ?? check(url) }
}

function readFactory(scope: object): PolicyFactory | undefined {
  return 'trustedTypes' in scope ? (scope.trustedTypes as PolicyFactory) : undefined
}
