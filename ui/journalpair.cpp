#include "ui/journalpair.h"

#include "ui/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace seriatim {

namespace {

// Lines of the text that the other one has not at the same place.
QList<QTextEdit::ExtraSelection> differingLines(const QPlainTextEdit &text, const QStringList &other, const QColor &colour)
{
    QList<QTextEdit::ExtraSelection> marks;
    for (QTextBlock block = text.document()->begin(); block.isValid(); block = block.next()) {
        if (block.text() == other.value(block.blockNumber()))
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(colour);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(mark);
    }
    return marks;
}

void keepPlace(QPlainTextEdit &text, const QString &content)
{
    if (text.toPlainText() == content)
        return;
    const int place = text.verticalScrollBar()->value();
    text.setPlainText(content);
    text.verticalScrollBar()->setValue(place);
}

} // namespace

JournalPair::JournalPair(QWidget *parent) : QWidget(parent), m_verdict(new QLabel(this))
{
    setObjectName(QStringLiteral("journalPair"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    m_memory = addText(tr("synchronization.xml in memory"), "memoryText");
    m_disk = addText(tr("on disk, as of the last status point"), "diskText");
    m_verdict->setObjectName(QStringLiteral("journalVerdict"));
    grid->addWidget(m_verdict, 2, 0, 1, 2);
    connect(m_memory->verticalScrollBar(), &QScrollBar::valueChanged, m_disk->verticalScrollBar(), &QScrollBar::setValue);
    connect(m_disk->verticalScrollBar(), &QScrollBar::valueChanged, m_memory->verticalScrollBar(), &QScrollBar::setValue);
}

QPlainTextEdit *JournalPair::addText(const QString &title, const char *name)
{
    auto *grid = static_cast<QGridLayout *>(layout());
    const int column = grid->count() / 2;
    auto *label = new QLabel(title, this);
    grid->setColumnStretch(column, 1);
    auto *text = new QPlainTextEdit(this);
    text->setObjectName(QString::fromLatin1(name));
    text->setAccessibleName(title);
    text->setReadOnly(true);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    grid->addWidget(label, 0, column);
    grid->addWidget(text, 1, column);
    return text;
}

void JournalPair::show(const QString &memory, const QString &disk, bool wouldLose)
{
    keepPlace(*m_memory, memory);
    keepPlace(*m_disk, disk);
    markDifferences();
    m_verdict->setText(memory.isEmpty() ? tr("No run has begun yet.")
                       : wouldLose      ? tr("Marked: what is in memory only. A loss of power now would lose it.")
                                        : tr("Every result is on disk: a loss of power now would lose none."));
}

void JournalPair::markDifferences()
{
    const QColor colour = isDark(palette()) ? QColor(0x6b, 0x4a, 0x00) : QColor(0xff, 0xf0, 0xb3);
    m_memory->setExtraSelections(differingLines(*m_memory, m_disk->toPlainText().split(u'\n'), colour));
    m_disk->setExtraSelections(differingLines(*m_disk, m_memory->toPlainText().split(u'\n'), colour));
}

void JournalPair::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        markDifferences();
}

} // namespace seriatim
