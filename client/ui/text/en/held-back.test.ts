/** For which conversation something held back is, and who reads it there. */
import { expect, test } from 'vitest'
import { wordHeldPlace } from './held-back.ts'

test('PX660 a message says for which conversation it is and who reads it; what is only shown says to whom', () => {
  const names = ['Doreen Ashworth']
  const place = { kind: 'own', about: 'Doreen', title: 'Doreen Ashworth', isTalk: true } as const
  const shown = { ...place, audience: { type: 'with-public', names } } as const
  const staff = { ...place, kind: 'staff', audience: { type: 'staff-only' } } as const
  const karens = { type: 'with-public', names: ['Karen Ashworth'] } as const
  expect([
    wordHeldPlace(shown),
    wordHeldPlace({ ...shown, kind: 'family', title: 'Karen Ashworth', audience: karens }),
    wordHeldPlace({ ...shown, kind: 'circle', audience: { type: 'with-public', names: ['Doreen', 'Karen'] } }),
    wordHeldPlace(staff),
    wordHeldPlace({ ...staff, about: null, title: 'Mill Lane' }),
    wordHeldPlace({ ...shown, isTalk: false }),
  ]).toEqual([
    'For the conversation with Doreen Ashworth. Doreen Ashworth can read this.',
    'For the conversation with Karen Ashworth, about Doreen. Karen Ashworth can read this.',
    'For the conversation of Doreen’s circle. Doreen and Karen can read this.',
    'For the conversation of staff about Doreen. Staff only.',
    'For the conversation of all staff. Staff only.',
    'Doreen Ashworth can read this once it is in.',
  ])
})
