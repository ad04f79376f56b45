"""First and family names frequent in France, whatever their origin, folded: reviewed by hand, corrected here.

A name that is first a town or a country (« Nancy », « France ») is left out.
"""

FIRST_NAMES = frozenset(
    """abdallah abdel abdelaziz abdelhak abdelkader abdelkarim abdellah abdelmalek abderrahmane abdou abdoulaye
    abdourahmane abdramane abdul abel abigaelle aboubacar aboubakar achille adam adama adel adelaide adele
    adem adjaratou adjoua adnan adrien affoue agathe aglae agnes agnieszka ahmad ahmed aicha aida aime aimee
    aimeric aissata aissatou akissi alain alan alassane alban albane albert alejandro aleksandra alessandro
    alessio alex alexandra alexandre alexane alexei alexia alexiane alexis alfred ali alice alicia alima
    aline alioune alix alizee allan alma alois alpha alphonse alya alyson alyssa amadou amandine amara
    amaury ambre ambroise amel amelia amelie amidou amina aminata amine aminou amir amira ana anais anas
    anastasia anatole andre andrea andree andrei andriy andy anfane ange angela angele angelina angelique
    angelo anissa anita anna annabelle anne annette annick annie anouk anthony antoine antoinette antonia
    antonin antonio anya apolline aras arben ardit ariane arielle aristide arlette armand armando armel
    armelle arnaud arno arsene arthur arya aslan asma assa assia assya astou astrid athenais aude audrey
    auguste augustin aurelie aurelien auriane aurore austin awa axel axelle aya aylin ayline ayman aymen
    aymeric ayoub ayse azad aziz aziza babacar bachir badr bakary balla baptiste baran barbara basile
    bastien baudouin beatrice beatriz belkacem benedicte benjamin benoit berangere bernadette bernard berthe
    bertrand besa bianca bilal binetou binta bintou blanche blandine bogdan boris boualem boubacar boubakar
    bradley brahim brandon brayan brenda brian brice brigitte bruno bryan burak calvin camelia camil camille
    candice capucine carine carl carla carlos carmela carmelo carmen carole caroline cassandra cassandre
    cassie catalina catarina catherine cecile cedric cedrick celeste celestin celestine celia celine cesar
    chadrac chaima chantal charlene charles charlie charline charlotte charly chayma cheick cheikh cheikhou
    cherif chiara chloe chris christ christelle christian christiane christine christophe cindy claire clara
    clarence clarisse claude claudette claudia claudie claudine clea clemence clement clementine cleo
    clotilde clovis colette coline conceicao conchita constance coralie corentin corentine corinne cosima
    coumba cristina cynthia cyprien cyrielle cyril cyrille dado daisy dalila damian damien dan danae daniel
    daniela daniele danielle danny daouda daphne darius david davit deborah dejan delia delphine demba denis
    denise denys diaby diana diane diego dieudonne dilan dimitri dimitry dina djamel djamila djeinaba
    djeneba djibril dolores dominique donatien donovan dora doria dorian doriane dorothee dounia dragan
    driss drissa drita duc dwayne dylan ebrima eddy eden edgar edith edmond edouard edwige eglantine eileen
    eleanor elena eleonore elia eliana eliane elias elie elif elina eliott elisa elisabeth elise eliza ella
    ellie elliot eloane elodie eloise elouan elouen elsa elvire elvis elya elyna elyne elynn emeline emery
    emile emilie emilien emily emine emir emirhan emma emmanuel emmanuelle emmy emre emy enola enora enrique
    enzo eric erika erin ernest erwan erwann esma esteban estelle esther ethan etienne eugene eugenie
    eulalie eva evan evann eve evelyne ewan ewen ewenn exauce ezio fabien fabienne fabio fabiola fabrice
    fadi fadila faiza fanny fanta faouzi farah fares farid farida farzad fatih fatiha fatima fatma fatna
    fatou fatoumata faustine felicie felix ferdinand ferhad ferhat fernand fernande fernando fiona firmin
    flavie flavien flora florence florent florian floriane florin florine fode francesca francine francis
    francisco franck francky francois francoise frank fred freddy frederic frederique gabin gabriel gabriela
    gabriella gabrielle gael gaelle gaetan gaetane gaia garance gaspard gaston gauthier gautier gaya
    genevieve georges georgette georgiana georgina gerald geraldine gerard germain germaine ghislaine
    ghjulia giacomo gilbert gilberte gilles gina ginette giorgi giovanni gisele giulia giuseppe gladys
    glodie gloire gloria goran graca gregoire gregory guillaume gul gustave guy gwen gwenael gwenaelle
    gwendoline habib habiba hadja hadrien hafida hafsa hakim halima hamid hamidou hamidullah hamza hanae
    hanane hanna hannah hao haron haroun harouna harry hassan hassane hassiba hassina hatice hawa hawaou
    hector hedi heidi helena helene heloise henri henriette hermine hermione herve hicham hilary hind hoang
    honore hortense hossein houda hubert hugo hugues huguette hulya huong hussein ian ibrahim ibrahima ida
    idris idriss ikram ilan ilhan iliana ilias ilona ilyan ilyana ilyas ilyes ilyess imad iman imane imene
    imran inaya ines ingrid inna ioana ionut irene irina iris iryna isaac isabella isabelle isaiah isaure
    ishaq isis ismael ismail issa issam issouf ivan ivana iyad izia jacinthe jackson jacky jacob jacqueline
    jacques jade jade-marie jaden jalil jamal jamel james jamila jana janelle janine jaouad jarod jason
    jawad jayden jean jeanine jeanne jeannette jelena jenifer jennifer jenny jennyfer jephte jeremie jeremy
    jerome jerry jessica jessy jihane jim jimmy joachim joan joanna joao joaquim joaquin jocelin jocelyn
    jocelyne jodie joe joel joelle johan johanna john johnny jonas jonathan jordan joris jose josefa joseph
    josephine josette josiane josselin josue juan judith jules julia julian juliana julianna julie julien
    juliette juline julio jun junior justin justine kacper kader kadiatou kadidia kadija kaina kais kamal
    kamel kamila kamilia kamran karelle karim karima karin karine karl kassim katarzyna kateryna kathleen
    katia katy kayden kayla kaylan kelly kellyan kelvin kelya kelyan kemal kenan kendra kenny kenza kenzo
    kerian ketty kevin kevyn keziah khadidja khadija khadim khady khaled khalid khalil kheira kiara kieran
    kilian killian kim kimberley klara koffi kouame kouassi krzysztof kumar kyan kyara kylan kyle kylian
    kyllian laetitia lahcen laila lakhdar laly lamia lamin lamine lana lara larbi lassana laszlo latifa
    laura laure laureen laurena laurence laurene laurent laurine lauryn lea leana leander leandre leandro
    leane leelou leila lena lenaic lenny lenuta leny lenzo leo leon leonard leonce leonie leonor leopold
    leopoldine lesly levan levy leyla leyli lia liam liana liham lila lilia lilian liliana liliane lilou
    lily lilya lina linda line ling linh lino lionel lisa lisandro lisandru lise lison livia livio lizea
    loan loane loeiza loevan logan loic lois lola lorena lorenzo lorie lorine loris lorris lou louane
    louanne loubna louis louis-marie louisa louise louka louna lubin luc luca lucas lucette lucia lucie
    lucien lucienne lucile lucille ludivine ludovic luigi luis luisa luka lukas luna lurdes lya lyam lyana
    lydia lydie lyes lyla lylia lyna lyne lynn lyssa madeleine madison mady mae maelan maelia maelie maelle
    maellys maely maelyne maelynn maelys maeva maevane magali magalie magdalena maha mahamadou mahdi mahe
    mahmoud maia maily maissa maiwen maiwenn makan malak malek malgorzata malia malik malika mallory malo
    malone malya mamadou manel manoa manolo manon manuel manuela maram marc marceau marcel marcela marcelle
    marco margaret margaux margerie margot marguerite maria mariam mariama mariana marianne mariatou marie
    marilou marilyne marina marine mario marion marius marjolaine marjorie marlene marley marlon marta
    marthe martial martin martine marvin marvyn marwa marwan maryam maryline marylou maryse maryvonne mathea
    matheo mathew mathias mathieu mathilda mathilde mathis mathurin mathys matteo matthias matthieu matthis
    maud maureen maurice mauricette mauro maxence maxens maxim maxime maxine maya maylee mayline maylis
    maylone mayron mayssa mbalou medhi mehdi mehdy mehmet mei melanie melchior melia melina meline melissa
    melodie melody melusine melvin melvyn mercedes meriem merveille meryem messaoud michael michel michele
    micheline michelle mickael miguel mihai mikael mike mila milan milena milo milos miloud mina ming minh
    mireille mirella miriam modou mohamed mohammad mohammed mohand moise mokhtar moktar momar mona monia
    monica monique montaine morgan morgane moriba mouad mouctar mouhamed mouloud mouna mounir mourad moussa
    moustapha murat muriel mustafa mustapha mya mykola myla mylene myriam myriem nabil nabila nacera nada
    nadege nadia nadine nadir nael naelle nafissatou nahel nahil nahla naila naim naima najat najib
    najibullah najwa nantenin naomi naomie narcisse narjes nasrin nasser nassim nassima nassira nassur
    natacha natalia natanael natasha nathalie nathan nathanael nathanaelle nawel nayel nayla ndeye neil
    neila nelia nellie nelly nelson nene nestor neyla nicolae nicolas nicole nikita nikola nils nina nino
    ninon noa noah noam noe noel noelie noeline noelle noemie noham nohan nolan nolwenn nora norah nordin
    nordine nour noura noureddine nouria nsimba nuno nyls oceane octave octavie odette odile oksana
    oleksandr olena olga olivia olivier omar ombeline ondine ophelie orhan oriana oriane orlane ornella orso
    oscar osman ouassim oulimata oumar oumou oumy ourida oury ousman ousmane owen owenn pablo pacome paloma
    pamela paola parisa pascal pascale pascaline patrice patricia patrick paul paula paulette pauline paulo
    pavel pedro pepe perceval perla perrine petar peter petra petronille petru petru-maria philippe
    philomene phuong pierre pierrette pilar piotr plamedi priscilla priscille priya prune quentin quincy
    quitterie rabah rabia rachel rachid rachida radu rafael rahim rahma raissa raja rajesh ralph ramata
    ramatoulaye ramdane ramon ramy ramzi rania raoul raphael raphaele raphaelle ravi rawane rayan rayane
    rayhana raymond raymonde rebecca reda redouane regine regis remi remy renaud rene renee reynald reza
    rezan rhea rhita ricardo richard rihanna rita riyad robert roberte robin robinson rodica rodolphe
    rodrigo rodrigue roger rojda rokhaya rokia roland rolande romain romane romaric romeo romina romy ronan
    ronny rosa rosalie rosalina rosanna rose roselyne rosine roxana roxane roxanne ruben ruddy rudy ruth
    ryad ryan ryhana saad sabah sabine sabri sabrina sabrine sabry sacha safia safiya said saida salah salif
    salim salima salimata salimatou saliou sally salma salome saloua sam samantha samba sami samia samir
    samira samson samuel samy sana sanaa sandra sandrine sandro sandy sania santiago sara sarah saran sasha
    saskia saul savannah sean sebastien sekou sekouba selena selim selma seny seraphin seraphine serena
    serge sergei sergio serigne serkan servane sevan sevda severine seydou shaina shana shanna sharon
    sherazade sherine shirin sibylle sidi sidonie sienna siham sihame sihem silas silvia silvio simeon simon
    simone sindy sirine sixte sixtine sladjana sliman slimane sloan smail snezana soan sofia sofiane sofien
    sohan soifia soizic solal solange soledad solene solenn solenne soline sonia sophia sophian sophie
    soraya sory souad soufiane souhaila soukaina souleymane soumaya sri stacy stan stanislas steeve steeven
    stella stephan stephane stephania stephanie stephen steve steven sullivan suzanne suzie suzon svetlana
    swan swann sybille sylvain sylvaine sylvette sylviane sylvie syrine tahar taina talia tamar tamara
    tanguy tania tao tara tarek tasnim tatiana tayeb teddy telma tess tessa tetiana thais thanh thea theana
    thelio thelma theo theodora theodore theophane theophile theotime therese thiago thibaud thibault
    thibaut thierno thierry thimeo thiziri thomas tiago tidiane tifany tiffany tilia tilio tim timeo timoe
    timothe timothee tina tiphaine titouan titouann tobias tom tomasz tommy tony toufik toussaint tristan
    tshala tuan tugdual tyler tymeo tyron ugo ulrich ulysse uriel ursula vadim valentin valentina valentine
    valentino valere valeria valerie valery vanessa vanina vasco vasile vera veronique vianney victoire
    victor victoria viktor viktoria vincent violaine violette virgile virginie vitali vittoria viviane
    vladimir volodymyr wael wafa wahid walid walter wanda warren wassila wassim wayne wei wendy wesley wiam
    wilfrid wilfried willem william willy wojciech xavier xin yacine yacouba yael yahya yamina yamine yamna
    yan yana yanis yann yannick yannis yao yasin yasmina yasmine yassin yassine yassir yaya yazid yoan yoann
    yohan yohann yolaine yolande yolene yonas younes youness younous youri youssef youssouf ysaline yulia
    yuliia yuna yusra yusuf yvan yves yvette yvon yvonne zabihullah zacharie zachary zack zahia zahra
    zakaria zakariya zara zarema zayd zayn zayneb zeina zeinab zelda zelie zeliha zelim zeynep ziad zied
    zilan zineb zineddine zoe zofia zohra zora zoran zoubida zoumana zuzanna""".split()
)

# Words of every day too: in small letters they are no names.
ALSO_WORDS = frozenset(
    """adele aime aimee ali alma alpha ange angelique aurore axel blanche capucine celeste charlie cherif
    claire clement constance dan eglantine elia ella emery exauce firmin flora florence germain gloire guy
    harry honore iris jacinthe jade jordan junior justine kim lise lou luna malo marguerite marine
    marjolaine merveille mike milan mina moise myrtille nada narcisse noel octave paul perla pierre prune
    reine rene robin romane rose said sally sam samba sana sara sasha sidi tara tina tom toussaint victoire
    violette""".split()
)

# The most borne family names that are no words of every day, so that « mme dupont » is heard in small letters.
FAMILY_NAMES = frozenset(
    """abdallah andre belkacem ben benali benoit bernard bertrand blanchard bonnet bouchard boucher boulanger
    boyer brunet camara caron charpentier chevalier cisse clement colin coulibaly da-silva david denis
    diallo diarra diop dubois dufour dumas dumont dupont dupuis durand faure fernandes fernandez ferreira
    fofana fontaine fournier francois gaillard garcia garnier gauthier gautier gerard girard giraud gomes
    gonzalez guerin guillaume guillot haddad hamidi henry hubert huet jacquet joly kaya keita konate kone
    lacroix lambert laurent leclerc leclercq lecomte lefebvre lefevre lemaire lemoine lopez louis lucas
    mansouri marchand marie martin martinez martins marty masson mathieu menard mendy mercier meunier meyer
    michel moreau morel morin moulin ndiaye nguyen nicolas olivier ouedraogo payet pereira perez perrin
    perrot pham philippe picard poirier pons prevost ramos renard renaud rey richard robert robin rodrigues
    rodriguez roger rolland rousseau roussel roux saidi sanchez santos schmitt silva simon sissoko sow sylla
    thomas tran traore vasseur vidal vincent weber yilmaz""".split()
)

# Begins a sentence, names a function, a people or a public: never somebody.
NOT_NAMES = frozenset(
    """a actuellement afin ainsi alors ancien ancienne apres au aucun aujourd'hui aussi autre aux avant avec
    bien bonjour bonsoir bref car ce cela celle celui certaines certains ces cet cette chaque chez ci comme
    comment concernant contre cordialement dans de demain depuis derniere des deux dire donc dont du elle
    elles en encore enfin ensuite entre est et etant eux faut grace hier ici il ils j je jusqu l'un la le
    les leur leurs lors lorsque lui ma mais malgre meme merci mes moi mon ne ni nos notre nous on or ou par
    parce parfois pas pendant peu plus pour pourquoi pourtant puis qu quand que quel quelle quelques qui
    quoi sa sans se selon ses si soit son sous suite sur ta tous tout toute toutefois toutes tres trop tu un
    une vers voici voila vos votre vous y

    adjoint adjointe administrateur administratrice agent ambassadeur animateur animatrice avocat cadre
    capitaine chef cheffe commandant commissaire conseiller conseillere consul coordinateur coordinatrice
    defenseur defenseure depute deputee directeur directrice docteur educateur educatrice elu elue formateur
    formatrice gouverneur greffier infirmier infirmiere inspecteur inspectrice juge maire maitre medecin
    mediateur mediatrice ministre prefet prefete premier premiere president presidente principal principale
    procureur procureure professeur proviseur recteur rectrice referent referente responsable secretaire
    senateur senatrice tuteur tutrice vice

    ado ados adulte adultes afghan afghane albanais bangladais bulgare comorien enfance enfant enfants
    europe europeen femme fille garcon homme kurde machin madame mademoiselle majeur majeure majeurs
    mesdames messieurs mineur mineure mlle mlles mme mmes mna monsieur mr ourse parent parents personne
    poucet prince public rom roms russe section syrien tout-le-monde turc turque unetelle unite untel xx xxx
    yy zz""".split()
)

# In capitals before a first name, these are no family name.
ACRONYMS = frozenset(
    """aah aed aemo aesh apa arc ars ase ass atsem avs bts caada cada caf cafs camsp cao cap cass catt ccas
    cdas cdd cdi cias cidff cip cmp cmpp cnape cnsa cpam crip dalf deass dees dejeps dpo drees eaje ehpad
    eje ejes epe esat ess fam fjt foyer gem hlm huda ides ime irts itep mas mda mdph mecs mess mjie mna msa
    mso oepre ong paej pch pjj plie pmi psa pud rsa samsah savs sdf segpa sessad siao spip udaf uemo ulis
    urgent""".split()
)

# Followed by a number of years without being somebody (« CDD, 2 ans, »).
LASTS = frozenset(
    """age alternance apprentissage bac cdd cdi cela contrat cycle diplome doctorat duree filles fils formation
    frere garcons jeunes licence maman mandat master mesure papa placement projet residence soeur stage
    suivi""".split()
)
