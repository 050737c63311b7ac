// ProgramPreview: what one program runs and how, read from the store off the GUI thread. Of programs shown in quick
// succession only the last is read.
#pragma once

#include "models/programwords.h"
#include "models/storesession.h"

#include <QFutureWatcher>
#include <QGroupBox>

#include <memory>

namespace Ui {
class ProgramPreview;
}

namespace seriatim {

class ProgramPreview : public QGroupBox
{
    Q_OBJECT

public:
    explicit ProgramPreview(QWidget *parent = nullptr);
    ~ProgramPreview() override;

    // The session outlives this. Once, before anything is shown.
    void setSession(StoreSession &session) { m_session = &session; }

    void showProgram(ProgramId program);
    void showHint(const QString &hint);

private:
    using Read = Result<std::optional<Package>>;

    void read();
    void show(const Read &package);
    void fill(const Package &package, const Program &program);

    std::unique_ptr<Ui::ProgramPreview> m_ui;
    StoreSession *m_session = nullptr;
    QFutureWatcher<Read> m_reading;
    std::optional<ProgramId> m_wanted;
    std::optional<ProgramId> m_asked; // what m_reading reads
};

} // namespace seriatim
