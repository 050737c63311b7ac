#include "ui/problemspanel.h"

#include "ui/icons.h"

namespace seriatim {

namespace {

Symbol symbolOf(ProblemKind kind)
{
    switch (kind) {
    case ProblemKind::mistake: return Symbol::problem;
    case ProblemKind::warning: return Symbol::warning;
    case ProblemKind::information: return Symbol::information;
    }
    Q_UNREACHABLE();
}

QString wordOf(ProblemKind kind)
{
    switch (kind) {
    case ProblemKind::mistake: return ProblemsPanel::tr("Mistake");
    case ProblemKind::warning: return ProblemsPanel::tr("Warning");
    case ProblemKind::information: return ProblemsPanel::tr("Note");
    }
    Q_UNREACHABLE();
}

} // namespace

ProblemsPanel::ProblemsPanel(QWidget *parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("problemList"));
    setAccessibleName(tr("Problems"));
    setFrameShape(QFrame::NoFrame);
    setWordWrap(true);
    setResizeMode(QListView::Adjust);
    connect(this, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) { Q_EMIT problemChosen(m_problems[static_cast<size_t>(row(item))]); });
}

void ProblemsPanel::setProblems(const std::vector<Problem> &problems)
{
    if (problems == m_problems)
        return;
    m_problems = problems;
    clear();
    for (const Problem &problem : problems) {
        auto *item = new QListWidgetItem(icon(symbolOf(problem.kind)), problem.text, this);
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1: %2").arg(wordOf(problem.kind), problem.text));
    }
}

} // namespace seriatim
