// StatusFilterBar: which computers the status grid shows: by state and name, and on demand by an item's result, a return
// code, time and text.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/statussnapshot.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace seriatim {

class StatusFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit StatusFilterBar(QWidget *parent);

    void setItems(const SequentialTask &task);
    void setProgramNames(const QStringList &byPlace);
    void setState(const QString &sentence); // beside the filters
    void setCollections(const std::vector<CollectionEntry> &byName);
    void showOnly(seriatim::ComputerStatus status);
    void showOnly(const seriatim::StatusListQuery &query); // and of nothing else; what it is sorted by does not matter
    [[nodiscard]] StatusListQuery query() const;

Q_SIGNALS:
    void changed(const seriatim::StatusListQuery &query);
    void refreshWished();

private:
    [[nodiscard]] QLayout *makeFirstRow();
    [[nodiscard]] QWidget *makeMore();
    void setExactSince(std::optional<Instant> since);
    void tell();
    void clearMore();

    QComboBox *m_status;
    QLineEdit *m_computer;
    QLabel *m_state;
    QToolButton *m_moreButton;
    QWidget *m_more;
    QComboBox *m_item;
    QComboBox *m_result;
    QLineEdit *m_code;
    QComboBox *m_since;
    QComboBox *m_collection;
    QLineEdit *m_text;
    QTimer m_typing;
    std::vector<LineItemId> m_items; // by place
    std::optional<Instant> m_exactSince; // a moment that none of the choices stands for, from elsewhere
    QStringList m_programNames;
};

} // namespace seriatim
