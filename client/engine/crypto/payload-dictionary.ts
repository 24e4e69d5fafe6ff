/**
 * What every payload may be packed against: the names of our own fields as they
 * stand in records and changes, and words a visit is written with, the most
 * frequent last. Nobody's words in particular. Form 1 of a payload means these
 * very bytes (CR16): never edited; a better one is another form.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'

const words = `
  abdomen ability able absent according ache aching active activities acute added advice advised age aid aids allergic
  allergy allowed along already amount anaemia another anxious appetite apply appointment appropriate around arrange
  arranged arrive arrived aspirin assess assessed assessment asthma attend attended available aware balance bandage
  bandaged bandages because began being best bleeding blister body bottle bowel breathlessness broken brother bruising
  calcium careful carried cause cellulitis charge chronic circulation cleaned cleansed clinic clinical clot clothes
  concern concerned concerns condition confused confusion consent constipation contact continence continue continues
  control cook cool council cover covered creams creatinine crutches cut damaged dark dead deep delirium delivered
  dementia denies describe diabetes diabetic diagnosis diarrhoea diet difficult difficulty diluted dinner discharged
  discuss discussed distress district dizziness doctor doing drain drained dress drink during ear early ease eat
  effect either elbow else emergency encouraged energy equipment evenings exercise explained exudate eye fallen far
  fast fasting feel feeling fingers fit follow found frail friend further gait gauze gave general gentle gently
  getting glass glasses goal granulating granulation great group hair hand hands having heal healing health hear
  hearing helped high him hurts husband improved incontinence increase increased independent infected information itch
  itself joint joints kidney knows lack later laxative leaflet leaking least lie lift lifting listened live lives
  living local longer looking loose lost make making manage manages margin margins medication medium mental met mild
  mobile mobility moderate moist moisturiser monitor movement Mrs must nail nausea near need nervous NEWS2 normal nose
  note noted numb nursing nutrition obs occasional oedema offered office often onto our outer overnight pad pads
  painful painkillers pains palm paracetamol partner patch patient peak periwound phoned pills point position possible
  practice present prevent previous probably problem problems products protein provided pulse pus quality quarter
  quick quite raised ran rash rate raw reach reached reading readings ready reason reassured recent recorded reduced
  referred refused relief remains remember reminded removed report reported request rested resting return review
  reviewed risk routine sacrum saline sample sats score seem seems sensation severe shallow shopping shortness shower
  sign signs slight slightly slough sloughy slowly socks someone son sores specialist spoken stable steps sticks
  stocking stockings stood stool stools stopped straight strong suggested supplies support sure surrounding swallow
  swallowing symptoms taking tap targets taught tear tearful telephone tender tests these thick thing thirsty throat
  tissue toilet tolerated touch toward towards town transfer transfers treated treatment tried type ulcers unable
  understands unwell upper upstairs urinary use used uses using usually via visited waits wake warfarin warmth wash
  washing weak weakness wearing weather weekend weighed wheelchair wife wipe wipes within woke woken word work working
  worn worry worsening wounds wrist year always arms away base bath bathroom bedroom below bottom bread break breath
  brought capsule chemist comfy company cream cup daily damp described different dizzy dressed drinks drive edge empty
  enough exercises expect eyes face fall feels fell felt finger flu fluid foam foot frame fresh front give got grey
  happy hard he heart heavy higher hoist hospital infection inner itchy jug kept key knee let lips lot lower made
  managed meal meals measured memory minute mm mood mother move moving muscle nails neck needs neighbour neighbourhood
  none oil paper part past pharmacist photo pick pillow place planned plaster prescription question quiet really
  regular repeat replaced results salt Saturday scale scan self seven shin shop should shoulder sides sister sitting
  sleep sleeping smoking social some soon speak spoke staff start state stayed step stiff still stomach strength such
  sugar supper swelling take talk temperature test things think though toe tongue top unchanged understood very visits
  waiting wakes wanted wants washed which while why words worried wound years yellow yesterday your above alert alone
  answer antibiotics apart area bring bruise called calm card carers centre choice closed cold comfort comfortable
  community coughing dentist dressings eats emollient end few floor fluids garden hall head healed heels his hour
  housing hurt into keeps kettle leave looks low many middle milk mornings much never nights observations order physio
  plans please record referral room safe said saw seen short sit smell soft spacer stands started stay surgery swab
  their thin Thursday toes took urine wait walk wall warm watch wear wheeze where white would afternoon agency also
  ankle anything ask bad behind between bloods cannot capsules carer changes clean colour compression discharge does
  draining drinking due edges fades finished furosemide get glad goes going gone help hip hypo inhalers large legs
  level like long medicine most old ordered pendant person phone pillows prescribed result sat see sent shoes sleeps
  so sock stop swollen takes technique tell than then thinner those try ulcer walked walking want Wednesday weekly who
  worse written agreed air antibiotic breathing call care carry case catheter close could cushion date dose doses
  drowsy eating evening finish food form half heel house how inhaler insulin letter lying missed months pink put range
  redness ReSPECT rest rings six sore speech stand talking them tired too Tuesday turned under until upset were window
  write any been bit board but came chest class count did fever five flat full given green less light little looked
  mattress month nurse off oxygen pale rang rehab say sheet showed stairs standing stick team usual walks way wet yes
  beside blue bowels breathless changed comes cough daughter dosette each falls Friday GP hot injection kitchen leg
  medicines mg micrograms only open over pharmacy phlegm plan pressure second slow steady taken tea thank thigh
  without arm door here just keep last lunch mouth moved other road round side slept small sunday table talked water
  well bed better do have line Monday needed people red tablet ten both chair change checked feet glucose go good
  hours pack says there through together went breakfast chart done had home new nothing out own pain today ankles be
  can clear come family minutes tomorrow was what will blood cm has kg once she since time times are down right skin
  tablets visit box dry her look more read told Dr dressing all as check left that they three again before if night
  same this weeks first when after asked now four morning about twice from name back days weight every one ring of
  week next you by not two up is day no for I with it at to and in on the`

/** As they are often found together. */
const phrases =
  'Seen on by with Left lower leg Right lower leg. Wound cleaned with saline. Dressing changed, edges pink, no sign of ' +
  'infection. Skin dry and intact. Pressure areas checked. Blood pressure lying and standing. Weight steady. Weight up ' +
  'Eating and drinking well. Slept well. Mood good. No pain today. Medicines taken as prescribed. Twice a day, up to ' +
  'four times a day, when needed, before breakfast, at night, every morning by mouth injected inhaled on the skin. ' +
  'Asked the surgery to. Told the family. Talked about. Showed again. Went through the plan. ' +
  'Next visit in two weeks unless something changes. '

/** Names of a document's parts and fields, as Automerge writes them. */
const documents =
  'visits by day assignee for slot status tasks title detail due takenBy takenAt doneAt plan sections goals concerns ' +
  'agreed statement allergies substance reaction severity recordedOn endedOn contacts relation phone alerts kind fact ' +
  'serious details value address born family given preferred gender medicines current stopped ' +
  '\x05brand\x04dose\x04form\x09frequency\x04name\x0aprescriber\x04risk\x05route\x05since\x06source\x06status\x09stoppedOn'

/** A text is preceded by its length, which for a short one is a letter: a name of four letters follows a "d". */
const records =
  'escoredForrnotMeasuredlrespirationsospo2mscalesgoxygenhsystolicepulsemconsciousnessktemperature\xf4\xf5' +
  'dtypelobservationsfvalues\xa6dtypenadministrationdnameddosecroutegivenfreasonkinstructionjmedicineIdP' +
  'dtypegreceiptdseen\xa1fstored\xa1dtypeinext-stepinextVisit\xf6dfrombtocwhodtypepshared-medicineselines\x81' +
  'hchecking\xf4dformifrequencydtypekmember-cardkperson-carddtypeostaff-carddtypelteam-contact' +
  'dtypedirectory-entrydtypenwarning-answergsubjectgwarningPdtypemvisit-starteddtypenvisit-finishedistartedAt\x1b' +
  'drolejpharmacistdrolefdoctordroleecarerdroleqsocial prescriber' +
  '\x81\xa9avbat\x1b\x00\x00\x01\xa0bidPchlc\x82\x1b\x00\x00\x01\xa0\x00dtextx dtypegmessageeaboutP' +
  'fauthor\xa4dface`dnamedroleocommunity nursehmemberIdPganswers\xf6' +
  '\x81\xacavbat\x1b\x00\x00\x01\xa0bidPcdidx. chlc\x82\x1b\x00\x00\x01\xa0\x00dnextx. dtypednoteeaboutP' +
  'efoundx. ewordsx. fauthor\xa4dface`dnamedroleocommunity nursehmemberIdPgvisitIdPgvisitId\xf6'

/** Every letter is one byte. */
function bytesOf(text: string): Bytes {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

export const payloadDictionary: Bytes = bytesOf(
  `${documents} ${words.trim().split(/\s+/).join(' ')} ${phrases}${records}`,
)
