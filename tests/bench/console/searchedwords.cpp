#include "tests/bench/console/consolebenchmarks.h"

namespace seriatim::bench {

namespace {

constexpr auto words = u"a i x y z 7 42 10 ms qt vs pc ie hp go cd dvd pdf zip sql ftp ssh vpn usb php jdk jre net sap crm erp cad bi "
                       "acl api app bot box cam doc git gpu map mdm msi nas odf orb sdk svn tax "
                       "java perl ruby rust bash curl wget node word note mail chat call text font disk file scan burn play sync view lite demo "
                       "core base data grid host kiwi lock meet noda opus page quiz skin team unit "
                       "acorn orion ingot lotus adobe cisco citrix skype teams slack opera brave agent audit basic batch cache chart clean cloud "
                       "excel flash gimp linux macro media mongo mysql nginx oracle paint patch photo pilot print proxy query radio reader "
                       "office viewer writer driver server client ledger camera backup python docker eclipse firefox chrome outlook "
                       "browser gateway storage planner toolbox runtime scanner printer kestrel halcyon delphin gundel lumiere contour fabrikat "
                       "archiver recorder database designer terminal standard juniper everline meridian bluefield northwind nordlicht telephony "
                       "dictionary professional uninstaller workstation antivirus accounting monitoring scheduling powerpoint thunderbird "
                       "libreoffice photoshop illustrator postgresql kubernetes virtualbox wireshark notepad evernote dropbox onedrive "
                       "sharepoint exchange keepass audacity handbrake blender inkscape";

} // namespace

const QStringList &searchedWords()
{
    static const QStringList all = QString::fromUtf16(words).split(u' ', Qt::SkipEmptyParts);
    return all;
}

} // namespace seriatim::bench
