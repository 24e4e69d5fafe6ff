/**
 * The people of the samples. All fictional; NHS numbers of the 999 test range.
 * `sampleNow` is Tuesday 24 November 2026, 09:20, and never moves by itself.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { DirectoryRow, PersonName } from '../../domain/projections/rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { Me } from '../../engine-api/device-state.ts'

export const sampleNow = Date.UTC(2026, 10, 24, 9, 20) as Instant
const minute = 60_000
const day = 24 * 60 * minute

/** "HH:mm" on the sample day, or `daysAgo` days before it. */
export function at(time: string, daysAgo = 0): Instant {
  return (Date.parse(`2026-11-24T${time}:00Z`) - daysAgo * day) as Instant
}

function signature(memberId: string, name: string, role: string, face: string, as?: Signature['as']): Signature {
  return { memberId, name, role, face, ...(as !== undefined && { as }) }
}

export const aisha = signature('m-aisha', 'Aisha Rahman', 'community nurse', 'aisha')
export const ben = signature('m-ben', 'Ben Okafor', 'community nurse', 'ben')
export const priya = signature('m-priya', 'Priya Shah', 'pharmacist', 'priya')
export const reid = signature('m-reid', 'Dr Tom Reid', 'GP', 'reid')
export const lena = signature('m-lena', 'Lena Novak', 'team lead', 'lena')
export const noor = signature('m-noor', 'Noor Aziz', 'information governance', '')
export const karen = signature('m-karen', 'Karen Ashworth', 'daughter', 'karen', 'family')
export const sol = signature('m-sol', 'Sol Marsh', 'social prescriber', 'sol', 'associate')
export const doreen = signature('m-doreen', 'Doreen Ashworth', 'person we look after', 'doreen', 'patient')

export const meAisha: Me = {
  memberId: aisha.memberId,
  deviceId: 'd-aisha',
  signature: aisha,
  audience: 'staff',
  spaceName: 'Northfield neighbourhood team',
}

export const meNoor: Me = {
  memberId: noor.memberId,
  deviceId: 'd-noor',
  signature: noor,
  audience: 'staff',
  spaceName: 'Northfield neighbourhood team',
  governance: true,
}

export const meDoreen: Me = {
  memberId: doreen.memberId,
  deviceId: 'd-doreen',
  signature: doreen,
  audience: 'public',
  spaceName: 'Northfield neighbourhood team',
}

function name(given: string, family: string, title: string, preferred = ''): PersonName {
  return { given, family, title, preferred }
}

function person(personId: string, who: PersonName, born: string, nhsNumber: string, address: string): DirectoryRow {
  const gender = who.title === 'Mr' ? 'Male' : 'Female'
  return {
    personId,
    name: who,
    born,
    gender,
    nhsNumber,
    roundId: 'r-north',
    namedNurse: aisha.memberId,
    face: personId,
    address,
    phone: '01632 960018',
  }
}

export const people: readonly DirectoryRow[] = [
  person('doreen', name('Doreen', 'Ashworth', 'Mrs', 'Dot'), '1947-03-14', '9990000018', '3 Canal Row, Northfield'),
  person('harold', name('Harold', 'Pemberton', 'Mr'), '1941-08-02', '9990000026', '11 Chapel Street, Northfield'),
  person('joan', name('Joan', 'Marlow', 'Mrs'), '1938-01-20', '9990000034', '14 Mill Lane, Northfield'),
  person('sidney', name('Sidney', 'Marlow', 'Mr', 'Sid'), '1936-06-11', '9990000042', '14 Mill Lane, Northfield'),
  person('amina', name('Amina', 'Yusuf', 'Ms'), '1972-12-05', '9990000050', '2 Station Terrace, Northfield'),
  person('elsie', name('Elsie', 'Crabtree', 'Miss'), '1931-04-29', '9990000069', '8 Orchard Close, Northfield'),
  person('patrick', name('Patrick', 'Doyle', 'Mr', 'Paddy'), '1950-10-17', '9990000077', '27 Quarry Road, Northfield'),
  person('rukhsana', name('Rukhsana', 'Ahmed', 'Mrs'), '1958-07-23', '9990000085', '5 Weaver Street, Northfield'),
  person('winston', name('Winston', 'Clarke', 'Mr'), '1944-02-28', '9990000093', '40 High Street, Northfield'),
  person('gwen', name('Gwen', 'Llewellyn', 'Mrs'), '1939-11-30', '9990000107', '1 Bryn Cottages, Northfield'),
  person(
    'stanislaw',
    name('Stanisław', 'Wójcik', 'Mr', 'Stan'),
    '1949-05-08',
    '9990000115',
    '19 Forge Lane, Northfield',
  ),
  person('mabel', name('Mabel', 'Featherstonehaugh-Cholmondeley', 'Lady'), '1933-09-09', '9990000123', 'The Lodge'),
]
