#include "ui/speedwords.h"

#include "models/catalogueedit.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct SpeedWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::SpeedWords)
};

} // namespace

QString speedText(int kilobytesPerSecond)
{
    if (kilobytesPerSecond == 0)
        return SpeedWords::tr("Any");
    if (kilobytesPerSecond % 1024 == 0)
        return SpeedWords::tr("%1 MB/s").arg(kilobytesPerSecond / 1024);
    return SpeedWords::tr("%1 KB/s").arg(kilobytesPerSecond);
}

void chooseSpeed(QComboBox *box, int kilobytesPerSecond)
{
    if (box->count() == 0) {
        for (const int speed : offeredSpeedsKbps())
            box->addItem(speedText(speed), speed);
    }
    if (box->findData(kilobytesPerSecond) < 0)
        box->addItem(speedText(kilobytesPerSecond), kilobytesPerSecond);
    box->setCurrentIndex(box->findData(kilobytesPerSecond));
}

} // namespace seriatim
