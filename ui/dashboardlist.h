// DashboardList: sentences below each other under a heading, each with links. Sentences that stay keep their widgets, so
// that the keyboard stays where it is.
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace seriatim {

class LinkLabel;

struct DashboardSentence {
    QString html;
    QString plain; // for screen readers
    std::function<void(const QString &link)> clicked{};
};

class DashboardList : public QWidget
{
    Q_OBJECT

public:
    // `name` begins the object names: "problems" gives "problemsHeading", "problemsNone" and a "problemsSentence" each.
    DashboardList(const QString &heading, const QString &name, QWidget *parent = nullptr);

    // `none` is shown where there is no sentence.
    void setSentences(std::vector<DashboardSentence> sentences, const QString &none);

private:
    QString m_name;
    QVBoxLayout *m_layout;
    QLabel *m_none;
    std::vector<LinkLabel *> m_labels; // as many as there ever were sentences
    std::vector<DashboardSentence> m_sentences;
};

} // namespace seriatim
