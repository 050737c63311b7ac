// ReportExport: a whole report, not only the rows that are shown, as a file or on paper. One for a page, which has the buttons.
#pragma once

#include "models/reportfiles.h"

#include <QObject>

#include <functional>

class QPrinter;
class QToolButton;

namespace seriatim {

class EditorPage;
class WorkRow;

class ReportExport : public QObject
{
    Q_OBJECT

public:
    struct Question {
        ReportRequest request{};
        std::function<void(Report &)> narrow{}; // off the window's thread; may be empty
    };

    // What is asked for when a button is pressed. Page and work row outlive it.
    ReportExport(StoreSession &session, EditorPage &page, WorkRow &work, std::function<Question()> question);
    ~ReportExport() override;

    [[nodiscard]] QToolButton *exportButton() const { return m_export; }
    [[nodiscard]] QToolButton *printButton() const { return m_print; }
    void setEnabled(bool enabled);

private:
    enum class Format { csv, json, html, pdf };

    void addFormat(Format format, const QString &name, const QString &text);
    void exportAs(Format format);
    [[nodiscard]] QString chooseFile(Format format, const QString &name);
    void writeTo(const QString &path, Format format);
    void print();
    void begin();
    void updateButtons();
    [[nodiscard]] bool mayPrint(const Report &report);
    void end();
    [[nodiscard]] static Result<SharedReport> read(Workspace &workspace, const Question &question, JobControl &control);
    [[nodiscard]] static Result<QByteArray> bytesOf(const Report &report, Format format, JobControl &control);
    void fail(const QString &what, const Error &error);

    StoreSession &m_session;
    EditorPage &m_page;
    WorkRow &m_work;
    std::function<Question()> m_question;
    QToolButton *m_export;
    QToolButton *m_print;
    bool m_enabled = true;
    std::shared_ptr<JobControl> m_control; // null: nothing is under way
};

// The pages that the printer is set to, all of them if it is to none.
void printReport(const Report &report, QPrinter &printer);

} // namespace seriatim
