#include "ui/translations.h"

#include <QCoreApplication>
#include <QTranslator>

namespace seriatim {

void installTranslations(QCoreApplication &application)
{
    auto *plurals = new QTranslator(&application);
    if (plurals->load(QStringLiteral(":/seriatim/translations/seriatim_en.qm")))
        QCoreApplication::installTranslator(plurals);
}

} // namespace seriatim
