// StatusSummaryBar: how many computers are in which state, as a bar and, beside it, in words.
#pragma once

#include "models/statussnapshot.h"

#include <QWidget>

class QLabel;

namespace seriatim {

class StatusSummaryBar : public QWidget
{
    Q_OBJECT

public:
    explicit StatusSummaryBar(QWidget *parent = nullptr);

    void setSummary(const StatusSummary &summary);
    [[nodiscard]] QString summaryText() const; // "40 computers: 31 succeeded, 4 failed"

Q_SIGNALS:
    void statusClicked(seriatim::ComputerStatus status); // a word was clicked: show those

protected:
    void changeEvent(QEvent *event) override;

private:
    class Bar;
    void showSummary();

    StatusSummary m_summary;
    QLabel *m_total;
    Bar *m_bar;
    QLabel *m_words;
};

} // namespace seriatim
