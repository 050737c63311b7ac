// JournalPair: synchronization.xml in an agent's memory and on its disk, beside each other; the lines that differ are marked.
#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace seriatim {

class JournalPair : public QWidget
{
    Q_OBJECT

public:
    explicit JournalPair(QWidget *parent);

    // `wouldLose`: a loss of power now would lose something.
    void show(const QString &memory, const QString &disk, bool wouldLose);

protected:
    void changeEvent(QEvent *event) override;

private:
    QPlainTextEdit *addText(const QString &title, const char *name);
    void markDifferences();

    QPlainTextEdit *m_memory;
    QPlainTextEdit *m_disk;
    QLabel *m_verdict;
};

} // namespace seriatim
