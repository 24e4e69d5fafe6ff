/** Set-up of the dom tests: what a busy machine shows late is shown all the same. */
import { configure } from '@testing-library/preact'

configure({ asyncUtilTimeout: 20_000 })
