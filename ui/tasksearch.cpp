#include "ui/tasksearch.h"

#include "models/searchtext.h"
#include "ui/icons.h"

#include <QCompleter>
#include <QStringListModel>
#include <QTimer>

namespace seriatim {

TaskSearch::TaskSearch(QWidget *parent) : QLineEdit(parent), m_names(new QStringListModel(this))
{
    setObjectName(QStringLiteral("taskSearch"));
    setPlaceholderText(tr("Search tasks"));
    setAccessibleName(tr("Search tasks"));
    setToolTip(tr("Opens a sequential task by a part of its name"));
    setClearButtonEnabled(true);
    addAction(icon(Symbol::search), QLineEdit::LeadingPosition);
    setMaximumWidth(fontMetrics().averageCharWidth() * 36);
    auto *completer = new QCompleter(m_names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(12);
    setCompleter(completer);
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this, &TaskSearch::choose);
    connect(this, &QLineEdit::returnPressed, this, &TaskSearch::chooseFirst);
}

void TaskSearch::setTasks(const std::vector<TaskSummary> &tasks)
{
    m_guids.clear();
    QStringList names;
    for (const TaskSummary &task : tasks) {
        names.append(task.name);
        m_guids.insert(task.name, task.id.toString());
    }
    m_names->setStringList(names);
}

void TaskSearch::choose(const QString &name)
{
    if (!m_guids.contains(name))
        return;
    Q_EMIT taskChosen(m_guids.value(name));
    // The completer writes the name into the field after this.
    QTimer::singleShot(0, this, &QLineEdit::clear);
}

void TaskSearch::chooseFirst()
{
    const QString wanted = foldForSearch(text().trimmed());
    if (wanted.isEmpty())
        return;
    for (const QString &name : m_names->stringList()) {
        if (foldForSearch(name).contains(wanted)) {
            choose(name);
            return;
        }
    }
    Q_EMIT nothingFound(tr("No sequential task has “%1” in its name.").arg(text().trimmed()));
}

} // namespace seriatim
