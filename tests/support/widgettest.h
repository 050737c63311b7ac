// What tests that click and type share: the widgets they meet, and how to find one by its objectName.
#pragma once

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

namespace seriatim::test {

// Ends the test program where there is none: every control that a test names exists.
template <typename T>
T &control(const QWidget &parent, const char *objectName)
{
    T *found = parent.findChild<T *>(QString::fromLatin1(objectName));
    if (!found)
        qFatal("no %s named %s", T::staticMetaObject.className(), objectName);
    return *found;
}

inline void click(QWidget &widget)
{
    QTest::mouseClick(&widget, Qt::LeftButton);
}

inline void typeInto(QLineEdit &edit, const QString &text)
{
    edit.setFocus();
    edit.selectAll();
    if (text.isEmpty())
        QTest::keyClick(&edit, Qt::Key_Delete);
    else
        QTest::keyClicks(&edit, text);
}

} // namespace seriatim::test
