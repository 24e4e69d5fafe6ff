/** Visited for illnesses that stay: Parkinson’s, memory, stroke, and the last months. */
import { type Condition, well } from './condition.ts'

export const parkinsons: Condition = {
  reason: 'Medicines on time, moving',
  tag: { text: 'Timed medicine', level: 'high' },
  alerts: [
    {
      kind: 'other',
      title: 'Parkinson’s medicine on time',
      fact: 'Never more than 30 minutes late. Never stop suddenly.',
      serious: true,
    },
  ],
  usual: { ...well, systolic: 122 },
  medicines: [
    ['co-careldopa', 'tablet', '125 mg', 'at 7:00, 11:00, 15:00 and 19:00', 'by mouth', 'On time'],
    ['rasagiline', 'tablet', '1 mg', 'once a day', 'by mouth'],
    ['macrogol', 'sachet', 'one sachet', 'once a day', 'by mouth'],
  ],
  visits: [
    [
      'I freeze in the doorway.',
      'Slow to start, freezes at the {kitchen|bedroom} door. No falls this month.',
      'Tape lines on the floor, stepped over them together.',
      'Try the lines for two weeks.',
    ],
    [
      'Lines are magic.',
      'Through the door without stopping. Voice quiet.',
      'Asked for speech therapy.',
      'They ring you.',
    ],
    [
      'The 11 o’clock goes missing.',
      'Two late doses this week, stiff until {two|three}.',
      'Alarm clock with four times set, {name} chose the ring.',
      'Watch how the afternoons go.',
    ],
    [
      'Cock-a-doodle-doo, every time.',
      'All doses on time. Buttons done without help.',
      'Lying and standing blood pressure: small drop only.',
      'Carry on.',
    ],
    [
      'Saw a cat that wasn’t there.',
      'Sees {a cat|children} in the evening, not frightened. No fever, no new tablets.',
      'Told Dr Reid. Light on before dusk.',
      'Ring if it frightens you, or gets more.',
    ],
    [
      'Cat’s gone, mostly.',
      'Twice this week only. Bowels slow.',
      'Macrogol every day, not when remembered.',
      'Parkinson’s nurse next month.',
    ],
    [
      'Swallowing’s a nuisance.',
      'Coughs on thin drinks. Chest clear.',
      'Sat upright, small sips, chin down. Speech therapy to look.',
      'No straw. Ring for a chesty cough.',
    ],
    [
      'Better with the chin trick.',
      'No cough over a cup of tea. Weight same.',
      'Timed medicines checked against the clock.',
      'Next visit in two weeks.',
    ],
  ],
  talk: [
    ['nurse', 4, 'Evening visions, calm about it. Anything in the tablets?'],
    ['priya', 4, 'Nothing new. Worth telling the Parkinson’s nurse before anyone changes a dose.'],
    ['reid', 4, 'Agreed. No change for now.'],
  ],
}

export const memory: Condition = {
  reason: 'Dosette and how things are',
  tag: { text: 'Say who you are', level: 'plain' },
  alerts: [
    {
      kind: 'communication',
      title: 'Memory',
      fact: 'Say your name and why you came. One question at a time.',
      serious: false,
    },
  ],
  usual: { ...well, respirations: 15 },
  medicines: [
    ['donepezil', 'tablet', '10 mg', 'at night', 'by mouth'],
    ['ramipril', 'capsule', '5 mg', 'once a day', 'by mouth'],
    ['sertraline', 'tablet', '50 mg', 'once a day', 'by mouth'],
  ],
  visits: [
    [
      'Are you the one with the van?',
      'Knew me by the coat. Dosette: {two|three} days untouched. Clean, dressed, cheerful.',
      'Tea together, tablets with it. Moved the dosette beside the kettle.',
      'Carer prompts at breakfast from Monday.',
    ],
    [
      'That lass comes mornings.',
      'Dosette right for the week. Fridge full, all in date.',
      'Wrote the carer’s name on the board.',
      'As now.',
    ],
    [
      'I went to meet Mother.',
      'Out at {six|seven} in the morning in slippers, neighbour brought {name} back. Not cold, not hurt.',
      'Talked with the family. Door sensor asked for.',
      'Sensor fitted on {Friday|Wednesday}.',
    ],
    [
      'It says hello to me, that door.',
      'Sensor in, family gets the message. No more walks at dawn.',
      'Memory book looked at: the mill years.',
      'Bring the book out when upset.',
    ],
    [
      'Don’t fancy it.',
      'Weight down {1.2|0.9} kg. Leaves half. Mouth sore under the plate.',
      'Plate out at night. Dentist at home asked.',
      'Finger food on the side table.',
    ],
    [
      'Cheese and pickle.',
      'Eats when it stands there. Weight same.',
      'Mouth better.',
      'Dentist on {Tuesday|Thursday}, family will be there.',
    ],
    [
      'Who took my purse?',
      'Upset, purse in the bread bin. Calm after ten minutes and a song. No fever, no pain on passing water.',
      'Second purse, same colour, for the drawer.',
      'Tell us if upset on two days running.',
    ],
    ['You again! Lovely.', 'Cheerful. Dosette right. Feet whole.', 'Tea, song, tablets.', 'Next visit in two weeks.'],
  ],
  talk: [
    ['nurse', 2, 'Walked out at dawn on Sunday. Family know, sensor is coming.'],
    ['lena', 2, 'Sensor fitted, family’s phone gets it first, then the call centre.'],
    ['reid', 6, 'Urine and bloods fine. Nothing sudden behind the upset.'],
  ],
}

export const stroke: Condition = {
  reason: 'Feeding tube site',
  tag: { text: 'Nothing by mouth', level: 'high' },
  alerts: [
    {
      kind: 'safety',
      title: 'Nothing by mouth',
      fact: 'All feed and medicines by tube. Sits up for 30 minutes after.',
      serious: true,
    },
  ],
  usual: { ...well, systolic: 130, spo2: 96 },
  medicines: [
    ['clopidogrel', 'tablet, crushed', '75 mg', 'once a day', 'by feeding tube'],
    ['lansoprazole', 'orodispersible tablet', '15 mg', 'once a day', 'by feeding tube'],
    ['atorvastatin', 'oral suspension', '40 mg', 'at night', 'by feeding tube'],
  ],
  visits: [
    [
      '(thumbs up)',
      'Home from rehab. Tube at {3|4} cm, moves freely, site dry. {Left|Right} arm heavy, no pain.',
      'Turned and advanced the tube, showed the family. Flushed 50 mL before and after.',
      'Turn it every day, clean with water.',
    ],
    [
      '(points at the board: ITCHY)',
      'Red round the site, a little wet. Not hot.',
      'Loosened the plate by half a centimetre, barrier.',
      'Look again in three days.',
    ],
    [
      '(thumbs up)',
      'Dry, less red. Feed going in over {ten|twelve} hours.',
      'Family did the flush, I watched: right.',
      'They carry on.',
    ],
    [
      '(board: TEA)',
      'Wants to taste. Coughs on own spit in the evening.',
      'Mouth care with tea on the sponge, chin down. Speech therapy asked about tasters.',
      'Only the sponge until they have been.',
    ],
    [
      '(two thumbs up)',
      'Speech therapy: three teaspoons, twice a day, upright.',
      'Sheet on the wall. Lungs clear.',
      'Count the teaspoons, write coughs down.',
    ],
    [
      '(board: BLOCKED)',
      'Tube blocked since {the morning|the night feed}.',
      'Warm water, push and pull, free after ten minutes. Tablets had not been crushed fine.',
      'Priya looks for liquids.',
    ],
    [
      '(thumbs up)',
      'Running free on the liquids. Weight up 0.8 kg.',
      'Site dry. Arm on a pillow, shoulder easier.',
      'As now.',
    ],
    [
      '(board: BETTER)',
      'Site dry, tube at the same mark. No cough at tasters.',
      'Turned and advanced.',
      'Next site check in two weeks.',
    ],
  ],
  talk: [
    ['nurse', 5, 'Tube blocked by crushed tablets. Any liquids?'],
    ['priya', 5, 'Two of three can be liquid, changed. Crush the third fine, on its own, flush after.'],
    ['lena', 6, 'Feed company delivers on Mondays now.'],
  ],
}

export const lastMonths: Condition = {
  reason: 'Comfort visit',
  tag: { text: 'Just-in-case medicines', level: 'mid' },
  alerts: [
    {
      kind: 'respect',
      title: 'ReSPECT, copy seen',
      fact: 'In the blue folder, hall. To stay at home, comfort first.',
      serious: true,
    },
    {
      kind: 'other',
      title: 'Just-in-case medicines in the house',
      fact: 'Sealed box, wardrobe. Chart in the blue folder.',
      serious: false,
    },
  ],
  usual: { respirations: 18, spo2: 94, systolic: 104, pulse: 88, temperature: 366 },
  measuredVisits: 3,
  medicines: [
    ['morphine', 'modified-release capsule', '10 mg', 'twice a day', 'by mouth', 'Opioid'],
    ['morphine', 'oral solution', '2.5 mg', 'when needed', 'by mouth', 'Opioid'],
    ['senna', 'tablet', '15 mg', 'at night', 'by mouth'],
    ['metoclopramide', 'tablet', '10 mg', 'three times a day, before food', 'by mouth'],
  ],
  visits: [
    [
      'I want to be here, with the garden.',
      'Pain {3|4} of 10 at rest. Eating small. Family round the table.',
      'Talked about what matters. Bed moved to the window together.',
      'Dr Reid comes about the ReSPECT form.',
    ],
    [
      'Signed it. That’s that done.',
      'ReSPECT with Dr Reid, copy in the blue folder. Pain 3.',
      'Read it through with {name}: it says what was meant.',
      'Just-in-case box ordered.',
    ],
    [
      'Sick after meals.',
      'Sick {twice|three times} since Sunday. Not dry. Bowels open.',
      'Rang Dr Reid: tablet before food.',
      'Small plates. I ring tomorrow.',
    ],
    [
      'Kept my porridge down.',
      'Not sick for two days. Pain worse at night, 5.',
      'Diary shows four extra doses a night. Told Dr Reid: slow morphine up.',
      'Look at the nights again on {Friday|Monday}.',
    ],
    [
      'Slept right through.',
      'Pain 2. A bit drowsy mornings, wakes easily.',
      'Just-in-case box here, counted with the family, sealed.',
      'Night number is on the box too.',
    ],
    [
      'The robin comes every day.',
      'Weaker on the legs, one to help. Skin whole.',
      'Commode and pressure mattress came. Daughter shown the slide sheet.',
      'Carers twice a day from tomorrow.',
    ],
    [
      'Not hungry, stop asking.',
      'Eats a few spoons. Comfortable. Family worried about it.',
      'Sat with the family about eating less. Mouth care instead.',
      'No more weighing.',
    ],
    [
      'I’m not frightened.',
      'Sleeps most of the day, comfortable, pain 1. Breathing easy.',
      'Turned, mouth and skin done, with the family.',
      'We come every day now. Ring at any hour.',
    ],
  ],
  talk: [
    ['nurse', 3, 'Four extra doses a night. Would you raise the slow morphine?'],
    ['reid', 3, 'Yes, from 5 mg to 10 mg twice a day. At the pharmacy now.'],
    ['lena', 4, 'Out-of-hours team have the plan, confirmed this afternoon.'],
  ],
}
