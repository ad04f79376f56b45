"""First and family names frequent in France, whatever their origin, folded: reviewed by hand, corrected here.

A name that is first a town or a country (« Nancy », « France ») is left out.
"""

FIRST_NAMES = frozenset(
    """abdallah abdel abdelaziz abdelkader abdou abdoulaye abdul abel adam adama adel adele adem adrien agathe agnes ahmed
    aicha aida aime aimee aissata aissatou alain alan alassane alban albane albert alejandro aleksandra alessandro
    alessio alex alexandra alexandre alexei alexia alexis alfred ali alice alicia alima aline alioune alix alma alois
    alpha alphonse alya amadou amandine amara ambre amel amelia amelie amidou amina aminata amine amir amira ana anais
    anastasia andre andrea andree andrei andy ange angela angele angelina angelique anissa anita anna annabelle anne
    annick annie anouk anthony antoine antoinette antonin antonio anya apolline arielle aristide arlette armand armelle
    arnaud arsene arthur asma assa assia astrid aude audrey auguste augustin aurelie aurelien aurore awa axel axelle aya
    ayline aylin ayman aymeric ayoub aziz aziza bachir badr baptiste barbara basile bastien beatrice benedicte benjamin
    benoit berangere bernadette bernard berthe bertrand bilal bintou binta blanche boris boubacar boubakar brahim brandon
    brenda brice brigitte bruno bryan camelia camille candice capucine carine carla carlos carmen carole caroline
    cassandra cassandre catarina catherine cecile cedric celeste celestin celia celine chaima chantal charlene charles
    charlie charline charlotte cheick cheikh chloe christelle christian christiane christine christophe claire clara
    clarisse claude claudette claudia claudie claudine clea clemence clement clementine clotilde coline colette constance
    coralie corentin corinne cynthia cyril cyrille dado dalila damien dan daniel daniela daniele danielle danny daouda
    daphne david deborah delphine denis denise denise diana diane diego dimitri djamel djamila djeneba djibril dominique
    donovan dorian doriane dorothee driss dylan edgar edith edmond edouard eden eddy elena eleonore elia elias eliane elie
    elif eliott elina elisa elisabeth elise elliot ella ellie eloise elodie elsa elvire elyne emeline emile emilie emilien
    emily emir emma emmanuel emmanuelle emmy emre enora enrique enzo eric erika erwan erwann estelle esteban esther ethan
    etienne eugene eugenie eva evan eve evelyne ezio fabien fabienne fabio fabrice fadi fadila faiza fanny fanta farah
    farid farida fatiha fatima fatma fatou fatoumata felicie felix ferdinand fernand fernande fernando fiona firmin flavie
    flora florent florence floriane florian florine franck francine francis francisco franck francois francoise frank fred
    frederic frederique gabin gabriel gabriela gabriella gabrielle gael gaelle gaetan gaspard gaston gauthier gautier
    genevieve georges georgette gerald geraldine gerard germaine ghislaine gilbert gilberte gilles gina ginette giovanni
    gisele goran gregoire gregory guillaume gustave guy gwenaelle gwendoline habib habiba hadja hadrien hafida hafsa hakim
    halima hamid hamidou hamza hanna hannah hanane harouna haroun harry hassan hassane hassiba hawa hector helena helene
    heloise henri henriette herve hicham hind honore hortense houda hugo hugues huguette hussein ibrahim ibrahima idriss
    ida ikram ilan ilhan ilias iliana ilyana ilyas ilyes imad iman imane imene imran ines ingrid inaya irene iris irina
    isaac isabelle isaiah isaure ismael ismail issa issam issouf ivan ivana jacob jacqueline jacques jade jalil jamal
    jamel jamila james janine jason jawad jayden jean jeanine jeanne jeannette jeremie jeremy jerome jessica jessy jihane
    joachim joan joanna joao joaquin jocelyn jocelyne joel joelle john johan johanna johnny jonas jonathan jordan jose
    joseph josephine josette josiane josselin josue juan jules julia julian juliana julie julien juliette juline junior
    justin justine kacper kader kadiatou kadidia kaina kais kamal kamel kamila karim karima karin karine karl kassim
    katarzyna kateryna katia kathleen kelly kelyan kenny kenza kenzo kevin khadidja khadija khadim khaled khalid kilian
    killian kim kylian kyllian laetitia lahcen laila lamia lamine lana lara latifa laura laure laureen laurence laurene
    laurent laurine lea leana leandre leandro leane leila lena leo leon leonie leopold leopoldine leyla lia liam lila
    lilia lilian liliana liliane lilou lily lina linda line lino lionel lisa lise lison livia lizea loan loane logan lola
    lorenzo lorena loic lois lou louane louanne louis louisa louise louka loubna louna luc luca lucas lucette lucia lucie
    lucien lucienne lucile lucille ludivine ludovic luis luisa luka lukas luna lya lyam lydia lydie lyes lyna lynn madeleine
    madison mady mae maelle maely maelys maeva magali maha mahamadou mahdi mahmoud maissa maia malak malek malia malik
    malika mallory malo malone mamadou manel manon manuel manuela maram marc marceau marcel marcelle marco margaux
    margot marguerite maria mariam mariama marianne marie mariana marilou marilyne marina marine mario marion marius marjorie
    marlene marley marta marthe martine marvin marwa marwan maryam maryline maryse maryvonne mathew matheo mathias mathieu
    mathilda mathilde mathis mathurin mathys matteo matthias matthieu matthis maud maurice mauricette maxence maxime maya
    mayssa medhi mehdi mehmet melanie melina meline melissa melodie melvin meriem meryem micheline michel michele michelle
    miguel mike mila milan milena milo milos mina mireille miriam mirella mohamed mohammad mohammed moise momar mona monia
    monique morgan morgane mouhamed mouna mounir mourad moussa moustapha muriel mustafa mustapha myriam mylene nabil nabila
    nada nadege nadia nadine nadir nael naim naima nahel nahla najat najib naomi narjes nassim nassima natacha natalia
    natasha nathalie nathan nathanael nawel nelly nelson neila nicolas nicole nina nino noa noah noam noe noel noelle noemie
    nolan nolwenn nora norah nordine nour nouria oceane octave octavie odette odile oksana oleksandr olga olivia olivier
    omar ophelie oriane orlane oscar oumar oumou oumy oury ousmane owen pablo paola pascal pascale patrice patricia patrick
    paul paula paulette pauline paulo pavel pedro perrine petar peter petronille philippe philomene pierre pierrette priscilla
    prune quentin rabah rabia rachel rachid rachida rafael raissa ralph ramata ramatoulaye ramzi rania raoul raphael raphaelle
    rayan rayane raymond raymonde rebecca redouane regine regis remi remy renaud rene renee rene reynald rhea ricardo
    richard rita robert roberte robin rodolphe rodrigue rodrigo roger roland rolande romain romane romaric romeo romy ronan
    rosa rosalie rose roselyne roxane ruben ruth ryan sabah sabine sabri sabrina sacha safia safiya said saida saliou salif
    salim salima sally salma salome saloua salimata sam samantha sami samia samir samira samson samuel samy sana sandra sandrine
    sandro sandy sanaa sara sarah sasha saskia sebastien sekou selena selim selma serena serge sergei sergio servane severine
    seydou shaina shana shanna sherine sibylle sidi sidonie sihem simeon simon simone siham sirine sofia sofiane soizic
    solal solange solene soline solenne sonia sophia sophie soraya souad soukaina souleymane soumaya stacy stanislas steeve
    stella stephan stephane stephanie steve steven suzanne suzie svetlana swann sybille sylvain sylvaine sylvette sylviane
    sylvie tahar taina talia tamara tania tanguy tao tara tarek tatiana telma teddy tess tessa thais thea theo theodore
    theophile therese thibaud thibault thibaut thierry thiago thiziri thomas tiago tidiane tifany tiffany tilio timeo
    timothe timothee titouan tina tiphaine tom tommy toufik tristan ugo ulysse ursula valentin valentine valentina valeria
    valerie valery vanessa vera veronique vianney victoire victor victoria vincent violaine violette virgile virginie
    viviane vladimir wafa wahid walid wanda wassim wassila wendy wilfried william willy xavier yacine yael yahya yamina
    yan yana yanis yann yannick yannis yasmina yasmine yassin yassine yassir yohan yohann yolande younes youness youri
    youssef youssouf yuliia yulia yusuf yvan yves yvette yvon yvonne zahia zahra zakaria zakariya zeinab zelie zeynep zied
    zineb zoe zohra zora zoubida""".split()
)

# Words of every day too: in small letters they are no names.
ALSO_WORDS = frozenset(
    """adele ali aime aimee alma alpha ange aurore axel blanche celeste charlie claire clement constance dan elia ella
    firmin flora florence guy harry honore iris jade jasmin jordan junior justine kim lise lou luna marguerite mai
    malo marine mike milan mina moise nada noel octave paul pierre prune rene robin rose said sally sam sana sara sasha
    sidi tara tina tom victoire violette said""".split()
)

# The most borne family names that are no words of every day, so that « mme dupont » is heard in small letters.
FAMILY_NAMES = frozenset(
    """abdallah andre barre belkacem ben benali benoit bernard bertrand blanchard bonnet boucher bouchard boulanger
    boyer brunet camara caron charpentier chevalier cisse clement colin coulibaly cousin da-silva david denis diallo diarra
    diop dubois dufour dumas dumont dupont dupuis durand faure fernandes fernandez ferreira fofana fontaine fournier
    francois gaillard garcia garnier gauthier gautier gerard girard giraud gomes gonzalez guerin guillaume guillot haddad
    hamidi henry hubert huet jacquet joly kaya keita konate kone lacroix lambert laurent leclerc lecomte leclercq lefebvre
    lefevre lemaire lemoine lopez louis lucas mansouri marchand marie martin martinez martins marty masson mathieu mendy
    menard mercier meunier meyer michel moreau morel morin moulin ndiaye nguyen nicolas olivier ouedraogo payet pereira
    perez perrin perrot philippe picard pham pires poirier pons prevost ramos renard renaud rey richard riviere robert
    robin roche rodrigues rodriguez roger rolland rousseau roussel roux saidi sanchez santos schmitt silva simon sissoko
    sow sylla thomas tran traore vasseur vidal vincent weber yilmaz""".split()
)
