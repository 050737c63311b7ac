#include "ui/dashboardlist.h"

#include "ui/dashboardlabels.h"

#include <QVBoxLayout>

namespace seriatim {

DashboardList::DashboardList(const QString &heading, const QString &name, QWidget *parent)
    : QWidget(parent), m_name(name), m_layout(new QVBoxLayout(this)), m_none(new QLabel(this))
{
    constexpr double headingSize = 1.2;
    setObjectName(name);
    setAccessibleName(heading);
    QLabel *title = headingLabel(heading, headingSize, this);
    title->setObjectName(name + QStringLiteral("Heading"));
    m_none->setObjectName(name + QStringLiteral("None"));
    m_none->setWordWrap(true);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->addWidget(title);
    m_layout->addWidget(m_none);
    m_layout->addStretch(1);
}

void DashboardList::setSentences(std::vector<DashboardSentence> sentences, const QString &none)
{
    m_sentences = std::move(sentences);
    m_none->setText(none);
    m_none->setVisible(m_sentences.empty());
    while (m_labels.size() < m_sentences.size()) {
        auto *label = new LinkLabel(this);
        label->setObjectName(m_name + QStringLiteral("Sentence"));
        m_layout->insertWidget(m_layout->count() - 1, label);
        connect(label, &QLabel::linkActivated, this, [this, at = m_labels.size()](const QString &link) {
            if (at < m_sentences.size())
                m_sentences[at].clicked(link);
        });
        m_labels.push_back(label);
    }
    for (size_t i = 0; i < m_labels.size(); ++i) {
        const bool used = i < m_sentences.size();
        if (used)
            m_labels[i]->setSentence(m_sentences[i].html, m_sentences[i].plain);
        m_labels[i]->setVisible(used);
    }
}

} // namespace seriatim
