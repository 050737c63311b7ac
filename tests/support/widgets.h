// Finding and working widgets by their object names, as users do with mouse and keyboard.
#pragma once

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QTimer>

#include <functional>

namespace seriatim::test {

template <typename T>
T *child(QObject &of, const char *name)
{
    T *found = of.findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("there is no %s", name);
    return found;
}

inline void type(QWidget &of, const char *name, const QString &text)
{
    QWidget *field = child<QWidget>(of, name);
    field->setFocus();
    QTest::keySequence(field, QKeySequence::SelectAll);
    if (text.isEmpty())
        QTest::keyClick(field, Qt::Key_Delete);
    for (const QChar c : text) { // keyClicks takes no line breaks
        if (c == u'\n')
            QTest::keyClick(field, Qt::Key_Return);
        else
            QTest::keyClicks(field, QString(c));
    }
}

inline void typeNumber(QWidget &of, const char *name, int value)
{
    auto *box = child<QSpinBox>(of, name);
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QString::number(value));
    QTest::keyClick(box, Qt::Key_Tab);
}

// By keyboard, as a user who goes down the list.
inline void choose(QWidget &of, const char *name, int row)
{
    auto *box = child<QComboBox>(of, name);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < row; ++i)
        QTest::keyClick(box, Qt::Key_Down);
}

inline void click(QWidget &of, const char *name)
{
    QTest::mouseClick(child<QWidget>(of, name), Qt::LeftButton);
}

inline void toTab(QWidget &of, const char *name)
{
    auto *page = child<QWidget>(of, name);
    for (QWidget *at = page->parentWidget(); at; at = at->parentWidget()) {
        if (auto *tabs = qobject_cast<QTabWidget *>(at)) {
            tabs->setCurrentWidget(page);
            return;
        }
    }
}

// Works the modal dialog that comes up while `act` runs.
inline bool inDialog(const std::function<void()> &act, const std::function<void(QDialog &)> &work)
{
    bool came = false;
    QTimer::singleShot(0, [&] {
        if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget())) {
            came = true;
            work(*dialog);
        }
    });
    act();
    return came;
}

} // namespace seriatim::test
