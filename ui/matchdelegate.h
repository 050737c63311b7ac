// MatchDelegate: draws the selector's rows with their symbols, and what the search found in them bold and underlined.
#pragma once

#include <QIcon>
#include <QStyledItemDelegate>

namespace seriatim {

class MatchDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit MatchDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    [[nodiscard]] const QIcon &iconOf(const QModelIndex &index) const;

    QIcon m_folder;
    QIcon m_package;
    QIcon m_program;
};

} // namespace seriatim
