/**
 * Set-up of the dom tests: what a busy machine shows late is shown all the same,
 * and a screen that is still being loaded when a file ends is waited for: the next
 * file has the same modules, and one broken off would stay broken.
 */
import { configure } from '@testing-library/preact'
import { afterAll, vi } from 'vitest'

configure({ asyncUtilTimeout: 20_000 })
afterAll(() => vi.dynamicImportSettled())
