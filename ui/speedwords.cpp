#include "ui/speedwords.h"

#include "models/catalogueedit.h"
#include "models/deliverywords.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct SpeedWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::SpeedWords)
};

} // namespace

QString speedText(int kilobytesPerSecond)
{
    return kilobytesPerSecond == 0 ? SpeedWords::tr("Any") : linkSpeedText(kilobytesPerSecond);
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
