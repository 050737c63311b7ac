// ImpactDialog: what a save with a changed execution order will cost (B7), with the figures as they are now, and the choice
// between running everything again and keeping finished steps. It saves nothing itself.
#pragma once

#include "models/latestanswer.h"
#include "models/taskeditor.h"

#include <QDialog>

#include <optional>

namespace Ui {
class ImpactDialog;
}

namespace seriatim {

class ImpactDialog : public QDialog
{
    Q_OBJECT

public:
    // The names of the draft's programs by place, for the list.
    ImpactDialog(StoreSession &session, const SequentialTask &saved, const SequentialTask &draft, const QStringList &programNames,
                 QWidget *parent = nullptr);
    ~ImpactDialog() override;

    // Once it is accepted.
    [[nodiscard]] KeepFinished choice() const { return m_choice; }

private:
    struct Figures;
    [[nodiscard]] static Result<Figures> askStore(Workspace &workspace, const SequentialTask &saved, const SequentialTask &draft);
    void take(const Result<Figures> &figures);
    void refresh();
    void show(const Impact &impact);
    void showComputers(const std::vector<ComputerTaskStatus> &computers, int total);
    void fail(const Error &error);

    std::unique_ptr<LatestAnswer<Figures>> m_answer;
    SequentialTask m_saved;
    SequentialTask m_draft;
    QStringList m_programNames;
    std::unique_ptr<Ui::ImpactDialog> m_ui;
    KeepFinished m_choice = KeepFinished::no;
};

} // namespace seriatim
