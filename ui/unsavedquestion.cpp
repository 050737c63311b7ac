#include "ui/unsavedquestion.h"

#include "ui/messages.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::UnsavedQuestion)
};

Question questionAbout(const QList<EditorPage *> &dirty)
{
    QStringList names;
    for (const EditorPage *page : dirty)
        names.append(page->title());
    Question question;
    question.objectName = QStringLiteral("unsavedQuestion");
    if (dirty.size() == 1)
        question.text = Words::tr("Save the changes of “%1”?").arg(names.first());
    else
        question.text = Words::tr("Save the changes of %n page(s)?", nullptr, static_cast<int>(dirty.size()));
    if (dirty.size() > 1)
        question.details = names;
    question.information = Words::tr("Changes that are not saved are lost.");
    question.answers = {dirty.size() == 1 ? Words::tr("&Save") : Words::tr("&Save All"), Words::tr("&Discard")};
    return question;
}

} // namespace

bool mayClose(QWidget *parent, const QList<EditorPage *> &pages)
{
    if (!std::ranges::all_of(pages, [](EditorPage *page) { return page->prepareToClose(); }))
        return false;
    QList<EditorPage *> dirty;
    std::ranges::copy_if(pages, std::back_inserter(dirty), &EditorPage::isDirty);
    if (dirty.isEmpty())
        return true;
    switch (ask(parent, questionAbout(dirty))) {
    case 0: return std::ranges::all_of(dirty, [](EditorPage *page) { return page->save(); });
    case 1: std::ranges::for_each(dirty, &EditorPage::discard); return true;
    default: return false;
    }
}

} // namespace seriatim
