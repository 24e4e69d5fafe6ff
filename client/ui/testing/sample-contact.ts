/** Whether Doreen agrees to be sent messages: each answer there is. */
import type { ContactState, ContactView } from '../../engine-api/contact.ts'
import { aisha, at, doreen } from './sample-cast.ts'

export const agreedInPerson: ContactState = { type: 'agreed', by: aisha, at: at('10:20', 21), said: 'in-person' }
export const agreedHerself: ContactState = { type: 'agreed', by: doreen, at: at('10:20', 21), said: 'herself' }
export const stoppedHerself: ContactState = { type: 'stopped', by: doreen, at: at('18:05', 2), said: 'herself' }
export const stoppedByPhone: ContactState = { type: 'stopped', by: aisha, at: at('11:40', 2), said: 'by-phone' }

export const unagreed = (state: ContactState, phone = '01632 960123'): ContactView => {
  return { personId: 'doreen', called: 'Doreen', phone, state }
}
