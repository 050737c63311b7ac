// AssumptionsEditor: the rows of a scenario as a table with buttons, opened from a scenario file and saved as one.
#pragma once

#include "models/assumptionsmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeView;

namespace seriatim {

class ToneLabel;

class AssumptionsEditor : public QWidget
{
    Q_OBJECT

public:
    explicit AssumptionsEditor(QWidget *parent);

    void setItemNames(const QStringList &names) { m_model.setItemNames(names); } // by place
    [[nodiscard]] AssumptionsModel &model() { return m_model; }

Q_SIGNALS:
    // A file has been opened: what it says beside its rows is for whoever shows it.
    void opened(const seriatim::Scenario &scenario);
    void saveRequested(); // as a file: whoever knows the rest makes the scenario whole and calls save()

public:
    void save(const Scenario &whole);
    void open(const QString &path);

private:
    [[nodiscard]] QLayout *makeButtons();
    [[nodiscard]] QPushButton *makeButton(const QIcon &icon, const QString &text, const QString &objectName);
    [[nodiscard]] int current() const; // -1: none
    void chooseFile();
    void add(AssumptionKind kind);
    void editCurrent();
    void removeCurrent();
    void moveCurrent(int by);
    void showState();
    void select(int row);

    AssumptionsModel m_model;
    QTreeView *m_table;
    QLabel *m_file;
    ToneLabel *m_problem;
    QPushButton *m_edit = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
};

} // namespace seriatim
