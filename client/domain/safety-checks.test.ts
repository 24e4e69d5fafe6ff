/** Allergy against medicine, one medicine twice, "none known" against an allergy: tables with known answers, and laws. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classRelations, drugClasses } from './safety/drug-classes.ts'
import { otherNames } from './safety/drug-names.ts'
import { classesBySubstance, readDrug } from './safety/read-drug.ts'
import { isKnown, relateDrugs } from './safety/relate-drugs.ts'
import { checkPair, checkPerson, type SafetyFacts } from './safety-checks.ts'
import { allergyTo, anyAllergies, anyMedicines, anyName, taking } from './testing/safety.ts'

const personId = 'd0'.repeat(16)

function person(allergies: readonly string[], medicines: readonly string[], noneKnownOn: string | null = null) {
  const facts = {
    allergies: allergies.map((each) => allergyTo(each)),
    medicines: medicines.map((each) => taking(each)),
  }
  return checkPerson({ personId, noneKnownOn, ...facts })
}

const levelOf = (allergy: string, ...medicine: readonly string[]) => {
  const verdict = checkPair(allergy, medicine)
  return verdict.type === 'match' ? verdict.level : verdict.type
}

test('SC1 every class has an ATC code, no name is empty, every relation has a source and two classes of the table', () => {
  const ids = drugClasses.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { atc, members } of drugClasses) {
    expect(atc).toMatch(/^[A-Z]\d\d/)
    expect(members.split(',').every((name) => name.trim() === name && name !== '')).toBe(true)
  }
  for (const { classes, grounds } of classRelations) {
    expect(classes.every((id) => ids.includes(id))).toBe(true)
    expect(grounds).not.toBe('')
  }
})

test('SC1 every name of the table is read whole, and other names are made of substances it knows', () => {
  for (const name of [
    ...classesBySubstance.keys(),
    ...drugClasses.map((one) => one.name),
    ...Object.keys(otherNames),
  ]) {
    expect([name, isKnown(readDrug(name))]).toEqual([name, true])
  }
  for (const substances of Object.values(otherNames)) {
    for (const each of substances.split(',')) expect([each, isKnown(readDrug(each))]).toEqual([each, true])
  }
})

test.each([
  ['Penicillin', 'amoxicillin'],
  ['penicillins', 'flucloxacillin'],
  ['PENICILLIN V', 'phenoxymethylpenicillin'],
  ['amoxicillin', 'co-amoxiclav'],
  ['Amoxil', 'coamoxiclav'],
  ['flucloxacillin', 'amoxicillin trihydrate'],
  ['sulphonamides', 'co-trimoxazole'],
  ['trimethoprim', 'Septrin'],
  ['aspirin', 'ibuprofen'],
  ['NSAIDs', 'naproxen gastro-resistant tablets'],
  ['codeine', 'co-codamol'],
  ['paracetamol', 'Tylex'],
  ['ramipril', 'lisinopril'],
  ['opiates', 'morphine sulfate'],
  ['codeine', 'opiates'],
  ['Penicillín allergy (severe)', 'pivmecillinam'],
  ['aspirin', 'mesalazine'],
  ['salicylates', 'Salazopyrin'],
])('SC2 an allergy to %s stops %s', (allergy, medicine) => {
  expect(levelOf(allergy, medicine)).toBe('stop')
})

test.each([
  ['penicillin', 'cefalexin'],
  ['cefuroxime', 'amoxicillin'],
  ['codeine', 'morphine'],
  ['simvastatin', 'atorvastatin'],
  ['sulfasalazine', 'mesalazine'],
])('SC3 an allergy to %s asks about %s', (allergy, medicine) => {
  expect(levelOf(allergy, medicine)).toBe('caution')
})

test.each([
  ['penicillin', 'doxycycline'],
  ['penicillin', 'paracetamol'],
  ['aspirin', 'apixaban'],
  ['warfarin', 'apixaban'],
  ['sulfonamides', 'furosemide'],
  ['Severe penicillin allergy (rash)', 'doxycycline 100mg capsules'],
  ['possible sensitivity to penicillins', 'apixaban 5 mg tablets'],
])('SC2 an allergy to %s is clear of %s', (allergy, medicine) => {
  expect(levelOf(allergy, medicine)).toBe('clear')
})

test.each([
  ['Anaphylaxis', 'cefalexin', 'stop'],
  ['angio-oedema of the lips', 'meropenem', 'stop'],
  ['urticaria', 'ceftriaxone', 'stop'],
  ['Hives', 'aztreonam', 'stop'],
  ['swelling of the face', 'cefalexin', 'stop'],
  ['Her lips were swollen', 'cefalexin', 'stop'],
  ['swollen ankles', 'cefalexin', 'caution'],
  ['spots on her lips', 'cefalexin', 'caution'],
  ['rash after a week', 'cefalexin', 'caution'],
  ['', 'cefalexin', 'caution'],
  ['anaphylaxis', 'doxycycline', undefined],
] as const)('SC890 penicillin with “%s” against %s: %s', (reaction, medicine, level) => {
  const allergies = [allergyTo('penicillin', { reaction })]
  const found = checkPerson({ personId, noneKnownOn: null, allergies, medicines: [taking(medicine)] })
  expect(found?.warnings[0]?.level).toBe(level)
})

test('SC890 a class whose grounds say nothing of it is asked about, also after an immediate reaction', () => {
  const codeine = allergyTo('codeine', { reaction: 'Anaphylaxis' })
  const found = checkPerson({ personId, noneKnownOn: null, allergies: [codeine], medicines: [taking('morphine')] })
  expect(found?.warnings.map(({ level }) => level)).toEqual(['caution'])
})

test('SC2 of several answers the gravest stands, and of those as grave the nearest, by name', () => {
  const why = (a: string, b: string) => {
    const {
      level,
      why: { name, type },
    } = relateDrugs(readDrug(a), readDrug(b))!
    return [level, type, name]
  }
  expect(why('simvastatin and yarrow', 'atorvastatin with yarrow')).toEqual(['stop', 'same-word', 'yarrow'])
  expect(why('penicillin, simvastatin', 'atorvastatin, amoxicillin')).toEqual(['stop', 'same-class', 'penicillins'])
  expect(why('amoxicillin, yarrow', 'yarrow, amoxicillin')).toEqual(['stop', 'same-substance', 'amoxicillin'])
  expect(why('paracetamol and codeine', 'Tylex')).toEqual(['stop', 'same-substance', 'codeine'])
  expect(why('penicillin', 'cefalexin')).toEqual(['caution', 'related-classes', 'penicillins, cephalosporins'])
})

const few = ['penicillin', 'amoxicillin', 'cefalexin', 'simvastatin', 'atorvastatin', 'codeine', 'opiates', 'morphine']
const several = fc.uniqueArray(fc.constantFrom(...few, 'aspirin', 'ibuprofen', 'yarrow', 'latex', 'co-codamol'), {
  minLength: 1,
  maxLength: 3,
})

test('SC9 of several together it says what the gravest of each pair says, in whatever order they stand', () => {
  fc.assert(
    fc.property(several, several, (as, bs) => {
      const levels = as.flatMap((a) => bs.map((b) => relateDrugs(readDrug(a), readDrug(b))?.level))
      const gravest = (['stop', 'caution'] as const).find((level) => levels.includes(level))
      const all = relateDrugs(readDrug(as.join(' and ')), readDrug(bs.join(' and ')))
      expect(all?.level).toBe(gravest)
      const turned = relateDrugs(readDrug(...[...bs].reverse()), readDrug(...[...as].reverse()))
      expect(turned).toEqual(all)
    }),
  )
})

test('SC4 what the table does not know matches its own word in name or brand, and is else not checked', () => {
  expect(levelOf('yarrow', 'yarrow tincture')).toBe('stop')
  expect(levelOf('Elastoplast', 'dressing', 'Elastoplast')).toBe('stop')
  expect(levelOf('latex', 'amoxicillin')).toBe('cannot-check')
  expect(levelOf('penicillin', 'yarrow')).toBe('cannot-check')
  // Half known is not known.
  expect(levelOf('penicillin and yarrow', 'doxycycline')).toBe('cannot-check')
  expect(levelOf('penicillin and yarrow', 'amoxicillin')).toBe('stop')
  expect(levelOf('X', 'amoxicillin')).toBe('cannot-check')
  expect(levelOf('', 'amoxicillin')).toBe('cannot-check')
  // Nothing is guessed: a near miss is said to be unknown.
  expect(levelOf('amoxcillin', 'amoxicillin')).toBe('cannot-check')
})

test('SC4 a plural is the same word, and words that name no substance match nothing', () => {
  expect(levelOf('Plasters', 'hydrocolloid plaster')).toBe('stop')
  expect(levelOf('tetanus', 'tetanu')).toBe('cannot-check')
  expect(levelOf('yarrow tablets', 'comfrey tablets')).toBe('cannot-check')
  expect(levelOf('yarrow 50 mg', 'comfrey 50 mg')).toBe('cannot-check')
  expect(levelOf('zz cream', 'zz lotion')).toBe('cannot-check')
  expect(levelOf('oat', 'oat lotion')).toBe('stop')
})

test('SC4 names that could not be checked are said, and a medicine only where there is an allergy', () => {
  expect(person(['latex'], ['yarrow', 'amoxicillin'])?.unchecked).toEqual({
    allergies: ['latex'],
    medicines: ['yarrow'],
  })
  expect(person([], ['yarrow'])).toBeNull()
  expect(person(['penicillin'], ['doxycycline'])).toBeNull()
})

test('SC5 every side of a line in conflict is checked', () => {
  const conflicted = taking('doxycycline or amoxicillin', {
    names: ['doxycycline or amoxicillin', '', 'doxycycline', 'amoxicillin'],
  })
  const found = checkPerson({
    personId,
    noneKnownOn: null,
    allergies: [allergyTo('penicillin')],
    medicines: [conflicted],
  })
  expect(found?.warnings.map(({ level, kind }) => [kind, level])).toEqual([['allergy', 'stop']])
})

const doubles = (medicines: SafetyFacts['medicines']) =>
  checkPerson({ personId, noneKnownOn: null, allergies: [], medicines })?.warnings.map(({ kind, why }) => [
    kind,
    why.name,
  ]) ?? []

test('SC6 one substance twice is asked about, also inside a combination or under a brand', () => {
  expect(doubles([taking('paracetamol'), taking('co-codamol')])).toEqual([['same-medicine', 'paracetamol']])
  expect(doubles([taking('apixaban'), taking('Eliquis')])).toEqual([['same-medicine', 'apixaban']])
  expect(doubles([taking('yarrow', { medicineId: 'a' }), taking('Yarrow', { medicineId: 'b' })])).toEqual([
    ['same-medicine', 'yarrow'],
  ])
})

test('SC6 two of a class that belongs on a list once are asked about; other classes are not', () => {
  expect(doubles([taking('apixaban'), taking('warfarin')])).toEqual([['same-class', 'anticoagulants']])
  expect(doubles([taking('ibuprofen'), taking('naproxen')])).toEqual([['same-class', 'NSAIDs']])
  expect(doubles([taking('tiotropium'), taking('salbutamol')])).toEqual([])
})

test('SC6 another route, or background and breakthrough of one opioid, belong together', () => {
  const cream = taking('hydrocortisone', { medicineId: 'a', route: 'to the skin' })
  expect(doubles([cream, taking('hydrocortisone')])).toEqual([])
  const slow = taking('morphine', { medicineId: 'a', form: 'modified-release capsule' })
  expect(doubles([slow, taking('morphine', { form: 'oral solution' })])).toEqual([])
  expect(doubles([slow, { ...slow, medicineId: 'b' }])).toEqual([['same-medicine', 'morphine']])
  expect(doubles([taking('codeine'), taking('co-codamol', { form: 'capsule' })])).toEqual([
    ['same-medicine', 'codeine'],
  ])
})

test('SC6 a name the table does not know is twice there by its own words alone', () => {
  expect(doubles([taking(' Yarrow ', { medicineId: 'a' }), taking('yarrow')])).toEqual([['same-medicine', 'yarrow']])
  expect(doubles([taking('yarrow'), taking('comfrey')])).toEqual([])
  expect(doubles([taking('', { medicineId: 'a' }), taking('', { medicineId: 'b' })])).toEqual([])
})

test('SC6 a class that may stand on a list more than once is not asked about, and several shared substances are all named', () => {
  expect(doubles([taking('amoxicillin'), taking('flucloxacillin')])).toEqual([])
  expect(doubles([taking('Tylex'), taking('paracetamol with codeine')])).toEqual([
    ['same-medicine', 'codeine, paracetamol'],
  ])
})

test('SC6 where one of two has no route they may be by one, and only one substance alone has background and breakthrough', () => {
  const [by, without] = [taking('morphine', { medicineId: 'b' }), taking('morphine', { medicineId: 'a', route: '' })]
  expect(doubles([by, without])).toEqual([['same-medicine', 'morphine']])
  expect(
    doubles([
      { ...by, medicineId: 'a' },
      { ...without, medicineId: 'b' },
    ]),
  ).toEqual([['same-medicine', 'morphine']])
  const codeine = taking('codeine', { medicineId: 'a' })
  const combined = taking('co-codamol', { medicineId: 'b', form: 'capsule' })
  expect(doubles([codeine, combined])).toEqual([['same-medicine', 'codeine']])
  expect(doubles([{ ...combined, medicineId: 'a' }, taking('co-codamol')])).toEqual([
    ['same-medicine', 'codeine, paracetamol'],
  ])
  const capsules = taking('amoxicillin', { medicineId: 'a', form: 'capsule' })
  expect(doubles([capsules, taking('amoxicillin', { form: 'oral suspension' })])).toEqual([
    ['same-medicine', 'amoxicillin'],
  ])
})

test('SC7 "none known" on or after the day of a recorded allergy is asked about, an older one is not', () => {
  expect(person(['penicillin'], [], '2026-05-04')?.warnings.map(({ kind }) => kind)).toEqual(['none-known'])
  expect(person(['penicillin'], [], '2010-01-01')).toBeNull()
})

test('SC8 a warning carries what it is about: the allergy, the medicine, why, from which table, since when', () => {
  const [found] = person(['Penicillin'], ['amoxicillin'])?.warnings ?? []
  expect(found).toMatchObject({
    kind: 'allergy',
    level: 'stop',
    why: { type: 'same-class', name: 'penicillins' },
    allergy: { substance: 'Penicillin', reaction: 'rash' },
    medicines: [{ dose: '500 mg' }],
    since: '2026-11-20',
  })
  expect(found?.why.source).toContain('J01C')
})

test('SC8 whose word it is stands beside the table, where it is another’s', () => {
  const sourceOf = (allergy: string, medicine: string) => person([allergy], [medicine])?.warnings[0]?.why.source
  expect(sourceOf('penicillin', 'amoxicillin')).toMatch(/^WHO ATC J01C; BNF, quoted by /)
  expect(sourceOf('meropenem', 'ertapenem')).toBe('WHO ATC J01DH')
})

test('SC8 the gravest stands first, then what is about an allergy, then what is twice on the list', () => {
  const found = person(
    ['codeine', 'penicillin'],
    ['amoxicillin', 'apixaban', 'morphine', 'paracetamol', 'Panadol', 'warfarin'],
    '2026-05-04',
  )
  expect(found?.warnings.map(({ kind, level }) => `${level} ${kind}`)).toEqual([
    ...['stop allergy', 'caution allergy', 'caution none-known', 'caution none-known'],
    ...['caution same-medicine', 'caution same-class'],
  ])
})

test('SC8 its name changes with its facts and with nothing else', () => {
  const keyOf = (dose: string, more = {}) =>
    checkPerson({
      personId,
      noneKnownOn: null,
      allergies: [allergyTo('penicillin', more)],
      medicines: [taking('amoxicillin', { dose }), taking('doxycycline')],
    })?.warnings[0]?.key
  expect(keyOf('500 mg')).toBe(keyOf('500 mg', { recordedOn: '2020-01-01', writtenAt: 5 }))
  expect(keyOf('500 mg')).not.toBe(keyOf('250 mg'))
  expect(keyOf('500 mg')).not.toBe(keyOf('500 mg', { reaction: 'swelling' }))
  expect(keyOf('500 mg')).toMatch(/^[0-9a-f]{32}$/)
})

test('SC9 which of two is the allergy and which the medicine does not matter', () => {
  fc.assert(
    fc.property(anyName, anyName, (a, b) => {
      expect(relateDrugs(readDrug(a), readDrug(b))).toEqual(relateDrugs(readDrug(b), readDrug(a)))
    }),
  )
})

test('SC9 an allergy more, or a medicine more, never takes a warning away', () => {
  fc.assert(
    fc.property(anyAllergies, anyMedicines, anyName, fc.boolean(), (allergies, medicines, more, isAllergy) => {
      const names = allergies.map(([name]) => name)
      const keys = (row: ReturnType<typeof person>) => row?.warnings.map(({ key }) => key) ?? []
      const before = keys(person(names, medicines, '2026-05-04'))
      const after = isAllergy
        ? person([...names, more], medicines, '2026-05-04')
        : person(names, [...medicines, more], '2026-05-04')
      expect(keys(after)).toEqual(expect.arrayContaining(before))
    }),
  )
})

test('SC9 the order of the facts does not matter, and asking again says the same', () => {
  fc.assert(
    fc.property(anyAllergies, anyMedicines, (allergies, medicines) => {
      const facts = {
        personId,
        noneKnownOn: '2026-05-04',
        allergies: allergies.map(([name, recordedOn]) => allergyTo(name, { recordedOn })),
        medicines: medicines.map((name) => taking(name)),
      }
      const turned = { ...facts, allergies: [...facts.allergies].reverse(), medicines: [...facts.medicines].reverse() }
      expect(checkPerson(turned)).toEqual(checkPerson(facts))
      expect(checkPerson(facts)).toEqual(checkPerson(facts))
    }),
  )
})

test('SC9 whatever people write, nothing throws, and nothing unknown is clear', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      const verdict = checkPair(a, [b])
      if (verdict.type === 'clear') expect(isKnown(readDrug(a)) && isKnown(readDrug(b))).toBe(true)
    }),
  )
})
