// AgentItemPane: the row that is selected in the agent window: why it is as it is, its times, and the end of what its
// program printed, live.
#pragma once

#include "models/agentmodel.h"
#include "models/logfollower.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace seriatim {

class AgentItemPane : public QWidget
{
    Q_OBJECT

public:
    explicit AgentItemPane(QWidget *parent = nullptr);

    void show(const AgentSequenceView &sequence);
    void show(const AgentItemView &item, const AgentSequenceView &sequence);
    void showNothing();

    // Nothing is read while nobody looks. Inactive at first.
    void setActive(bool active) { m_log.setActive(active); }
    [[nodiscard]] QString text() const; // all of it, to copy

protected:
    void changeEvent(QEvent *event) override;

private:
    void say(const QString &heading, const QString &times, const QString &explanation);
    void paintStatus();
    void showLog();
    void openLog() const;

    LogFollower m_log;
    std::optional<AgentItemView> m_item;
    std::optional<ComputerStatus> m_sequenceStatus; // of the sequence that is shown itself
    QLabel *m_icon;
    QLabel *m_heading;
    QLabel *m_times;
    QLabel *m_explanation;
    QLabel *m_logTitle;
    QPlainTextEdit *m_output;
    QPushButton *m_openButton;
};

} // namespace seriatim
