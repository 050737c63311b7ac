<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>seriatim::CollectionsDialog</name>
    <message numerus="yes">
        <source>%1 (%n computer(s))</source>
        <translation>
            <numerusform>%1 (%n computer)</numerusform>
            <numerusform>%1 (%n computers)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n collection(s) chosen</source>
        <translation>
            <numerusform>%n collection chosen</numerusform>
            <numerusform>%n collections chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>seriatim::GeneralPage</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %1 without %n item(s) whose run time is not estimated</source>
        <translation>
            <numerusform>about %1 without %n item whose run time is not estimated</numerusform>
            <numerusform>about %1 without %n items whose run time is not estimated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restart(s)</source>
        <translation>
            <numerusform>%n restart</numerusform>
            <numerusform>%n restarts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 to %n restart(s), as the return codes ask for</source>
        <translation>
            <numerusform>%1 to %n restart, as the return codes ask for</numerusform>
            <numerusform>%1 to %n restarts, as the return codes ask for</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n collection(s)</source>
        <translation>
            <numerusform>%n collection</numerusform>
            <numerusform>%n collections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that is/are not in the store any more</source>
        <translation>
            <numerusform>%n that is not in the store any more</numerusform>
            <numerusform>%n that are not in the store any more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n computer(s) in all</source>
        <translation>
            <numerusform>%1: %n computer in all</numerusform>
            <numerusform>%1: %n computers in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” breaks %n dependency(s).</source>
        <translation>
            <numerusform>“%1” breaks %n dependency.</numerusform>
            <numerusform>“%1” breaks %n dependencies.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Drop these dependencies</source>
        <translation>
            <numerusform>&amp;Drop these dependencies</numerusform>
            <numerusform>&amp;Drop these dependencies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) copied</source>
        <translation>
            <numerusform>%n item copied</numerusform>
            <numerusform>%n items copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cut %n item(s)</source>
        <translation>
            <numerusform>Cut %n item</numerusform>
            <numerusform>Cut %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paste %n item(s)</source>
        <translation>
            <numerusform>Paste %n item</numerusform>
            <numerusform>Paste %n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>seriatim::Messages</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>seriatim::NavigatorModel</name>
    <message numerus="yes">
        <source>%1, %n inside</source>
        <translation>
            <numerusform>%1, %n inside</numerusform>
            <numerusform>%1, %n inside</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>seriatim::OrderEdit</name>
    <message numerus="yes">
        <source>Move %n item(s) up</source>
        <translation>
            <numerusform>Move %n item up</numerusform>
            <numerusform>Move %n items up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n item(s) down</source>
        <translation>
            <numerusform>Move %n item down</numerusform>
            <numerusform>Move %n items down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n item(s) to place %1</source>
        <translation>
            <numerusform>Move %n item to place %1</numerusform>
            <numerusform>Move %n items to place %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n item(s) to the top</source>
        <translation>
            <numerusform>Move %n item to the top</numerusform>
            <numerusform>Move %n items to the top</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n item(s) to the bottom</source>
        <translation>
            <numerusform>Move %n item to the bottom</numerusform>
            <numerusform>Move %n items to the bottom</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n item(s)</source>
        <translation>
            <numerusform>Remove %n item</numerusform>
            <numerusform>Remove %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n item(s)</source>
        <translation>
            <numerusform>Add %n item</numerusform>
            <numerusform>Add %n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>seriatim::PackageSourceEditor</name>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n file, %1</numerusform>
            <numerusform>%n files, %1</numerusform>
        </translation>
    </message>
</context>
</TS>
