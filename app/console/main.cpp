#include "app/shared/processsetup.h"

#include <QApplication>

int main(int argc, char *argv[])
{
    seriatim::prepareProcess();
    const QApplication application(argc, argv);
    return seriatim::exitDone;
}
