"""First and family names frequent in France, whatever their origin, folded: reviewed by hand, corrected here.

A name that is first a town or a country (« Nancy », « France ») is left out.
"""

FIRST_NAMES = frozenset(
    """abdallah abdel abdelaziz abdelhak abdelkader abdelkarim abdellah abdelmalek abderrahmane abdou abdoulaye
    abdourahmane abdramane abdul abel aboubacar aboubakar adam adama adel adele adem adjaratou adjoua adnan
    adrien affoue agathe agnes agnieszka ahmad ahmed aicha aida aime aimee aissata aissatou akissi alain
    alan alassane alban albane albert alejandro aleksandra alessandro alessio alex alexandra alexandre
    alexei alexia alexis alfred ali alice alicia alima aline alioune alix alma alois alpha alphonse alya
    amadou amandine amara ambre amel amelia amelie amidou amina aminata amine aminou amir amira ana anais
    anas anastasia andre andrea andree andrei andriy andy anfane ange angela angele angelina angelique
    anissa anita anna annabelle anne annick annie anouk anthony antoine antoinette antonin antonio anya
    apolline aras arben ardit arielle aristide arlette armand armando armelle arnaud arsene arthur aslan
    asma assa assia astou astrid aude audrey auguste augustin aurelie aurelien aurore awa axel axelle aya
    aylin ayline ayman aymeric ayoub ayse azad aziz aziza babacar bachir badr bakary balla baptiste baran
    barbara basile bastien beatrice beatriz belkacem benedicte benjamin benoit berangere bernadette bernard
    berthe bertrand besa bilal binetou binta bintou blanche bogdan boris boualem boubacar boubakar brahim
    brandon brenda brice brigitte bruno bryan burak camelia camille candice capucine carine carla carlos
    carmela carmen carole caroline cassandra cassandre catarina catherine cecile cedric cedrick celeste
    celestin celia celine chadrac chaima chantal charlene charles charlie charline charlotte charly cheick
    cheikh cheikhou chiara chloe christ christelle christian christiane christine christophe cindy claire
    clara clarisse claude claudette claudia claudie claudine clea clemence clement clementine clotilde
    colette coline conceicao conchita constance coralie corentin corinne coumba cristina cynthia cyril
    cyrille dado dalila damien dan daniel daniela daniele danielle danny daouda daphne david davit deborah
    dejan delphine demba denis denise diaby diana diane diego dieudonne dilan dimitri djamel djamila
    djeinaba djeneba djibril dolores dominique donovan doria dorian doriane dorothee dragan driss drissa
    drita duc dylan ebrima eddy eden edgar edith edmond edouard elena eleonore elia eliane elias elie elif
    elina eliott elisa elisabeth elise ella ellie elliot elodie eloise elouan elouen elsa elvire elyne
    emeline emile emilie emilien emily emine emir emirhan emma emmanuel emmanuelle emmy emre enora enrique
    enzo eric erika erwan erwann esteban estelle esther ethan etienne eugene eugenie eva evan evann eve
    evelyne ewan ewen exauce ezio fabien fabienne fabio fabrice fadi fadila faiza fanny fanta farah farid
    farida farzad fatih fatiha fatima fatma fatna fatou fatoumata felicie felix ferdinand ferhad ferhat
    fernand fernande fernando fiona firmin flavie flora florence florent florian floriane florin florine
    fode francesca francine francis francisco franck francois francoise frank fred freddy frederic
    frederique gabin gabriel gabriela gabriella gabrielle gael gaelle gaetan gaspard gaston gauthier gautier
    genevieve georges georgette georgiana gerald geraldine gerard germaine ghislaine ghjulia gilbert
    gilberte gilles gina ginette giorgi giovanni gisele giulia giuseppe glodie gloire goran graca gregoire
    gregory guillaume gul gustave guy gwen gwenaelle gwendoline habib habiba hadja hadrien hafida hafsa
    hakim halima hamid hamidou hamidullah hamza hanae hanane hanna hannah hao haroun harouna harry hassan
    hassane hassiba hassina hatice hawa hawaou hector helena helene heloise henri henriette herve hicham
    hind hoang honore hortense hossein houda hugo hugues huguette hulya huong hussein ibrahim ibrahima ida
    idriss ikram ilan ilhan iliana ilias ilyan ilyana ilyas ilyes ilyess imad iman imane imene imran inaya
    ines ingrid ioana ionut irene irina iris iryna isaac isabelle isaiah isaure ishaq ismael ismail issa
    issam issouf ivan ivana izia jacky jacob jacqueline jacques jade jade-marie jalil jamal jamel james
    jamila janine jason jawad jayden jean jeanine jeanne jeannette jelena jenifer jennifer jephte jeremie
    jeremy jerome jessica jessy jihane jimmy joachim joan joanna joao joaquim joaquin jocelyn jocelyne joel
    joelle johan johanna john johnny jonas jonathan jordan jose josefa joseph josephine josette josiane
    josselin josue juan jules julia julian juliana julie julien juliette juline jun junior justin justine
    kacper kader kadiatou kadidia kaina kais kamal kamel kamila kamran karim karima karin karine karl kassim
    katarzyna kateryna kathleen katia kaylan kelly kelya kelyan kemal kenny kenza kenzo kevin kevyn khadidja
    khadija khadim khady khaled khalid kilian killian kim koffi kouame kouassi krzysztof kumar kylan kylian
    kyllian laetitia lahcen laila lakhdar lamia lamin lamine lana lara larbi lassana latifa laura laure
    laureen laurence laurene laurent laurine lea leana leandre leandro leane leelou leila lena lenuta leo
    leon leonie leopold leopoldine levan leyla leyli lia liam lila lilia lilian liliana liliane lilou lily
    lina linda line ling linh lino lionel lisa lisandru lise lison livia lizea loan loane loeiza loevan
    logan loic lois lola lorena lorenzo lorie loris lou louane louanne loubna louis louis-marie louisa
    louise louka louna lubin luc luca lucas lucette lucia lucie lucien lucienne lucile lucille ludivine
    ludovic luigi luis luisa luka lukas luna lurdes lya lyam lyana lydia lydie lyes lyla lyna lynn lyssa
    madeleine madison mady mae maelan maelia maelle maellys maely maelys maeva magali maha mahamadou mahdi
    mahe mahmoud maia maissa maiwenn makan malak malek malgorzata malia malik malika mallory malo malone
    mamadou manel manolo manon manuel manuela maram marc marceau marcel marcelle marco margaux margot
    marguerite maria mariam mariama mariana marianne mariatou marie marilou marilyne marina marine mario
    marion marius marjorie marlene marley marlon marta marthe martine marvin marwa marwan maryam maryline
    maryse maryvonne matheo mathew mathias mathieu mathilda mathilde mathis mathurin mathys matteo matthias
    matthieu matthis maud maurice mauricette maxence maxime maya mayline maylis maylone mayron mayssa mbalou
    medhi mehdi mehmet mei melanie melina meline melissa melodie melvin melvyn mercedes meriem merveille
    meryem messaoud michel michele micheline michelle miguel mihai mike mila milan milena milo milos miloud
    mina ming minh mireille mirella miriam modou mohamed mohammad mohammed moise mokhtar moktar momar mona
    monia monique morgan morgane moriba mouad mouctar mouhamed mouloud mouna mounir mourad moussa moustapha
    murat muriel mustafa mustapha mykola mylene myriam nabil nabila nacera nada nadege nadia nadine nadir
    nael naelle nafissatou nahel nahla naim naima najat najib najibullah nantenin naomi narjes nasrin nassim
    nassima nassur natacha natalia natasha nathalie nathan nathanael nawel nayla ndeye neila nelly nelson
    nene nicolae nicolas nicole nikola nina nino noa noah noam noe noel noelle noemie noham nolan nolwenn
    nora norah nordin nordine nour noureddine nouria nsimba nuno oceane octave octavie odette odile oksana
    oleksandr olena olga olivia olivier omar ophelie orhan oriane orlane orso oscar oulimata oumar oumou
    oumy oury ousman ousmane owen owenn pablo paola parisa pascal pascale patrice patricia patrick paul
    paula paulette pauline paulo pavel pedro pepe perrine petar peter petronille petru petru-maria philippe
    philomene phuong pierre pierrette pilar piotr plamedi priscilla priya prune quentin rabah rabia rachel
    rachid rachida radu rafael rahim raissa rajesh ralph ramata ramatoulaye ramdane ramon ramzi rania raoul
    raphael raphaelle ravi rayan rayane raymond raymonde rebecca redouane regine regis remi remy renaud rene
    renee reynald reza rezan rhea ricardo richard rita robert roberte robin rodica rodolphe rodrigo rodrigue
    roger rojda rokhaya roland rolande romain romane romaric romeo romy ronan rosa rosalie rosalina rose
    roselyne roxana roxane ruben ruth ryan sabah sabine sabri sabrina sacha safia safiya said saida salif
    salim salima salimata salimatou saliou sally salma salome saloua sam samantha sami samia samir samira
    samson samuel samy sana sanaa sandra sandrine sandro sandy sara sarah saran sasha saskia saul sebastien
    sekou sekouba selena selim selma serena serge sergei sergio serigne serkan servane sevda severine seydou
    shaina shana shanna sherine shirin sibylle sidi sidonie siham sihem simeon simon simone sindy sirine
    sladjana sliman slimane smail snezana soan sofia sofiane sofien sohan soifia soizic solal solange
    soledad solene solenne soline sonia sophia sophie soraya sory souad soufiane soukaina souleymane soumaya
    sri stacy stanislas steeve steeven stella stephan stephane stephanie steve steven sullivan suzanne suzie
    svetlana swann sybille sylvain sylvaine sylvette sylviane sylvie tahar taina talia tamar tamara tanguy
    tania tao tara tarek tatiana tayeb teddy telma tess tessa tetiana thais thanh thea thelio theo theodore
    theophane theophile therese thiago thibaud thibault thibaut thierno thierry thimeo thiziri thomas tiago
    tidiane tifany tiffany tilio timeo timothe timothee tina tiphaine titouan titouann tom tomasz tommy
    toufik toussaint tristan tshala tuan tugdual tyler tymeo ugo ulysse ursula valentin valentina valentine
    valeria valerie valery vanessa vanina vasco vasile vera veronique vianney victoire victor victoria
    vincent violaine violette virgile virginie viviane vladimir volodymyr wael wafa wahid walid wanda
    wassila wassim wei wendy wilfried william willy wojciech xavier xin yacine yacouba yael yahya yamina
    yamna yan yana yanis yann yannick yannis yao yasin yasmina yasmine yassin yassine yassir yaya yohan
    yohann yolande younes youness youri youssef youssouf yulia yuliia yusuf yvan yves yvette yvon yvonne
    zabihullah zahia zahra zakaria zakariya zarema zeinab zelie zeliha zelim zeynep zied zilan zineb
    zineddine zoe zofia zohra zora zoran zoubida zoumana""".split()
)

# Words of every day too: in small letters they are no names.
ALSO_WORDS = frozenset(
    """adele aime aimee ali alma alpha ange aurore axel blanche celeste charlie claire clement constance dan
    elia ella firmin flora florence guy harry honore iris jade jasmin jordan junior justine kim lise lou
    luna mai malo marguerite marine mike milan mina moise nada noel octave paul pierre prune rene robin rose
    said sally sam sana sara sasha sidi tara tina tom victoire violette""".split()
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

# Followed by a number of years without being a child (« CDD, 2 ans, »).
NO_CHILD = frozenset(
    """age alternance apprentissage bac cdd cdi cela contrat cycle diplome doctorat duree filles fils formation
    frere garcons jeunes licence maman mandat master mesure papa placement projet residence soeur stage
    suivi""".split()
)
