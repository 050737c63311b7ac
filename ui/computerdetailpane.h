// ComputerDetailPane: the selected computer of the status grid: its steps, its timeline and what its programs printed.
#pragma once

#include "models/computerdetail.h"

#include "ui/editorpage.h"

class QPlainTextEdit;
class QTabWidget;
class QTreeView;

namespace seriatim {

class ColumnMemory;
class MessageLine;

class ComputerDetailPane : public QWidget
{
    Q_OBJECT

public:
    // The session outlives it.
    ComputerDetailPane(StoreSession &session, QWidget *parent);

    void show(const SequentialTask &task, const QStringList &programNames, const QString &computer, OrderInForce inForce);
    // While a run goes on here none other can be begun.
    void setRunning(bool running);
    void setActive(bool active) { m_detail.setActive(active); }
    // From which place "Run again" would run: the selected step, else the first one that did not succeed.
    [[nodiscard]] std::optional<int> placeToRunFrom() const;

Q_SIGNALS:
    void runFromRequested(int place);
    void openRequested(const seriatim::PageKey &key);
    void failed(const QString &message);

private:
    [[nodiscard]] QTreeView *makeView(QAbstractItemModel &model, const QString &objectName, int itemRole, int computerRole);
    [[nodiscard]] QString heading() const;
    void refresh();
    [[nodiscard]] QWidget *makeSteps();
    [[nodiscard]] QWidget *makeTimeline();
    [[nodiscard]] QString sentences() const;
    [[nodiscard]] int shownPlace() const; // of the step that is described; 0: none
    void refreshStep();
    void refreshRunButton();
    void followLink(const QString &link);
    void openLog();
    void widenColumns();
    void copy();

    ComputerDetail m_detail;
    QString m_thisComputer;
    bool m_mayRun;
    bool m_running = false;
    QList<ColumnMemory *> m_columns;
    QString m_sizedFor; // the computer whose columns were fitted
    QLabel *m_icon;
    QLabel *m_heading;
    QLabel *m_explanation;
    QTabWidget *m_tabs;
    QTreeView *m_items;
    QTreeView *m_timeline;
    QLabel *m_step; // the selected step
    MessageLine *m_removed; // of the timeline
    QPlainTextEdit *m_output;
    QPushButton *m_runButton;
    QPushButton *m_copyButton;
    QPushButton *m_logButton;
};

} // namespace seriatim
