/** Visited for legs, pressure areas and wounds. */
import { type Condition, well } from './condition.ts'

export const legUlcer: Condition = {
  reason: 'Leg dressing, {left|right} leg',
  tag: null,
  alerts: [],
  usual: { ...well, systolic: 142 },
  worst: { visit: 2, usual: { temperature: 379, pulse: 92 } },
  medicines: [
    ['paracetamol', 'tablet', '1 g', 'an hour before the dressing', 'by mouth'],
    ['amlodipine', 'tablet', '10 mg', 'once a day', 'by mouth'],
    ['zinc and castor oil', 'ointment', 'thin layer', 'to dry skin, at each dressing', 'on the skin'],
  ],
  visits: [
    [
      'It weeps through by {teatime|the morning}.',
      'Venous ulcer above the inner ankle, 4.2 by 3.1 cm. Pink at the edges, {yellow in the middle|a third slough}. Skin round it wet.',
      'Washed, barrier to the edges, foam, compression to the knee. Toes warm after.',
      'Dressing twice a week. Legs up above the hip, afternoons.',
    ],
    [
      'Itches like mad under there.',
      '4.0 by 3.0 cm. Less wet. Skin dry and flaky higher up.',
      'Emollient to the dry part, same dressing.',
      'Do not poke the knitting needle down. Back on {Friday|Thursday}.',
    ],
    [
      'Didn’t sleep for it.',
      'Hot round the ulcer, more pain, smell. Temperature up a little. No red line.',
      'Swab taken. Rang Dr Reid: antibiotic for a week, no penicillin history.',
      'Ring us at once for shivers or redness past the pen mark.',
    ],
    [
      'Those tablets sorted it.',
      'Heat gone, redness well inside the pen mark. 4.1 by 3.0 cm.',
      'Back to full compression, {name} glad of it.',
      'Finish the course. Dressing twice a week.',
    ],
    [
      'I can get my slipper on.',
      '3.4 by 2.6 cm, all pink now.',
      'Same dressing. Ankle pumps, twenty, done together.',
      'Pumps at every advert break.',
    ],
    [
      'Took it off for the wedding.',
      'Compression off for {one day|two days}. Ankle up 2 cm, ulcer no bigger.',
      'No telling off. Looked at hosiery that goes under trousers.',
      'Measured for it, about ten days.',
    ],
    [
      'It’s really going, isn’t it?',
      '2.1 by 1.4 cm. New skin in from all sides.',
      'Once a week is enough now.',
      'Dressing every {Monday|Wednesday}.',
    ],
    [
      'Don’t forget the other leg.',
      '1.6 by 1.1 cm. Other leg: skin whole, dry.',
      'Emollient both. Hosiery came, fits.',
      'One more month, I should think. Dressing next week.',
    ],
  ],
  talk: [
    ['nurse', 2, 'Leg hot today, swab sent. Could you look at an antibiotic?'],
    ['reid', 2, 'Prescribed, at the pharmacy by four. Anything spreading, ring me.'],
    ['priya', 2, 'Checked against the other tablets, nothing to change.'],
  ],
}

export const pressure: Condition = {
  reason: 'Pressure area check',
  tag: { text: 'Two-person visit', level: 'mid' },
  alerts: [
    {
      kind: 'safety',
      title: 'Two people to turn',
      fact: 'Slide sheet on the bed rail. Hoist in the back room.',
      serious: false,
    },
  ],
  usual: { ...well, pulse: 80, systolic: 118 },
  worst: { visit: 3, usual: { pulse: 94 } },
  medicines: [
    ['baclofen', 'tablet', '10 mg', 'three times a day', 'by mouth'],
    ['macrogol', 'sachet', 'one sachet', 'once a day', 'by mouth'],
    ['paracetamol', 'liquid', '1 g', 'four times a day', 'by mouth'],
  ],
  visits: [
    [
      'My tail end’s sore.',
      'Red over the base of the spine, does not fade when pressed. Skin whole. Chair cushion flat.',
      'Turned with the carer. Heels floated. Ordered an air cushion and mattress.',
      'Turn every four hours, chair two hours at most.',
    ],
    [
      'New bed hums all night.',
      'Mattress in and cycling. Redness smaller, fades at the edges.',
      'Set it to {name}’s weight: it was on factory.',
      'Carers to tick the turning chart. I check it on {Tuesday|Friday}.',
    ],
    [
      'The girls are good at turning me.',
      'Redness now fades. Heels pale, whole.',
      'Chart full, no gaps. Thanked them.',
      'As now. Cushion follows.',
    ],
    [
      'I slid down in the chair.',
      'Small graze {left|right} buttock, 1 by 0.5 cm, clean.',
      'Thin dressing. Tilted the chair, feet supported.',
      'Dressing stays on until I come. Ring if it rolls.',
    ],
    [
      'Doesn’t hurt any more.',
      'Graze half closed. No new marks.',
      'Fresh dressing. Looked at supper: mostly tea and toast, agreed on an egg a day.',
      'Weight next time.',
    ],
    [
      'Egg again!',
      'Healed. Weight up 0.6 kg.',
      'Left it open. Barrier cream shown to the new carer.',
      'Weekly check goes on.',
    ],
    [
      'They were late turning me Sunday.',
      'One gap of {seven|six} hours on the chart. Pink area back, fades.',
      'Rang the agency with {name} beside me. They had nobody for the night.',
      'Agency has a second name for Sundays now. I look again in three days.',
    ],
    ['Comfy today.', 'All pressure areas whole and pale.', 'Mattress and cushion checked.', 'Next check in a week.'],
  ],
  talk: [
    ['lena', 0, 'Mattress is on the van tomorrow morning, somebody needs to be in.'],
    ['nurse', 0, 'Daughter will be there from nine.'],
    ['lena', 6, 'Spoke with the agency about Sunday nights. Written down, they answer by Friday.'],
  ],
}

export const postOp: Condition = {
  reason: 'Wound check after {hip|knee} operation',
  tag: { text: 'Blood thinner', level: 'mid' },
  alerts: [],
  usual: { ...well, pulse: 82 },
  medicines: [
    ['apixaban', 'tablet', '2.5 mg', 'twice a day, until the course ends', 'by mouth', 'Anticoagulant'],
    ['codeine', 'tablet', '30 mg', 'when needed, up to four times a day', 'by mouth', 'Opioid'],
    ['paracetamol', 'tablet', '1 g', 'four times a day', 'by mouth'],
    ['senna', 'tablet', '15 mg', 'at night', 'by mouth'],
  ],
  visits: [
    [
      'Glad to be in my own bed.',
      'Home {two|three} days. Clips dry, line pink, no gap. Calf soft. Walking on the frame.',
      'Dressing changed. Went through the blood thinner: twice a day, no doubling up.',
      'Clips out on day fourteen. Ring for a hot or swollen calf.',
    ],
    [
      'The stairs frighten me.',
      'Line dry. Up the stairs good leg first, with me behind.',
      'Practised twice. Rail only on one side: asked for the second.',
      'Stairs only with somebody there, this week.',
    ],
    [
      'Bunged up with those tablets.',
      'Not been for {four|five} days. Tummy soft.',
      'Codeine only when needed, senna at night, prunes by choice.',
      'Ring on {Wednesday|Friday} if nothing has happened.',
    ],
    [
      'All clear, thank goodness.',
      'Clips out, twenty-two, none left behind. One spot open 0.5 cm at the lower end.',
      'Small dressing. Photo not needed.',
      'Look at the spot in four days.',
    ],
    [
      'It’s a bit wet at the bottom.',
      'Spot 0.6 cm, clear fluid, not hot. No fever.',
      'Told the ward, they are content to watch.',
      'I come twice this week.',
    ],
    [
      'Walked to the {post box|corner}.',
      'Spot 0.3 cm, dry. One stick now.',
      'Exercises: does all but one. Showed that one again.',
      'Physio sees you next week.',
    ],
    [
      'Can I drive?',
      'Closed. Line flat and pale.',
      'Not yet: physio and insurance first. Blood thinner has {nine|ten} days to go.',
      'Bring the empty box to Priya when finished.',
    ],
    [
      'Nearly my old self.',
      'Healed. Walks without the stick indoors.',
      'Last dressing off.',
      'Last check in two weeks, then we say goodbye.',
    ],
  ],
  talk: [
    ['nurse', 1, 'How long is the apixaban? The letter says 35 days, the box says 28.'],
    ['priya', 1, '35. I have asked for the missing week, at the pharmacy tomorrow.'],
    ['reid', 1, 'Agreed, 35 days for this operation.'],
  ],
}
