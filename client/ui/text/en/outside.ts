/** Somebody on another round. */
export const outsideText = {
  title: 'This record is not on this device.',
  why: 'They are on none of your rounds, so their record is sent only to the colleagues who look after them.',
  whoTitle: 'Who to ask',
  nurse: (name: string) => `Their named nurse is ${name}.`,
  nurseIsMe: 'You are their named nurse.',
  noNurse: 'No named nurse is written in the team’s list.',
  call: (name: string, phone: string) => `Call ${name}, ${phone}`,
  callTeam: (phone: string) => `Call the team, ${phone}`,
  noPhone: 'No number for them is on this device. Ask your team lead.',
  access:
    'If you are to look after them too, ask your team lead to put them on your round. The record then comes by itself.',
  listTitle: 'From the team’s list',
  address: 'Address',
  phone: 'Telephone',
  ring: (number: string) => `Call ${number}`,
  notRecorded: 'Not recorded',
  listOnly: 'Allergies, medicines and everything else clinical are not in this list. Do not read that as “none”.',
}
