// TaskSearch: the toolbar's field that finds a sequential task by any part of its name.
#pragma once

#include "models/navigatormodel.h"

#include <QLineEdit>

class QStringListModel;

namespace seriatim {

class TaskSearch : public QLineEdit
{
    Q_OBJECT

public:
    explicit TaskSearch(QWidget *parent = nullptr);

    void setTasks(const std::vector<TaskSummary> &tasks);

Q_SIGNALS:
    void taskChosen(const QString &guid);
    void nothingFound(const QString &sentence);

private:
    void choose(const QString &name);
    void chooseFirst();

    QHash<QString, QString> m_guids; // by name; a name belongs to one task
    QStringListModel *m_names;
};

} // namespace seriatim
