/**
 * The gallery: the whole app over the sample engine, in the state named by
 * `?state=`. `&text=200` doubles the text, `&dir=rtl` turns the page round.
 * Served by gallery.config.ts only; never part of the build.
 */
import { galleryStates } from './gallery-states.ts'
import { showState } from './show-state.tsx'
import '../styles/styles.css'

const query = new URLSearchParams(window.location.search)
const state = galleryStates[query.get('state') ?? 'today']
if (state === undefined) throw new Error(`gallery: no state of that name, try ${Object.keys(galleryStates).join(', ')}`)

document.documentElement.style.fontSize = `${query.get('text') ?? '100'}%`
document.documentElement.dir = query.get('dir') ?? 'ltr'

showState(state, document.getElementById('app') ?? document.body)
