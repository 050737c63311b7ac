// DialogDriver: does something in the next modal dialog of a kind, as a user would, while exec() waits for him.
#pragma once

#include <QApplication>
#include <QDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <functional>

namespace seriatim {

class DialogDriver
{
public:
    // Fails the test when no such dialog has come by the end of its scope.
    DialogDriver(const QString &objectName, std::function<void(QDialog &)> act) : m_name(objectName), m_act(std::move(act))
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
        m_timer.start(5);
    }
    ~DialogDriver()
    {
        if (!m_seen)
            QTest::qFail(qPrintable(QStringLiteral("the dialog %1 never came").arg(m_name)), __FILE__, __LINE__);
    }
    Q_DISABLE_COPY_MOVE(DialogDriver)

private:
    void look()
    {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        if (!dialog || dialog->objectName() != m_name)
            return;
        m_timer.stop();
        m_seen = true;
        m_act(*dialog);
        if (QTest::currentTestFailed())
            dialog->reject(); // or exec() would wait for ever
    }

    QString m_name;
    std::function<void(QDialog &)> m_act;
    QTimer m_timer;
    bool m_seen = false;
};

// Clicks a button of the dialog by its object name.
inline std::function<void(QDialog &)> clicking(const QString &button)
{
    return [button](QDialog &dialog) {
        auto *found = dialog.findChild<QAbstractButton *>(button);
        if (!found)
            qFatal("the dialog has no button %s", qPrintable(button));
        QTest::mouseClick(found, Qt::LeftButton);
    };
}

} // namespace seriatim
