#include "ui/savedreportquestions.h"

#include "ui/messages.h"

#include <QCoreApplication>
#include <QInputDialog>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::SavedReportQuestions)
};

} // namespace

QString askForReportName(QWidget *parent, const QString &title, const QString &suggested)
{
    QInputDialog dialog(parent);
    dialog.setObjectName(QStringLiteral("reportNameDialog"));
    dialog.setWindowTitle(title);
    dialog.setLabelText(Words::tr("Name of these filters, as the navigator shows it:"));
    dialog.setTextValue(suggested);
    return dialog.exec() == QDialog::Accepted ? dialog.textValue().trimmed() : QString();
}

bool mayRemoveSavedReport(QWidget *parent, const QString &name)
{
    Question question;
    question.objectName = QStringLiteral("removeSavedReportQuestion");
    question.text = Words::tr("Remove the saved filter “%1”?").arg(name);
    question.information = Words::tr("The report itself stays, and so does everything in the store.");
    question.answers = {Words::tr("&Remove")};
    question.dangerous = true;
    return ask(parent, question) == 0;
}

} // namespace seriatim
