#include "ui/staledialog.h"

#include "models/timewords.h"

#include <QGridLayout>
#include <QListWidget>

namespace seriatim {

StaleDialog::StaleDialog(const StaleSave &stale, const QString &taskName, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("staleDialog"));
    setWindowTitle(tr("Saved by somebody else"));
    auto *summary = new QLabel(stale.removed ? tr("%1 removed “%2” at %3, after you had opened it.").arg(stale.savedBy, taskName, timeText(stale.savedAt))
                                             : tr("%1 saved revision %2 of “%3” at %4, after you had opened it. Nothing was overwritten.")
                                                   .arg(stale.savedBy).arg(stale.theirs.revision).arg(taskName, timeText(stale.savedAt)), this);
    summary->setObjectName(QStringLiteral("summaryLabel"));
    summary->setWordWrap(true);
    summary->setTextFormat(Qt::PlainText);

    auto *columns = new QHBoxLayout;
    if (!stale.removed) {
        columns->addWidget(column(QStringLiteral("theirChanges"), tr("What %1 changed").arg(stale.savedBy), stale.theirChanges));
        columns->addWidget(column(QStringLiteral("myChanges"), tr("What you changed"), stale.myChanges));
    }

    auto *choices = new QGridLayout;
    choices->setColumnStretch(1, 1);
    const auto add = [&](const QString &name, const QString &text, const QString &explanation, Choice choice) {
        auto *button = new QPushButton(text, this);
        button->setObjectName(name);
        auto *label = new QLabel(explanation, this);
        label->setWordWrap(true);
        choices->addWidget(button, choices->rowCount(), 0);
        choices->addWidget(label, choices->rowCount() - 1, 1);
        connect(button, &QPushButton::clicked, this, [this, choice] { choose(choice); });
        return button;
    };
    if (stale.removed) {
        add(QStringLiteral("newButton"), tr("Make it &new"), tr("Your version becomes a new sequence, which you can look at before you save it."), Choice::makeNew);
    } else {
        add(QStringLiteral("onTopButton"), tr("Put &mine on top"),
            tr("Your changes are made to their revision; where both changed the same, yours counts. You can look at it before you save."),
            Choice::putMineOnTop);
        add(QStringLiteral("reloadButton"), tr("&Reload"), tr("Take their revision; your changes are dropped."), Choice::reload);
    }
    add(QStringLiteral("cancelButton"), tr("Cancel"), tr("Leave everything as it is for now."), Choice::cancel)->setDefault(true);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(summary);
    layout->addLayout(columns, 1);
    layout->addLayout(choices);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 26);
}

QWidget *StaleDialog::column(const QString &objectName, const QString &title, const QStringList &changes)
{
    auto *widget = new QWidget(this);
    auto *label = new QLabel(title, widget);
    auto *list = new QListWidget(widget);
    list->setObjectName(objectName);
    list->setWordWrap(true);
    list->setAlternatingRowColors(true);
    list->addItems(changes.isEmpty() ? QStringList{tr("nothing that can be seen")} : changes);
    label->setBuddy(list);
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(list);
    return widget;
}

void StaleDialog::choose(Choice choice)
{
    m_choice = choice;
    if (choice == Choice::cancel)
        reject();
    else
        accept();
}

} // namespace seriatim
