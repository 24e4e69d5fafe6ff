/** Visited for something that is due: insulin, a catheter, an injection. */
import { type Condition, well } from './condition.ts'

export const insulin: Condition = {
  reason: 'Insulin and blood glucose',
  tag: { text: 'Insulin', level: 'high' },
  alerts: [
    {
      kind: 'other',
      title: 'Insulin given by nurses',
      fact: 'Glucose first. Hypo box on the kitchen shelf.',
      serious: true,
    },
  ],
  usual: { ...well, systolic: 138, pulse: 78 },
  medicines: [
    ['insulin glargine', 'pen', '18 units', 'once a day, morning', 'injection under the skin', 'Insulin'],
    ['metformin', 'tablet', '500 mg', 'twice a day, with food', 'by mouth'],
    ['atorvastatin', 'tablet', '20 mg', 'at night', 'by mouth'],
    ['ramipril', 'capsule', '2.5 mg', 'once a day', 'by mouth'],
  ],
  visits: [
    [
      'I can’t see the numbers on the pen.',
      'Started with us today. Glucose {11.2|12.4} mmol/L before breakfast. Feet whole, pulses felt.',
      '18 units given, {left|right} thigh, 08:40. Hypo box made up together.',
      'Every morning between 8 and 9. Breakfast after the insulin.',
    ],
    [
      'I was shaky at four.',
      'Glucose this morning 4.8. Had skipped lunch.',
      'Breakfast first, watched. 18 units given, other thigh, 08:55. Talked through the hypo box.',
      'Lunch every day. Dr Reid told about the afternoon.',
    ],
    [
      'Had my toast and waited for you.',
      'Glucose 8.9. No shakes since.',
      '18 units, tummy left, 08:35. Chart in the folder filled in.',
      'As every morning.',
    ],
    [
      'There’s a hard place here.',
      'Lump on the {left|right} thigh from the same spot. Glucose 10.1.',
      'Tummy right today, 18 units, 08:50. Drew the four places on the chart.',
      'Rest that thigh for six weeks.',
    ],
    [
      'It was my birthday, I had cake.',
      'Glucose 14.6, no thirst, drinking normally. No ketones.',
      '18 units as prescribed, 08:45. No extra.',
      'Just today’s number. Back to usual tomorrow.',
    ],
    [
      'My foot’s sore.',
      'Red mark on the {left|right} heel from a seam. Skin whole. Glucose 9.2.',
      '18 units, thigh, 08:40. Heel padded, other shoes on. Podiatry rung.',
      'Podiatry on {Thursday|Monday}. Look at the heel each morning.',
    ],
    [
      'They said the foot is fine.',
      'Heel pale again. Long-term sugar came back 61.',
      '18 units, tummy, 08:55. Told {name} the number and what it means.',
      'Dr Reid leaves the dose as it is.',
    ],
    [
      'Morning!',
      'Glucose 8.1. Breakfast on the table. Feet whole.',
      '18 units, tummy right, 08:40.',
      'As every morning.',
    ],
  ],
  talk: [
    ['nurse', 1, 'Afternoon low after a missed lunch. Dose unchanged for now, all right?'],
    ['reid', 1, 'Yes. Keep 18 units. If it happens twice, ring me before the next dose.'],
    ['priya', 4, 'Pen needles were the wrong length, changed to 4 mm.'],
  ],
}

export const catheter: Condition = {
  reason: 'Catheter check',
  tag: null,
  alerts: [],
  usual: { ...well, temperature: 366 },
  medicines: [
    ['tamsulosin', 'capsule', '400 micrograms', 'once a day', 'by mouth'],
    ['macrogol', 'sachet', 'one sachet', 'once a day', 'by mouth'],
    ['amlodipine', 'tablet', '5 mg', 'once a day', 'by mouth'],
  ],
  visits: [
    [
      'The bag pulls at night.',
      'Draining {clear|straw-coloured}. Skin whole. Night bag on the floor.',
      'Stand for the night bag, strap moved to the other thigh.',
      'Change due in ten weeks. Ring for pain or no drainage.',
    ],
    [
      'Better with the stand.',
      'Draining well, 1.6 litres on the chart.',
      'Bag changed, dated.',
      'Keep drinking, a jug by the chair.',
    ],
    [
      'It’s bypassing.',
      'Wet round the catheter since {last night|the morning}. Bowels not open for four days.',
      'Flushed nothing. Bowels first: macrogol twice a day.',
      'I look in tomorrow. Out of hours if no drainage for four hours.',
    ],
    [
      'Dry as a bone now.',
      'Not bypassing. Bowels open {yesterday|twice}.',
      'Back to one sachet.',
      'One sachet every day, also on good days.',
    ],
    [
      'Cloudy this week.',
      'Cloudy, no smell. No fever, not muddled, no pain.',
      'No dipstick with a catheter: watched and asked instead. Fluids up.',
      'Ring for fever, shivers or muddle.',
    ],
    ['Cleared up.', 'Clear. Well in every way.', 'Skin and strap checked.', 'Change is due soon, kit is ordered.'],
    [
      'I hate change day.',
      'Due change. Gel, waited the full five minutes.',
      'Size 14 changed, first go, 10 mL in the balloon, clear urine back.',
      'Next change in twelve weeks. Passport filled in.',
    ],
    [
      'Not so bad this time.',
      'Draining clear. No blood since the change.',
      'Bag and strap done.',
      'Next check in two weeks.',
    ],
  ],
  talk: [
    ['nurse', 2, 'Bypassing again, bowels this time. Could the macrogol be regular?'],
    ['priya', 2, 'Now on the repeat, once a day.'],
    ['lena', 5, 'Catheter kits come on the Tuesday delivery from now on.'],
  ],
}

export const injection: Condition = {
  reason: 'B12 injection',
  tag: null,
  alerts: [],
  usual: well,
  medicines: [
    ['hydroxocobalamin', 'injection', '1 mg', 'every three months', 'injection into the muscle'],
    ['levothyroxine', 'tablet', '75 micrograms', 'once a day, before breakfast', 'by mouth'],
    ['omeprazole', 'capsule', '20 mg', 'once a day', 'by mouth'],
  ],
  visits: [
    [
      'I was that tired.',
      'Pale, tired, tongue sore. First of the loading injections.',
      '1 mg given, {left|right} arm, batch in the folder. Waited ten minutes, well.',
      'Three a week for two weeks.',
    ],
    [
      'Tongue’s easier.',
      'Third injection. Pins and needles in the feet the same.',
      '1 mg, other arm.',
      'Next on {Wednesday|Friday}.',
    ],
    [
      'I did the ironing!',
      'Last of the loading ones. Colour better.',
      '1 mg given. Every three months from now.',
      'Blood count in eight weeks.',
    ],
    [
      'Feet still fizz.',
      'Walks steady. Feels a cotton wool ball on both soles.',
      'Feet checked with {name}, shoes too.',
      'It can take months. Tell us if it climbs.',
    ],
    [
      'Keep forgetting the morning one.',
      'Levothyroxine at {lunch|tea}, with the milk.',
      'Put it beside the toothbrush.',
      'Before breakfast, with water.',
    ],
    [
      'Toothbrush works.',
      'Not missed since. Less tired.',
      'Blood taken for count and thyroid, {right|left} arm.',
      'Results next week by phone.',
    ],
    [
      'What did they say?',
      'Count back in range, thyroid fine.',
      'Told {name} both numbers and what they mean.',
      'Injection as planned.',
    ],
    [
      'In and out, you are.',
      'Well. Arm whole.',
      'Folder checked, next date written in.',
      'Next injection in the middle of next month.',
    ],
  ],
  talk: [
    ['reid', 5, 'Count is back in range. Three-monthly from here.'],
    ['nurse', 6, 'Booked, told {name}.'],
    ['priya', 6, 'Levothyroxine and the iron had been taken together; apart now, four hours.'],
  ],
}
