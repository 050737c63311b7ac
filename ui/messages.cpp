#include "ui/messages.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QMessageBox>
#include <QPushButton>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::Messages)
};

constexpr qsizetype linesInSight = 8;
constexpr int charactersInALine = 64;

// A message box is as wide as its first line, and wraps what stands below to that.
void giveWidth(QMessageBox &box)
{
    if (auto *layout = qobject_cast<QGridLayout *>(box.layout()))
        layout->addItem(new QSpacerItem(box.fontMetrics().averageCharWidth() * charactersInALine, 0), layout->rowCount(), 0, 1, layout->columnCount());
}

} // namespace

void showError(QWidget *parent, const QString &what, const Error &error)
{
    QMessageBox box(QMessageBox::Warning, QCoreApplication::applicationName(), what, QMessageBox::Ok, parent);
    box.setObjectName(QStringLiteral("errorBox"));
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(error.message());
    giveWidth(box);
    box.exec();
}

int ask(QWidget *parent, const Question &question)
{
    QMessageBox box(question.dangerous ? QMessageBox::Warning : QMessageBox::Question, QCoreApplication::applicationName(), question.text,
                    QMessageBox::NoButton, parent);
    box.setObjectName(question.objectName);
    box.setTextFormat(Qt::PlainText);
    QStringList information;
    if (!question.details.isEmpty()) {
        information.append(question.details.first(std::min(linesInSight, question.details.size())).join(u'\n'));
        if (question.details.size() > linesInSight)
            information.last().append(u'\n' + Words::tr("… and %n more", nullptr, static_cast<int>(question.details.size() - linesInSight)));
    }
    if (!question.information.isEmpty())
        information.append(question.information);
    box.setInformativeText(information.join(QStringLiteral("\n\n")));
    if (question.details.size() > linesInSight)
        box.setDetailedText(question.details.join(u'\n'));

    QList<QPushButton *> buttons;
    for (qsizetype i = 0; i < question.answers.size(); ++i) {
        QPushButton *button = box.addButton(question.answers[i], i == 0 ? QMessageBox::AcceptRole : QMessageBox::ActionRole);
        button->setObjectName(QStringLiteral("answer%1").arg(i));
        buttons.append(button);
    }
    QPushButton *cancel = box.addButton(QMessageBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    box.setEscapeButton(cancel);
    box.setDefaultButton(question.dangerous || buttons.isEmpty() ? cancel : buttons.first());
    giveWidth(box);
    box.exec();
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        if (box.clickedButton() == buttons[i])
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace seriatim
