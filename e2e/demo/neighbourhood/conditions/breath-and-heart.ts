/** Visited for breathing and for a weak heart. */
import { type Condition, well } from './condition.ts'

export const copd: Condition = {
  reason: 'Breathing check after chest infection',
  tag: { text: 'Rescue pack at home', level: 'plain' },
  alerts: [
    {
      kind: 'other',
      title: 'Rescue pack at home',
      fact: 'Kitchen, top drawer. Steroid and antibiotic.',
      serious: false,
    },
  ],
  usual: { respirations: 19, spo2: 95, systolic: 136, pulse: 84, temperature: 368 },
  worst: { visit: 0, usual: { respirations: 22, spo2: 92, pulse: 96 } },
  medicines: [
    ['tiotropium', 'inhaler', '5 micrograms', 'once a day', 'inhaled'],
    ['salbutamol', 'inhaler', '200 micrograms', 'when needed, up to four times a day', 'inhaled'],
    ['carbocisteine', 'capsule', '375 mg', 'two capsules, twice a day', 'by mouth'],
    ['amlodipine', 'tablet', '5 mg', 'once a day', 'by mouth'],
  ],
  visits: [
    [
      'I’m coughing {green|yellow} again.',
      'First visit after discharge. Productive cough, {wheeze both bases|coarse at the right base}. Talking in sentences.',
      'Went through the discharge letter. Checked inhaler technique with spacer: rushed, showed again.',
      'Finish the antibiotics. Back in ten days.',
    ],
    [
      'Bit better, sleeping on two pillows.',
      'Cough looser, phlegm {clear|white} since {Tuesday|the weekend}. Antibiotics finished.',
      'Practised huff and cough together. Left the written plan on the fridge.',
      'Keep walking to the gate twice a day. I will ring next week.',
    ],
    [
      'I managed the {bins|stairs} on my own.',
      'No wheeze today. Eating {well|small meals}. Weight steady.',
      'Agreed what “worse” looks like: more puffs, colour of phlegm, breathless talking.',
      'Pulmonary rehab referral sent. Expect a letter.',
    ],
    [
      'It’s the damp that does it.',
      'Flat cold, black mould {round the bedroom window|behind the wardrobe}. Breathing at usual level.',
      'Photographed nothing; described it for housing with {name} listening. Asked Sol to help with the form.',
      'Sol rings on {Monday|Thursday} about housing.',
    ],
    [
      'Forgot the grey one most of this week.',
      'Tiotropium counter says {nine|eleven} missed. Breathless on the stairs, settles in two minutes.',
      'Moved the inhaler beside the kettle. {name}’s idea, not mine.',
      'Counter check at the next visit.',
    ],
    [
      'Had the flu jab at the chemist.',
      'Chest clear. Counter right to the day. Ankles not swollen.',
      'Rescue pack in date. Asked back what it is for: got it right first time.',
      'Next visit in two weeks unless something changes.',
    ],
    [
      'Rehab lot are nice. Tiring though.',
      'After second rehab class. Recovers in {three|four} minutes, talking throughout.',
      'Swapped the class diary for one with bigger squares.',
      'Carry on with the classes. Ring if two bad days in a row.',
    ],
    [
      'No worse, no better.',
      'At usual level. Phlegm white. Slept {six|seven} hours.',
      'Inhalers, technique, plan: all good.',
      'Next breathing check in two weeks.',
    ],
  ],
  talk: [
    ['nurse', 5, 'Could you look at the carbocisteine? {name} says the capsules stick.'],
    ['priya', 5, 'There is a liquid. I have asked the surgery to change it from the next prescription.'],
    ['nurse', 5, 'Thank you. Told {name} today.'],
  ],
}

export const heartFailure: Condition = {
  reason: 'Weight and ankles',
  tag: { text: 'Daily weights', level: 'plain' },
  alerts: [],
  usual: { respirations: 17, spo2: 96, systolic: 112, pulse: 72, temperature: 365 },
  worst: { visit: 0, usual: { respirations: 21, spo2: 94 } },
  medicines: [
    ['furosemide', 'tablet', '40 mg', 'once a day, morning', 'by mouth'],
    ['bisoprolol', 'tablet', '2.5 mg', 'once a day', 'by mouth'],
    ['ramipril', 'capsule', '5 mg', 'once a day', 'by mouth'],
    ['apixaban', 'tablet', '5 mg', 'twice a day', 'by mouth', 'Anticoagulant'],
  ],
  visits: [
    [
      'My shoes won’t go on.',
      'Both ankles pitting to {mid-shin|just above the ankle}. Weight up {1.8|2.2} kg on the hospital’s. Breathless lying flat.',
      'Rang Dr Reid from the house. Furosemide doubled for five days.',
      'Weigh every morning and write it down. I am back on the third day.',
    ],
    [
      'I’m up and down to the loo all day.',
      'Weight down {1.4|1.6} kg. Ankles softer. Not dizzy on standing.',
      'Blood taken for kidneys and salts, left arm, first go.',
      'Result to Dr Reid. Back to one tablet on {Monday|Friday}.',
    ],
    [
      'Slept in the bed, first time in weeks.',
      'Weight at target. Two pillows. Chest clear.',
      'Looked at the weight chart together. Not one day missed.',
      'Ring us at 2 kg up in three days, do not wait for the visit.',
    ],
    [
      'I went to my {granddaughter’s|neighbour’s} do.',
      'Weight steady. Had crisps and soup: talked about salt without spoiling it.',
      'Checked the dosette: all taken.',
      'Weights every morning as now.',
    ],
    [
      'A bit light-headed when I get up.',
      'Lying and standing blood pressure {18|20} mmHg apart. No fall. Drinking less than a litre.',
      'Asked for fluids up a little, to a litre and a half. Told Dr Reid.',
      'Sit on the edge of the bed for a minute first. I will check again in a week.',
    ],
    [
      'Much steadier.',
      'No drop on standing today. Weight steady, ankles just marked by the sock.',
      'Bloods from last week fine, told {name}.',
      'Carry on. Heart failure nurse sees you next month.',
    ],
    [
      'The tablets look different.',
      'New brand of furosemide, same strength. Had been leaving it out to be safe {for two days|since Sunday}. Up 0.9 kg.',
      'Showed both boxes side by side. Taken while I was there.',
      'Priya rings the pharmacy so it says so on the bag.',
    ],
    [
      'All good with me.',
      'Weight back at target. Walks to the {shop|bench} and back with one stop.',
      'Chart, tablets, ankles done.',
      'Next weight check in two weeks.',
    ],
  ],
  talk: [
    ['reid', 1, 'Kidneys and potassium fine after the extra furosemide. Happy to go back to 40 mg.'],
    ['nurse', 1, 'Done today, {name} has it on the fridge.'],
    ['priya', 6, 'Pharmacy will keep to one brand where they can, and label it when they cannot.'],
  ],
}

export const frailty: Condition = {
  reason: 'Falls check',
  tag: { text: 'Falls', level: 'mid' },
  alerts: [
    {
      kind: 'access',
      title: 'Slow to the door',
      fact: 'Ring once and wait. It takes two or three minutes.',
      serious: false,
    },
  ],
  usual: { ...well, systolic: 124, respirations: 15 },
  medicines: [
    ['colecalciferol', 'capsule', '800 units', 'once a day', 'by mouth'],
    ['alendronic acid', 'tablet', '70 mg', 'once a week, {Monday|Sunday} morning', 'by mouth'],
    ['paracetamol', 'tablet', '1 g', 'when needed, up to four times a day', 'by mouth'],
  ],
  visits: [
    [
      'I just went down. Silly.',
      'Fell in the {bathroom|hall} two days ago, up by own effort. Bruise left hip, walking on it. Did not hit the head.',
      'Head-to-toe check. Moved the rug. Lying and standing blood pressure done.',
      'Falls team referral. Keep the pendant on, also at night.',
    ],
    [
      'It’s round my neck, look.',
      'Pendant on and tested with the call centre. Bruise yellowing.',
      'Night light plugged in by the bed.',
      'Falls team come on {Wednesday|Tuesday} about rails.',
    ],
    [
      'Nice young man put the rails in.',
      'Rails by bath and front step, both firm. Gets up from the chair at the {second|third} try.',
      'Practised sit to stand, five times, holding the table.',
      'Five before every meal. Sheet is on the table.',
    ],
    [
      'I do my fives.',
      'Up at the first try. Slippers have {no back|a split sole}.',
      'Talked about slippers. {name} will not wear “old people’s ones”, has picked a pair.',
      'Wear the new ones for my next visit.',
    ],
    [
      'Not eating much on my own.',
      'Weight down 1 kg. Milk in the fridge is old. Mood low since {the clocks changed|a friend died}.',
      'Sat and talked. Asked if Sol may call: yes.',
      'Sol rings about the lunch club. I look in again next week.',
    ],
    [
      'Had shepherd’s pie with the girls.',
      'Went to lunch club {once|twice}. Brighter. Weight same.',
      'Feet checked: nails long, skin whole. Podiatry asked.',
      'Lunch club on {Thursdays|Tuesdays}. Keep up the fives.',
    ],
    [
      'Nearly went again, grabbed the rail.',
      'Stumbled at night without the light. No injury.',
      'Light was unplugged for the hoover. Put a second one in.',
      'Leave that socket alone. Next visit in two weeks.',
    ],
    [
      'Right as rain.',
      'No falls since. Walks to the gate with the stick, steady.',
      'Pendant tested again.',
      'Next falls check in three weeks.',
    ],
  ],
  talk: [
    ['lena', 0, 'Falls team have {name} for rails this week, they will let us know when done.'],
    ['nurse', 2, 'Rails in and firm. Thank you.'],
    ['reid', 5, 'Bone scan result: carry on with the weekly tablet.'],
  ],
}
