<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl_NL">
<context>
    <name>ActionRow</name>
    <message>
        <source>late, %1</source>
        <translation>te laat, %1</translation>
    </message>
    <message>
        <source>Taken up by %1. Agree who goes.</source>
        <translation>Opgepakt door %1. Spreek af wie er gaat.</translation>
    </message>
    <message>
        <source>Check this. Also reported: %1</source>
        <translation>Controleren. Ook gemeld: %1</translation>
    </message>
</context>
<context>
    <name>ActionSheet</name>
    <message>
        <source>Action</source>
        <translation>Actie</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>By when</source>
        <translation>Uiterlijk</translation>
    </message>
    <message>
        <source>Stands at</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>What became of it?</source>
        <translation>Wat is ervan geworden?</translation>
    </message>
    <message>
        <source>How can one see that it is done?</source>
        <translation>Waaraan is te zien dat het gedaan is?</translation>
    </message>
    <message>
        <source>For example: brought her at 14:10, the desk took over</source>
        <translation>Bijvoorbeeld: om 14.10 gebracht, de balie nam het over</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Waarom?</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Bezig met vastleggen…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Vastleggen</translation>
    </message>
</context>
<context>
    <name>ActionsPart</name>
    <message>
        <source>No actions yet</source>
        <translation>Nog geen acties</translation>
    </message>
</context>
<context>
    <name>AddButton</name>
    <message>
        <source>Log a contact</source>
        <translation>Contact vastleggen</translation>
    </message>
    <message>
        <source>Log a contact (Ctrl+N)</source>
        <translation>Contact vastleggen (Ctrl+N)</translation>
    </message>
</context>
<context>
    <name>AreaRow</name>
    <message>
        <source>nothing known</source>
        <translation>niets bekend</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n onderwerp</numerusform>
            <numerusform>%n onderwerpen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AreasPart</name>
    <message>
        <source>Add context</source>
        <translation>Informatie toevoegen</translation>
    </message>
</context>
<context>
    <name>AttentionRow</name>
    <message>
        <source>Postponed</source>
        <translation>Uitgesteld</translation>
    </message>
</context>
<context>
    <name>CaseContextPane</name>
    <message>
        <source>Actions</source>
        <translation>Acties</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Areas of life %1/11</source>
        <translation>Leefgebieden %1/11</translation>
    </message>
</context>
<context>
    <name>CaseFilePage</name>
    <message>
        <source>Back to the list</source>
        <translation>Terug naar de lijst</translation>
    </message>
    <message>
        <source>Raise a safety warning</source>
        <translation>Veiligheidswaarschuwing geven</translation>
    </message>
    <message>
        <source>Add context</source>
        <translation>Informatie toevoegen</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>Tijdlijn</translation>
    </message>
    <message>
        <source>Actions %1</source>
        <translation>Acties %1</translation>
    </message>
    <message>
        <source>Persons %1</source>
        <translation>Personen %1</translation>
    </message>
    <message>
        <source>Areas of life %1/11</source>
        <translation>Leefgebieden %1/11</translation>
    </message>
    <message>
        <source>This case is no longer on this device</source>
        <translation>Deze casus staat niet meer op dit apparaat</translation>
    </message>
    <message>
        <source>You are not in the case team any more, or the case was closed. What you had written was sent first.</source>
        <translation>Je zit niet meer in het casusteam, of de casus is afgesloten. Wat je had geschreven, is eerst verstuurd.</translation>
    </message>
    <message>
        <source>No luck</source>
        <translation>Niet gelukt</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Casus</translation>
    </message>
</context>
<context>
    <name>CaseRow</name>
    <message>
        <source>safety: %1</source>
        <translation>veiligheid: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n nieuw</numerusform>
            <numerusform>%n nieuw</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n niet verstuurd</numerusform>
            <numerusform>%n niet verstuurd</numerusform>
        </translation>
    </message>
    <message>
        <source>asks for attention</source>
        <translation>vraagt aandacht</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Contact: which case?</source>
        <translation>Contact: welke casus?</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Casussen</translation>
    </message>
    <message>
        <source>Search a case by name</source>
        <translation>Zoek een casus op naam</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Naam of nummer</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nieuw</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Niet verstuurd</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aandacht</translation>
    </message>
    <message>
        <source>Search “%1” in all files</source>
        <translation>Zoek ‘%1’ in alle dossiers</translation>
    </message>
    <message>
        <source>No case fits</source>
        <translation>Geen casus gevonden</translation>
    </message>
    <message>
        <source>No cases on this device yet</source>
        <translation>Nog geen casussen op dit apparaat</translation>
    </message>
    <message>
        <source>Try part of the name, or another filter.</source>
        <translation>Probeer een deel van de naam, of een ander filter.</translation>
    </message>
    <message>
        <source>Cases appear here after the office has assigned them to you and this device has synced.</source>
        <translation>Casussen staan hier zodra het kantoor ze aan jou heeft toegewezen en dit apparaat is bijgewerkt.</translation>
    </message>
</context>
<context>
    <name>ChipChoice</name>
    <message>
        <source>More…</source>
        <translation>Meer…</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>&apos;veldboek --help&apos; says what is possible.</source>
        <translation>Met ‘veldboek --help’ zie je wat er kan.</translation>
    </message>
    <message>
        <source>Usage: veldboek [--store DIR]</source>
        <translation>Gebruik: veldboek [--store MAP]</translation>
    </message>
    <message>
        <source>Opens the case book of this device. It works without a network too.</source>
        <translation>Opent het casusboek van dit apparaat. Dat kan ook zonder netwerk.</translation>
    </message>
    <message>
        <source>the folder of your encrypted case book;
when left out: %1</source>
        <translation>de map met je versleutelde casusboek;
als je die weglaat: %1</translation>
    </message>
    <message>
        <source>show this text</source>
        <translation>deze tekst</translation>
    </message>
    <message>
        <source>show which version this is</source>
        <translation>welke versie dit is</translation>
    </message>
    <message>
        <source>The office sets up a case book with veldboekctl. Your passphrase is asked
on the screen, never on the command line.</source>
        <translation>Het kantoor zet een casusboek klaar met veldboekctl. Je wachtwoord typ je op
het scherm, nooit op de opdrachtregel.</translation>
    </message>
    <message>
        <source>--store DIR</source>
        <translation>--store MAP</translation>
    </message>
    <message>
        <source>Something is missing or too much on the command line.</source>
        <translation>Er ontbreekt iets op de opdrachtregel, of er staat te veel.</translation>
    </message>
    <message>
        <source>There is no option &apos;%1&apos;.</source>
        <translation>De optie ‘%1’ bestaat niet.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; does not belong here.</source>
        <translation>‘%1’ hoort hier niet.</translation>
    </message>
    <message>
        <source>After --store comes a folder.</source>
        <translation>Na --store hoort een map.</translation>
    </message>
</context>
<context>
    <name>ConflictPage</name>
    <message>
        <source>What happens: this is done and kept with your name and reason. Nothing is lost.</source>
        <translation>Wat er gebeurt: dit wordt gedaan en bewaard met je naam en reden. Er gaat niets verloren.</translation>
    </message>
    <message>
        <source>What happens: this one stays, the other one is kept in the history. Both writers are told.</source>
        <translation>Gevolg: deze blijft, de andere blijft bewaard in de geschiedenis. Beide schrijvers krijgen bericht.</translation>
    </message>
    <message>
        <source>What happens: both stay side by side. Everybody sees that this was on purpose.</source>
        <translation>Gevolg: beide blijven naast elkaar staan. Iedereen ziet dat dit zo bedoeld is.</translation>
    </message>
    <message>
        <source>What happens: yours replaces both. They are kept in the history. Both writers are told.</source>
        <translation>Gevolg: die van jou vervangt beide. Ze blijven bewaard in de geschiedenis. Beide schrijvers krijgen bericht.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Two versions: %1</source>
        <translation>Twee versies: %1</translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation>Twee versies</translation>
    </message>
    <message>
        <source>This has been decided</source>
        <translation>Dit is besloten</translation>
    </message>
    <message>
        <source>There is one version again. The other one is kept in the history.</source>
        <translation>Er is weer één versie. De andere blijft bewaard in de geschiedenis.</translation>
    </message>
    <message>
        <source>It was: %1 (%2, %3)</source>
        <translation>Het was: %1 (%2, %3)</translation>
    </message>
    <message>
        <source>There was nothing before this.</source>
        <translation>Hiervoor stond er niets.</translation>
    </message>
    <message>
        <source>%1 decides this. You can look, and talk to them.</source>
        <translation>%1 beslist hierover. Jij kunt meekijken en overleggen.</translation>
    </message>
    <message>
        <source>Both stay</source>
        <translation>Beide blijven</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Iets anders</translation>
    </message>
    <message>
        <source>Date (day-month-year)</source>
        <translation>Datum (dag-maand-jaar)</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Waarom?</translation>
    </message>
    <message>
        <source>One sentence for your colleagues</source>
        <translation>Eén zin voor je collega’s</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Beslissen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>Casus openen</translation>
    </message>
</context>
<context>
    <name>ConflictValueCard</name>
    <message>
        <source>%1, by %2, %3, %4</source>
        <translation>%1, van %2, %3, %4</translation>
    </message>
    <message>
        <source>you</source>
        <translation>jou</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Jij</translation>
    </message>
</context>
<context>
    <name>ContactSheet</name>
    <message>
        <source>Now</source>
        <translation>Nu</translation>
    </message>
    <message>
        <source>Draft kept %1</source>
        <translation>Concept bewaard: %1</translation>
    </message>
    <message>
        <source>No luck</source>
        <translation>Niet gelukt</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>What kind of contact?</source>
        <translation>Wat voor contact?</translation>
    </message>
    <message>
        <source>Kind of contact</source>
        <translation>Soort contact</translation>
    </message>
    <message>
        <source>How did it go?</source>
        <translation>Hoe ging het?</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Uitkomst</translation>
    </message>
    <message>
        <source>What happened?</source>
        <translation>Wat gebeurde er?</translation>
    </message>
    <message>
        <source>Or: no luck</source>
        <translation>Of: niet gelukt</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Poging</translation>
    </message>
    <message>
        <source>What did you see?</source>
        <translation>Wat zag je?</translation>
    </message>
    <message>
        <source>May wait</source>
        <translation>Mag later</translation>
    </message>
    <message>
        <source>What did they tell you?</source>
        <translation>Wat werd er verteld?</translation>
    </message>
    <message>
        <source>Who told you?</source>
        <translation>Wie vertelde het?</translation>
    </message>
    <message>
        <source>What do you make of it?</source>
        <translation>Wat denk je ervan?</translation>
    </message>
    <message>
        <source>Your own thought, kept apart from what you saw</source>
        <translation>Je eigen gedachte, los van wat je zag</translation>
    </message>
    <message>
        <source>Fewer details</source>
        <translation>Minder details</translation>
    </message>
    <message>
        <source>When, where, who may read this</source>
        <translation>Wanneer, waar, wie mag dit lezen</translation>
    </message>
    <message>
        <source>When?</source>
        <translation>Wanneer?</translation>
    </message>
    <message>
        <source>Write the time as 14:30</source>
        <translation>Schrijf de tijd als 14:30</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gisteren</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>Eergisteren</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tijd</translation>
    </message>
    <message>
        <source>now</source>
        <translation>nu</translation>
    </message>
    <message>
        <source>Where?</source>
        <translation>Waar?</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Plaats</translation>
    </message>
    <message>
        <source>Which areas of life?</source>
        <translation>Welke leefgebieden?</translation>
    </message>
    <message>
        <source>Areas of life</source>
        <translation>Leefgebieden</translation>
    </message>
    <message>
        <source>Who may read your text?</source>
        <translation>Wie mag je tekst lezen?</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Zichtbaar voor</translation>
    </message>
    <message>
        <source>That there was a contact, its kind and its outcome are visible to the whole case team.</source>
        <translation>Dat er contact was, de soort en de uitkomst ziet het hele casusteam.</translation>
    </message>
    <message>
        <source>What comes next?</source>
        <translation>Wat is de volgende stap?</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Bezig met vastleggen…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Vastleggen</translation>
    </message>
</context>
<context>
    <name>ContextRow</name>
    <message>
        <source>Contradicted</source>
        <translation>Tegenstrijdig</translation>
    </message>
</context>
<context>
    <name>ContextSheet</name>
    <message>
        <source>Add context</source>
        <translation>Informatie toevoegen</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>Waar gaat het over?</translation>
    </message>
    <message>
        <source>What is known?</source>
        <translation>Wat is er bekend?</translation>
    </message>
    <message>
        <source>Only what colleagues need to know</source>
        <translation>Alleen wat collega’s moeten weten</translation>
    </message>
    <message>
        <source>What kind?</source>
        <translation>Wat voor informatie?</translation>
    </message>
    <message>
        <source>Kind of context</source>
        <translation>Soort informatie</translation>
    </message>
    <message>
        <source>Which areas of life?</source>
        <translation>Welke leefgebieden?</translation>
    </message>
    <message>
        <source>Areas of life</source>
        <translation>Leefgebieden</translation>
    </message>
    <message>
        <source>How do you know?</source>
        <translation>Hoe weet je dit?</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Bron</translation>
    </message>
    <message>
        <source>Name of the source</source>
        <translation>Naam van de bron</translation>
    </message>
    <message>
        <source>May stay empty</source>
        <translation>Mag leeg blijven</translation>
    </message>
    <message>
        <source>Who may read it?</source>
        <translation>Wie mag het lezen?</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Zichtbaar voor</translation>
    </message>
    <message>
        <source>Valid until (day-month-year)</source>
        <translation>Geldig tot (dag-maand-jaar)</translation>
    </message>
    <message>
        <source>Write the date as 30-11-2026</source>
        <translation>Schrijf de datum als 30-11-2026</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Bezig met vastleggen…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Vastleggen</translation>
    </message>
</context>
<context>
    <name>DateWords</name>
    <message>
        <source>today</source>
        <translation>vandaag</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gisteren</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>zojuist</translation>
    </message>
    <message>
        <source>date unknown</source>
        <translation>datum onbekend</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minuut geleden</numerusform>
            <numerusform>%n minuten geleden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n uur geleden</numerusform>
            <numerusform>%n uur geleden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n dag geleden</numerusform>
            <numerusform>%n dagen geleden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeliveryMark</name>
    <message>
        <source>Only on this device</source>
        <translation>Alleen op dit apparaat</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Nog niet verstuurd</translation>
    </message>
    <message>
        <source>Received by the hub</source>
        <translation>Ontvangen door de hub</translation>
    </message>
    <message>
        <source>With %1 of %2 colleagues</source>
        <translation>Bij %1 van %2 collega’s</translation>
    </message>
    <message>
        <source>Seen by %1</source>
        <translation>Gezien door %1</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gezien</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Geweigerd</translation>
    </message>
    <message>
        <source>Only here</source>
        <translation>Alleen hier</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Niet verstuurd</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Ontvangen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
</context>
<context>
    <name>DraftRow</name>
    <message>
        <source>Finish the contact with %1, %2</source>
        <translation>Maak het contact met %1 af, %2</translation>
    </message>
</context>
<context>
    <name>HeaderFacts</name>
    <message>
        <source>Why here</source>
        <translation>Waarom hier</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>Doel</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>Casusregisseur</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rappel</translation>
    </message>
    <message>
        <source>No coordinator</source>
        <translation>Geen casusregisseur</translation>
    </message>
    <message numerus="yes">
        <source>Two versions in %n place(s)</source>
        <translation>
            <numerusform>Twee versies op %n plek</numerusform>
            <numerusform>Twee versies op %n plekken</numerusform>
        </translation>
    </message>
    <message>
        <source>Two versions: look and decide</source>
        <translation>Twee versies: bekijk en beslis</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <translation>Kopie van %1</translation>
    </message>
    <message>
        <source>Not synced on this device yet</source>
        <translation>Nog niet bijgewerkt op dit apparaat</translation>
    </message>
</context>
<context>
    <name>LoadingState</name>
    <message>
        <source>Loading</source>
        <translation>Bezig met laden</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Veldboek</source>
        <translation>Veldboek</translation>
    </message>
</context>
<context>
    <name>MorePage</name>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Vergrendelen</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>As the device</source>
        <translation>Zoals het apparaat</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Donker</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoog contrast</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tekstgrootte</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Minder beweging</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Weergave</translation>
    </message>
</context>
<context>
    <name>NavBar</name>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Casussen</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aandacht</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
</context>
<context>
    <name>NavButton</name>
    <message numerus="yes">
        <source>%1, %n item(s)</source>
        <comment>a place in the navigation with a count</comment>
        <translation>
            <numerusform>%1, %n onderwerp</numerusform>
            <numerusform>%1, %n onderwerpen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Casussen</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aandacht</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
</context>
<context>
    <name>PersonRow</name>
    <message>
        <source>Minor</source>
        <translation>Minderjarig</translation>
    </message>
    <message>
        <source>%1 of 11 areas of life filled</source>
        <translation>%1 van 11 leefgebieden ingevuld</translation>
    </message>
</context>
<context>
    <name>PersonsPart</name>
    <message>
        <source>No persons yet</source>
        <translation>Nog geen personen</translation>
    </message>
</context>
<context>
    <name>SafetyBand</name>
    <message>
        <source>Safety: %1. %2. %3. %4</source>
        <translation>Veiligheid: %1. %2. %3. %4</translation>
    </message>
    <message>
        <source>%1 withdrew this without having seen this level. It stays in force.</source>
        <translation>%1 trok dit in zonder dit niveau te hebben gezien. Het blijft gelden.</translation>
    </message>
    <message>
        <source>The review date has passed. The warning stays in force.</source>
        <translation>De datum om te herzien is voorbij. De waarschuwing blijft gelden.</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear the search</source>
        <translation>Zoekveld leegmaken</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Back to the list</source>
        <translation>Terug naar de lijst</translation>
    </message>
    <message>
        <source>Search in all files</source>
        <translation>Zoeken in alle dossiers</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gevonden</translation>
    </message>
    <message>
        <source>Type a word, a name or the beginning of one.</source>
        <translation>Typ een woord, een naam of het begin ervan.</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>Niets gevonden voor ‘%1’</translation>
    </message>
    <message>
        <source>Veldboek searches in what you may read, on this device. Try a shorter word.</source>
        <translation>Veldboek zoekt in wat jij mag lezen, op dit apparaat. Probeer een korter woord.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>That passphrase is not right. Check that Caps Lock is off and try again.</source>
        <translation>Dat is niet het goede wachtwoord. Kijk of Caps Lock uit staat en probeer het nog eens.</translation>
    </message>
    <message>
        <source>There is no Veldboek on this device yet. Ask the office to set one up.</source>
        <translation>Op dit apparaat staat nog geen Veldboek. Vraag het kantoor om er een klaar te zetten.</translation>
    </message>
    <message>
        <source>Veldboek is already open on this device. Close the other window first.</source>
        <translation>Veldboek is al open op dit apparaat. Sluit eerst het andere venster.</translation>
    </message>
    <message>
        <source>The stored copy is damaged and was not opened. Nothing was changed. Call the office.</source>
        <translation>De opgeslagen kopie is beschadigd en is niet geopend. Er is niets veranderd. Bel het kantoor.</translation>
    </message>
    <message>
        <source>The stored copy was made by a newer Veldboek. Install the update first.</source>
        <translation>De opgeslagen kopie is van een nieuwere Veldboek. Installeer eerst de update.</translation>
    </message>
    <message>
        <source>There is no room left on this device. Nothing was saved. Make room and try again.</source>
        <translation>Dit apparaat is vol. Er is niets vastgelegd. Maak ruimte en probeer het nog eens.</translation>
    </message>
    <message>
        <source>This device could not write. Nothing was saved. Try again.</source>
        <translation>Dit apparaat kon niet schrijven. Er is niets vastgelegd. Probeer het nog eens.</translation>
    </message>
    <message>
        <source>Veldboek is locked. Open it first.</source>
        <translation>Veldboek is vergrendeld. Open het eerst.</translation>
    </message>
    <message>
        <source>This is no longer on this device.</source>
        <translation>Dit staat niet meer op dit apparaat.</translation>
    </message>
    <message>
        <source>You no longer belong to this case. Nothing was saved.</source>
        <translation>Je hoort niet meer bij deze casus. Er is niets vastgelegd.</translation>
    </message>
    <message>
        <source>Something is still to be filled in.</source>
        <translation>Er moet nog iets worden ingevuld.</translation>
    </message>
    <message numerus="yes">
        <source>The text is too long. There is room for %n character(s).</source>
        <translation>
            <numerusform>De tekst is te lang. Er is plaats voor %n teken.</numerusform>
            <numerusform>De tekst is te lang. Er is plaats voor %n tekens.</numerusform>
        </translation>
    </message>
    <message>
        <source>This choice does not exist in your house. Choose another one.</source>
        <translation>Deze keuze bestaat niet in jullie Veiligheidshuis. Kies een andere.</translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation>Zeg waarom.</translation>
    </message>
    <message>
        <source>Your role may not do this. Nothing was changed.</source>
        <translation>Met jouw rol mag dit niet. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>Something changed in the meantime. Look again and choose again.</source>
        <translation>Er is intussen iets veranderd. Kijk opnieuw en kies opnieuw.</translation>
    </message>
    <message>
        <source>There is no network. What you wrote stays on this device.</source>
        <translation>Er is geen netwerk. Wat je schreef, blijft op dit apparaat.</translation>
    </message>
    <message>
        <source>There is a network, but the hub does not answer. What you wrote stays on this device.</source>
        <translation>Er is netwerk, maar de hub geeft geen antwoord. Wat je schreef, blijft op dit apparaat.</translation>
    </message>
    <message>
        <source>The hub does not accept this device. Call the office.</source>
        <translation>De hub laat dit apparaat niet toe. Bel het kantoor.</translation>
    </message>
    <message>
        <source>Veldboek and the hub are of different versions: an update is needed. What you wrote stays on this device.</source>
        <translation>Veldboek en de hub zijn van verschillende versies: er is een update nodig. Wat je schreef, blijft op dit apparaat.</translation>
    </message>
    <message>
        <source>Something went wrong in Veldboek. Nothing was changed. Call the office.</source>
        <translation>Er ging iets mis in Veldboek. Er is niets veranderd. Bel het kantoor.</translation>
    </message>
    <message>
        <source>Refused: your role may not change this. It stands as a proposal.</source>
        <translation>Geweigerd: met jouw rol mag dit niet. Het staat er als voorstel.</translation>
    </message>
    <message>
        <source>Refused: you were no longer in the case team.</source>
        <translation>Geweigerd: je zat niet meer in het casusteam.</translation>
    </message>
    <message>
        <source>Refused: this device was not valid at that moment.</source>
        <translation>Geweigerd: dit apparaat was toen niet geldig.</translation>
    </message>
    <message>
        <source>Refused: too large.</source>
        <translation>Geweigerd: te groot.</translation>
    </message>
    <message>
        <source>Refused: the hub could not read it. Call the office.</source>
        <translation>Geweigerd: de hub kon het niet lezen. Bel het kantoor.</translation>
    </message>
    <message>
        <source>Refused: this was removed in the meantime.</source>
        <translation>Geweigerd: dit is intussen verwijderd.</translation>
    </message>
    <message>
        <source>Two versions: %1</source>
        <translation>Twee versies: %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Arrived after its author had left: %1</source>
        <translation>Binnengekomen na uittreding van de schrijver: %1</translation>
    </message>
    <message>
        <source>Happened before the decision, arrived after it: %1</source>
        <translation>Gebeurd vóór het besluit, later binnengekomen: %1</translation>
    </message>
    <message>
        <source>Check: done and also cancelled: %1</source>
        <translation>Controleren: gedaan en ook vervallen: %1</translation>
    </message>
    <message>
        <source>This case has no coordinator</source>
        <translation>Geen casusregisseur</translation>
    </message>
    <message>
        <source>The hub contradicts itself. Call the office.</source>
        <translation>De hub spreekt zichzelf tegen. Bel het kantoor.</translation>
    </message>
    <message>
        <source>There is something here that this Veldboek cannot show yet. It is kept. Install the update.</source>
        <translation>Hier staat iets wat deze Veldboek nog niet kan tonen. Het blijft bewaard. Installeer de update.</translation>
    </message>
    <message>
        <source>Until somebody decides, the earliest date rules.</source>
        <translation>Tot iemand beslist, geldt de vroegste datum.</translation>
    </message>
    <message>
        <source>Until somebody decides, the latest date rules.</source>
        <translation>Tot iemand beslist, geldt de laatste datum.</translation>
    </message>
    <message>
        <source>Until somebody decides, the strictest one rules.</source>
        <translation>Tot iemand beslist, geldt de strengste.</translation>
    </message>
    <message>
        <source>Until somebody decides, everything stays as it is.</source>
        <translation>Tot iemand beslist, blijft alles zoals het is.</translation>
    </message>
    <message>
        <source>Until somebody decides, everybody sees both, the newest first.</source>
        <translation>Tot iemand beslist, ziet iedereen beide, de nieuwste eerst.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Gedaan</translation>
    </message>
    <message>
        <source>Taken up</source>
        <translation>Opgepakt</translation>
    </message>
    <message>
        <source>Cannot do: %1</source>
        <translation>Lukt niet: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Vervalt</translation>
    </message>
    <message>
        <source>Take up again</source>
        <translation>Weer oppakken</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Casus</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persoon</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Informatie</translation>
    </message>
    <message>
        <source>Safety warning</source>
        <translation>Veiligheidswaarschuwing</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Actie</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Choose a case</source>
        <translation>Kies een casus</translation>
    </message>
    <message>
        <source>What is dangerous, what is agreed and what happened last appear here.</source>
        <translation>Hier staat wat gevaarlijk is, wat is afgesproken en wat er het laatst gebeurde.</translation>
    </message>
</context>
<context>
    <name>StatusCorner</name>
    <message>
        <source>Syncing</source>
        <translation>Bezig met bijwerken</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message numerus="yes">
        <source>Sync status: %1, %n not sent</source>
        <comment>button that opens the sync status</comment>
        <translation>
            <numerusform>Stand van bijwerken: %1, %n niet verstuurd</numerusform>
            <numerusform>Stand van bijwerken: %1, %n niet verstuurd</numerusform>
        </translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Geen verbinding</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>No network since %1</source>
        <translation>Geen netwerk sinds %1</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Geen netwerk</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Nog niet bekend</translation>
    </message>
    <message numerus="yes">
        <source>%n not sent yet</source>
        <translation>
            <numerusform>Nog niet verstuurd: %n</numerusform>
            <numerusform>Nog niet verstuurd: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything has been sent</source>
        <translation>Alles is verstuurd</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Never on this device</source>
        <translation>Nog nooit op dit apparaat</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n onderwerp</numerusform>
            <numerusform>%n onderwerpen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Niets</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aandacht</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Verstuurd</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>Laatst bijgewerkt</translation>
    </message>
    <message>
        <source>Tries again %1</source>
        <translation>Probeert het opnieuw: %1</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>Bezig met bijwerken…</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Nu bijwerken</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>Om naar te kijken</translation>
    </message>
    <message>
        <source>Nothing asks for your attention</source>
        <translation>Niets vraagt je aandacht</translation>
    </message>
    <message>
        <source>Two versions, refusals and late arrivals appear here.</source>
        <translation>Twee versies, weigeringen en late berichten staan hier.</translation>
    </message>
    <message>
        <source>No contact with the hub since %1</source>
        <translation>Geen contact met de hub sinds %1</translation>
    </message>
    <message>
        <source>No contact with the hub</source>
        <translation>Geen contact met de hub</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbinding</translation>
    </message>
</context>
<context>
    <name>TextArea</name>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <comment>shown when a text field is nearly full</comment>
        <translation>
            <numerusform>Nog %n teken</numerusform>
            <numerusform>Nog %n tekens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelinePart</name>
    <message>
        <source>Time line</source>
        <translation>Tijdlijn</translation>
    </message>
    <message numerus="yes">
        <source>New since %1 (%n)</source>
        <translation>
            <numerusform>Nieuw sinds %1 (%n)</numerusform>
            <numerusform>Nieuw sinds %1 (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Wat er gebeurde</translation>
    </message>
    <message>
        <source>Contacts only</source>
        <translation>Alleen contacten</translation>
    </message>
    <message>
        <source>Nothing has been written yet</source>
        <translation>Er is nog niets geschreven</translation>
    </message>
    <message>
        <source>The first contact starts the story.</source>
        <translation>Met het eerste contact begint het verhaal.</translation>
    </message>
</context>
<context>
    <name>TimelineRow</name>
    <message>
        <source>You</source>
        <translation>Jij</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Informatie</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Besluit</translation>
    </message>
    <message>
        <source>Withheld</source>
        <translation>Niet gedeeld</translation>
    </message>
    <message>
        <source>Safety warning</source>
        <translation>Veiligheidswaarschuwing</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Actie</translation>
    </message>
    <message>
        <source>%1: known, not shared</source>
        <translation>%1: bekend, niet gedeeld</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nieuw</translation>
    </message>
    <message>
        <source>Withdrawn by its author. Who and when stay.</source>
        <translation>Ingetrokken door de schrijver. Wie en wanneer blijven staan.</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Waargenomen</translation>
    </message>
    <message>
        <source>Told by %1</source>
        <translation>Verteld door %1</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Verteld</translation>
    </message>
    <message>
        <source>%1 thinks</source>
        <translation>Duiding van %1</translation>
    </message>
    <message>
        <source>Why: %1. Ask %2.</source>
        <translation>Reden: %1. Vraag %2.</translation>
    </message>
    <message>
        <source>The report is not for your organisation.</source>
        <translation>Het verslag is niet voor jouw organisatie.</translation>
    </message>
    <message>
        <source>After leaving the team</source>
        <translation>Na uittreding</translation>
    </message>
    <message>
        <source>Arrived %1</source>
        <translation>Binnengekomen %1</translation>
    </message>
    <message>
        <source>Clock was off</source>
        <translation>Klok afwijkend</translation>
    </message>
    <message numerus="yes">
        <source>%n version(s)</source>
        <translation>
            <numerusform>%n versie</numerusform>
            <numerusform>%n versies</numerusform>
        </translation>
    </message>
    <message>
        <source>Happened</source>
        <translation>Gebeurd</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>Ingevoerd</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Ontvangen</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>nog niet</translation>
    </message>
    <message>
        <source>Visible to</source>
        <translation>Zichtbaar voor</translation>
    </message>
    <message>
        <source>You think</source>
        <translation>Jouw duiding</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Nothing for today</source>
        <translation>Niets voor vandaag</translation>
    </message>
    <message>
        <source>No visits, no actions and nothing that asks for your attention.</source>
        <translation>Geen bezoeken, geen acties en niets dat je aandacht vraagt.</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aandacht</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Bezoeken</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Acties</translation>
    </message>
    <message>
        <source>Half written</source>
        <translation>Half geschreven</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles tonen</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Veldboek</source>
        <translation>Veldboek</translation>
    </message>
    <message>
        <source>Your cases are locked on this device. Type your passphrase to open them. This works without a network.</source>
        <translation>Je casussen staan op slot op dit apparaat. Typ je wachtwoord om ze te openen. Dat kan ook zonder netwerk.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Wachtwoord</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Bezig met openen…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>This takes about a second. It is slow on purpose: guessing must cost a thief time.</source>
        <translation>Dit duurt ongeveer een seconde. Dat is expres: raden moet een dief tijd kosten.</translation>
    </message>
</context>
<context>
    <name>WarningBands</name>
    <message>
        <source>Show only the gravest</source>
        <translation>Alleen de ernstigste tonen</translation>
    </message>
    <message numerus="yes">
        <source>%n more warning(s)</source>
        <translation>
            <numerusform>Nog %n waarschuwing</numerusform>
            <numerusform>Nog %n waarschuwingen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WarningSheet</name>
    <message>
        <source>Safety warning</source>
        <translation>Veiligheidswaarschuwing</translation>
    </message>
    <message>
        <source>What is dangerous?</source>
        <translation>Wat is er gevaarlijk?</translation>
    </message>
    <message>
        <source>Kind of danger</source>
        <translation>Soort gevaar</translation>
    </message>
    <message>
        <source>How grave?</source>
        <translation>Hoe ernstig?</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>What should a colleague do?</source>
        <translation>Wat moet een collega doen?</translation>
    </message>
    <message>
        <source>May wait</source>
        <translation>Mag later</translation>
    </message>
    <message>
        <source>The whole case team sees this, under your name, as your own observation. It is to be reviewed in six months and goes out before everything else.</source>
        <translation>Het hele casusteam ziet dit, onder jouw naam, als eigen waarneming. Over zes maanden wordt het herzien. Het gaat vóór al het andere de deur uit.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Bezig met vastleggen…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Vastleggen</translation>
    </message>
</context>
</TS>
