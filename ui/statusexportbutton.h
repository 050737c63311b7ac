// StatusExportButton: writes what the status grid lists to a file, off the GUI thread, with progress and a way to end it.
#pragma once

#include "models/statussnapshot.h"

#include <QPushButton>

#include <functional>

namespace seriatim {

class WorkRow;

class StatusExportButton : public QPushButton
{
    Q_OBJECT

public:
    // The session and `work` outlive it. `question` tells what is listed now.
    StatusExportButton(StoreSession &session, WorkRow &work, std::function<StatusQuestion()> question, QWidget *parent);
    ~StatusExportButton() override; // what is being written is no longer wanted

Q_SIGNALS:
    void said(const QString &sentence); // what became of it

private:
    void choose();
    void write(const StatusQuestion &question, const QString &path);

    StoreSession &m_session;
    WorkRow &m_work;
    std::function<StatusQuestion()> m_question;
    std::shared_ptr<JobControl> m_control;
};

} // namespace seriatim
