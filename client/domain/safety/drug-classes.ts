/**
 * THE table of the safety checks: substances, the classes they belong to, and
 * what an allergy to one says about another.
 *
 * Which substance is in which class: WHO Collaborating Centre for Drug Statistics
 * Methodology, ATC/DDD Index; the code of each class stands beside it. Names are
 * British approved names (rINN). Which classes matter to an allergy, how much, and
 * which must not stand twice on a list is our own judgement unless `grounds` says
 * whose it is (hazard log: to be confirmed by the clinical safety officer).
 */

/** `stop`: do not give before a prescriber has decided. `caution`: ask before giving. */
export type SafetyLevel = 'stop' | 'caution'

export interface DrugClass {
  readonly id: string
  /** As staff read it. */
  readonly name: string
  /** ATC codes. */
  readonly atc: string
  /** What people write for the whole class, beside its name; comma separated. */
  readonly also?: string
  /** Comma separated. */
  readonly members: string
  /** What an allergy to one member says about the others; none when it says nothing. */
  readonly within?: SafetyLevel
  /** Who says so; absent = our own judgement. */
  readonly grounds?: string
  /** Two members on one list are asked about. */
  readonly once?: boolean
  /** Background and breakthrough forms of one member belong together. */
  readonly severalForms?: boolean
}

const betaLactam =
  'BNF, quoted by Gloucestershire Hospitals NHS Foundation Trust and NHS Forth Valley: after an immediate reaction to a penicillin no cephalosporin or other beta-lactam'

export const drugClasses: readonly DrugClass[] = [
  {
    id: 'penicillins',
    name: 'penicillins',
    atc: 'J01C',
    also: 'penicilin,pencillin',
    members:
      'amoxicillin,ampicillin,benzylpenicillin,phenoxymethylpenicillin,benzathine benzylpenicillin,procaine benzylpenicillin,flucloxacillin,cloxacillin,dicloxacillin,piperacillin,ticarcillin,temocillin,pivmecillinam,mecillinam,sultamicillin',
    within: 'stop',
    grounds: 'BNF, quoted by Gloucestershire Hospitals NHS Foundation Trust: allergic to one, no penicillin',
  },
  {
    id: 'cephalosporins',
    name: 'cephalosporins',
    atc: 'J01DB, J01DC, J01DD, J01DE, J01DI',
    also: 'cefalosporin,cephalosporin antibiotic',
    members:
      'cefalexin,cefradine,cefadroxil,cefazolin,cefaclor,cefuroxime,cefoxitin,cefixime,cefotaxime,cefpodoxime,ceftazidime,ceftriaxone,cefepime,ceftaroline,ceftobiprole,ceftolozane,cefiderocol',
    within: 'stop',
  },
  {
    id: 'carbapenems',
    name: 'carbapenems',
    atc: 'J01DH',
    members: 'meropenem,ertapenem,imipenem,doripenem',
    within: 'stop',
  },
  { id: 'monobactams', name: 'monobactams', atc: 'J01DF', members: 'aztreonam', within: 'stop' },
  {
    id: 'sulfonamides',
    name: 'sulfonamide antibacterials',
    atc: 'J01EB, J01EC, J01ED, J01EE, D06BA, A07EC01',
    also: 'sulfonamide,sulphonamide,sulfa,sulpha,sulfa drug,sulpha drug',
    members: 'sulfamethoxazole,sulfadiazine,silver sulfadiazine,sulfadoxine,sulfametopyrazine,sulfasalazine',
    within: 'stop',
  },
  { id: 'trimethoprim', name: 'trimethoprim', atc: 'J01EA', members: 'trimethoprim', within: 'stop' },
  {
    id: 'macrolides',
    name: 'macrolides',
    atc: 'J01FA',
    members: 'erythromycin,clarithromycin,azithromycin,spiramycin,telithromycin',
    within: 'stop',
  },
  { id: 'lincosamides', name: 'lincosamides', atc: 'J01FF', members: 'clindamycin,lincomycin', within: 'stop' },
  {
    id: 'tetracyclines',
    name: 'tetracyclines',
    atc: 'J01AA',
    members: 'doxycycline,lymecycline,minocycline,oxytetracycline,tetracycline,demeclocycline,tigecycline,eravacycline',
    within: 'stop',
  },
  {
    id: 'quinolones',
    name: 'quinolones',
    atc: 'J01M',
    also: 'fluoroquinolone',
    members: 'ciprofloxacin,levofloxacin,moxifloxacin,ofloxacin,norfloxacin,delafloxacin,nalidixic acid',
    within: 'stop',
  },
  {
    id: 'aminoglycosides',
    name: 'aminoglycosides',
    atc: 'J01G',
    members: 'gentamicin,tobramycin,amikacin,neomycin,streptomycin',
    within: 'stop',
  },
  { id: 'glycopeptides', name: 'glycopeptides', atc: 'J01XA', members: 'vancomycin,teicoplanin', within: 'caution' },
  {
    id: 'nitroimidazoles',
    name: 'nitroimidazoles',
    atc: 'J01XD, P01AB',
    members: 'metronidazole,tinidazole',
    within: 'stop',
  },
  {
    id: 'azoles',
    name: 'azole antifungals',
    atc: 'J02AB, J02AC, D01AC',
    members:
      'fluconazole,itraconazole,voriconazole,posaconazole,ketoconazole,clotrimazole,miconazole,econazole,isavuconazole',
    within: 'caution',
  },
  {
    id: 'nsaids',
    name: 'NSAIDs',
    atc: 'M01A',
    also: 'non steroidal anti inflammatory,non steroidal anti inflammatory drug,nsaid,anti inflammatory',
    members:
      'ibuprofen,naproxen,diclofenac,aceclofenac,indometacin,ketoprofen,dexketoprofen,dexibuprofen,flurbiprofen,tiaprofenic acid,mefenamic acid,tolfenamic acid,meloxicam,piroxicam,tenoxicam,nabumetone,etodolac,ketorolac,sulindac,celecoxib,etoricoxib,parecoxib,phenylbutazone,benzydamine',
    within: 'stop',
    grounds:
      'Ibuprofen, summary of product characteristics 4.3: not after hypersensitivity to aspirin or another NSAID',
    once: true,
  },
  {
    id: 'salicylates',
    name: 'salicylates',
    atc: 'N02BA, B01AC06',
    members: 'aspirin,choline salicylate,methyl salicylate,salicylic acid,diflunisal',
    within: 'stop',
  },
  {
    id: 'aminosalicylates',
    name: 'aminosalicylates',
    atc: 'A07EC',
    members: 'mesalazine,sulfasalazine,balsalazide,olsalazine',
    within: 'caution',
    grounds: 'Mesalazine (Mesasal), product information 4.4: with caution after hypersensitivity to sulfasalazine',
  },
  {
    id: 'opioids',
    name: 'opioids',
    atc: 'N02A, N07BC, N01AH',
    also: 'opiate,opioid painkiller',
    members:
      'morphine,codeine,dihydrocodeine,oxycodone,hydromorphone,diamorphine,fentanyl,alfentanil,buprenorphine,tramadol,tapentadol,methadone,pethidine,meptazinol,pentazocine,dipipanone',
    within: 'caution',
    severalForms: true,
  },
  {
    id: 'ace-inhibitors',
    name: 'ACE inhibitors',
    atc: 'C09A, C09B',
    also: 'ace inhibitor,acei,angiotensin converting enzyme inhibitor',
    members:
      'ramipril,lisinopril,enalapril,perindopril,captopril,fosinopril,quinapril,trandolapril,imidapril,moexipril,cilazapril',
    within: 'stop',
    once: true,
  },
  {
    id: 'angiotensin-blockers',
    name: 'angiotensin-II receptor antagonists',
    atc: 'C09C, C09D',
    also: 'arb,angiotensin receptor blocker,sartan',
    members: 'losartan,candesartan,valsartan,irbesartan,olmesartan,telmisartan,azilsartan,eprosartan',
    within: 'caution',
    once: true,
  },
  {
    id: 'beta-blockers',
    name: 'beta blockers',
    atc: 'C07A, S01ED',
    also: 'beta blocker,betablocker',
    members:
      'bisoprolol,atenolol,propranolol,metoprolol,carvedilol,nebivolol,sotalol,labetalol,nadolol,celiprolol,pindolol,timolol,betaxolol',
    within: 'caution',
  },
  {
    id: 'calcium-blockers',
    name: 'calcium-channel blockers',
    atc: 'C08',
    also: 'calcium channel blocker',
    members: 'amlodipine,felodipine,nifedipine,lercanidipine,lacidipine,nimodipine,diltiazem,verapamil',
    within: 'caution',
  },
  {
    id: 'statins',
    name: 'statins',
    atc: 'C10AA',
    members: 'atorvastatin,simvastatin,pravastatin,rosuvastatin,fluvastatin',
    within: 'caution',
    once: true,
  },
  {
    id: 'loop-diuretics',
    name: 'loop diuretics',
    atc: 'C03C',
    members: 'furosemide,bumetanide,torasemide',
    within: 'caution',
    once: true,
  },
  {
    id: 'thiazides',
    name: 'thiazides',
    atc: 'C03A, C03B',
    also: 'thiazide diuretic',
    members: 'bendroflumethiazide,hydrochlorothiazide,indapamide,metolazone,chlortalidone,xipamide',
    within: 'caution',
  },
  {
    id: 'anticoagulants',
    name: 'anticoagulants',
    atc: 'B01AA, B01AB, B01AE, B01AF, B01AX',
    also: 'blood thinner',
    members:
      'warfarin,acenocoumarol,phenindione,apixaban,rivaroxaban,edoxaban,dabigatran,heparin,enoxaparin,dalteparin,tinzaparin,danaparoid,fondaparinux',
    once: true,
  },
  {
    id: 'heparins',
    name: 'heparins',
    atc: 'B01AB',
    members: 'heparin,enoxaparin,dalteparin,tinzaparin',
    within: 'stop',
  },
  {
    id: 'insulins',
    name: 'insulins',
    atc: 'A10A',
    members:
      'insulin glargine,insulin detemir,insulin degludec,insulin aspart,insulin lispro,insulin glulisine,isophane insulin,soluble insulin,biphasic isophane insulin,biphasic insulin aspart,biphasic insulin lispro',
    within: 'caution',
    severalForms: true,
  },
  {
    id: 'ssris',
    name: 'SSRIs',
    atc: 'N06AB',
    also: 'ssri,selective serotonin reuptake inhibitor',
    members: 'sertraline,citalopram,escitalopram,fluoxetine,paroxetine,fluvoxamine',
    within: 'caution',
    once: true,
  },
  {
    id: 'tricyclics',
    name: 'tricyclic antidepressants',
    atc: 'N06AA',
    also: 'tricyclic',
    members: 'amitriptyline,nortriptyline,imipramine,clomipramine,dosulepin,lofepramine,doxepin,trimipramine',
    within: 'caution',
    once: true,
  },
  {
    id: 'benzodiazepines',
    name: 'benzodiazepines',
    atc: 'N05BA, N05CD',
    members:
      'diazepam,lorazepam,oxazepam,chlordiazepoxide,temazepam,nitrazepam,midazolam,loprazolam,clobazam,clonazepam',
    within: 'caution',
  },
  {
    id: 'aromatic-antiepileptics',
    name: 'aromatic antiepileptics',
    atc: 'N03AA, N03AB, N03AF',
    members: 'carbamazepine,oxcarbazepine,eslicarbazepine,phenytoin,fosphenytoin,phenobarbital,primidone',
    within: 'caution',
  },
  {
    id: 'proton-pump-inhibitors',
    name: 'proton pump inhibitors',
    atc: 'A02BC',
    also: 'ppi,proton pump inhibitor',
    members: 'omeprazole,lansoprazole,pantoprazole,esomeprazole,rabeprazole',
    within: 'caution',
    once: true,
  },
  {
    id: 'gliptins',
    name: 'gliptins',
    atc: 'A10BH',
    members: 'sitagliptin,linagliptin,saxagliptin,alogliptin,vildagliptin',
    within: 'caution',
    once: true,
  },
  {
    id: 'sglt2-inhibitors',
    name: 'SGLT2 inhibitors',
    atc: 'A10BK',
    members: 'dapagliflozin,empagliflozin,canagliflozin,ertugliflozin',
    within: 'caution',
    once: true,
  },
  {
    id: 'sulfonylureas',
    name: 'sulfonylureas',
    atc: 'A10BB',
    members: 'gliclazide,glimepiride,glipizide,tolbutamide,glibenclamide',
    within: 'caution',
    once: true,
  },
  {
    id: 'bisphosphonates',
    name: 'bisphosphonates',
    atc: 'M05BA',
    members: 'alendronic acid,risedronate,ibandronic acid,zoledronic acid,pamidronate',
    within: 'caution',
    once: true,
  },
  {
    id: 'local-anaesthetics',
    name: 'amide local anaesthetics',
    atc: 'N01BB',
    also: 'local anaesthetic',
    members: 'lidocaine,bupivacaine,levobupivacaine,prilocaine,ropivacaine,mepivacaine,articaine',
    within: 'stop',
  },
  {
    id: 'phenothiazines',
    name: 'phenothiazines',
    atc: 'N05AA, N05AB, R06AD',
    members: 'chlorpromazine,levomepromazine,prochlorperazine,promethazine,trifluoperazine',
    within: 'caution',
  },
]

/** Of two classes; it goes both ways. */
export interface ClassRelation {
  readonly classes: readonly [string, string]
  readonly level: SafetyLevel
  /** Its grounds say no where the reaction was an immediate one. */
  readonly stopsAfterImmediate?: true
  readonly grounds: string
}

/** Nothing stands here without a source. */
export const classRelations: readonly ClassRelation[] = [
  { classes: ['penicillins', 'cephalosporins'], level: 'caution', stopsAfterImmediate: true, grounds: betaLactam },
  { classes: ['penicillins', 'carbapenems'], level: 'caution', stopsAfterImmediate: true, grounds: betaLactam },
  { classes: ['penicillins', 'monobactams'], level: 'caution', stopsAfterImmediate: true, grounds: betaLactam },
  {
    classes: ['nsaids', 'salicylates'],
    level: 'stop',
    grounds:
      'Ibuprofen, summary of product characteristics 4.3: not after hypersensitivity to aspirin or another NSAID',
  },
  {
    classes: ['salicylates', 'aminosalicylates'],
    level: 'stop',
    grounds: 'Mesalazine (Asacol), summary of product characteristics 4.3: not after sensitivity to salicylates',
  },
]
