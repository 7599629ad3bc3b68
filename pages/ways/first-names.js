// First names that young people and families in Scotland often have. A name that is also an everyday word of English, Scots or
// Gaelic ("will", "hope", "skye", "may") is not here: it would be asked about for nothing. The cue words of checks.js find those.

const NAMES = `
aaron abbie abdul abigail adam adele agnes aidan aiden aileen ailsa aimee ainsley aisha alan alana alasdair alastair aleksandra
alex alexander alexandra alexis alfie ali alice alicia alisha alison alistair allan amanda amber amelia amina amy andrea
andrew andy angela angus anna annabel anne anneliese annie anthony antonia aoife archie arran arthur ashleigh ashley ashton
ava ayesha barry beatrice becca becky ben benjamin beth bethany blair brandon brenda brian brodie brogan brooke bruce bryan
caitlin caitlyn callan callum calum cameron cara carly carol caroline carrie carys catherine catriona charlene charles charlie charlotte
chelsea cheryl chloe chris christina christine christopher ciara ciaran claire clara cody colin coll connor conor corey
craig daisy daniel danielle danny darren david dawid dean deborah declan demi denise dennis derek devon diana dillon donald
donna douglas duncan dylan eilidh elaine eleanor elena elijah elise ella ellen ellie elliot ellis elspeth emily emma eoin
erika erin ethan eva evan evelyn evie ewan ewen fatima fergus finlay finn finnian fiona flora francesca fraser freya gail
gareth gary gavin gemma geoffrey george georgia georgina gerard gillian glen gordon graeme graham grant gregor gregory hamish
hamza hanna hannah harley harris harrison harry harvey hayden hayley hazel heather hector heidi helen henry holly hugh iain ian
ibrahim imogen innes iona irene isaac isabel isabella isabelle isla isobel jack jackson jacob jacqueline jade jaime jake jakub
jamal james jamie jan jane janet janice jason jasmine jay jayden jean jemma jenna jennifer jenny jess jesse jessica jessie jill
jim jimmy joan joanna joanne jodie joe joel joey john johnny jonathan jordan jorja joseph josh joshua jude jules julia julian
julie juliet kai kaitlyn kamil karen karina karl kate katherine kathleen kathryn katie katrina katy kayden kayla kayleigh keira
keiran keith kelly kelsey ken kenneth kenny kenzie kerr kerri kerry kevin khadija kian kiera kieran kimberley kimberly kirk kirsten
kirstie kirsty kirstin kristen kristina kyla kyle lachlan laila lara laura lauren leah leanne lee leo leon leona lennon leslie
levi lewis lexi leyla liam libby lily linda lindsay lindsey lisa logan lola lorna lorraine louis louise luca lucas lucy luis luke
lynn lynne lynsey lyle mackenzie maddison madison magdalena maisie malcolm marcus margaret maria marie marion marissa martha martin
martyn mary maryam mason matilda matthew matt megan melanie melissa mhairi michael michelle michal mick mike millie mirren
mohammad mohammed moira molly morag morven muhammad muireann mya myles nadia nairn natalia natalie natasha nathan neil neve
niamh nicholas nick nicky nicola nicole niall nikki noah nora oliver olivia omar orla oscar owen paige pamela patricia patrick
paul paula pauline peter philip phillip phoebe poppy rachael rachel raymond rebecca reece regan rhiannon rhianna rhona rhys
richard ricky rihanna riley robbie robert robin robyn roddy roderick rodger roisin ronan ronnie rory rosie ross rosslyn rowan
roxanne ruairidh ruaridh ruben russell ruth ryan sabrina sadie saffron saira sam samantha samuel sandra sara sarah sasha saul
scott sean seonaid shane shannon sharon shaun shauna sheena sheila shelley shirley shona sian simon siobhan sofia sonia sophia
sophie stacey stefan stella stephanie stephen steve steven stewart struan stuart susan susanna suzanne sylvia szymon tamara
tanya tara taylor tegan teresa terry tess thea theo theresa thomas tiffany tilly tim timothy tobias toby tom tommy toni tony tracey
tracy travis trevor tyler tyra valerie vanessa vicky victor victoria vincent wendy wiktoria william wojciech xander yasmin
yusuf yvonne zac zachary zack zainab zak zara zoe zofia zuzanna
alasdair anndra aonghas artair beathag cailean caitriona calum cairistiona catrìona ceit coinneach còiseam dòmhnall domhnall
dughall dùghall eachann ealasaid eòghann fearchar fionnlagh fionnghal flòraidh iseabail iain lachlann màiri mairi mairead
marsaili micheal mìcheal mòrag muireall murchadh niall oighrig pàdraig padraig peigi raghnall raonaid ruairidh seonag seumas
sìne sìleas somhairle tormod uilleam ùna
`;

/** Everyday words, places and charities that are spelt like a name above; asked about only after a cue ("my name is …"). */
const ALSO_WORDS = new Set(`
amber arran ashley barry brooke coll dean devon finn flora glen gordon grant harris iona jack jan jean jay jude jules ken kirk
lee lewis luke mark mason nick poppy robin rowan ross ruth saffron scott stewart tim tom victoria harley heather hazel holly jade
jasmine daisy lily rosie levi mike hamish kerr nairn angus ali lola lara kai jesse jackson jordan chelsea georgia lexi
cara
`.trim().split(/\s+/));

const ALL = new Set(NAMES.trim().split(/\s+/));

/** Whether a word is a first name and little else. */
export const isFirstName = (word) => ALL.has(word.toLowerCase()) && !ALSO_WORDS.has(word.toLowerCase());

/** Whether a word is a first name, though it may mean something else too. */
export const mayBeFirstName = (word) => ALL.has(word.toLowerCase());
