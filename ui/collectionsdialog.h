// CollectionsDialog: which collections a sequence or an agent policy applies to, as check boxes with counts of computers.
#pragma once

#include "models/cataloguedirectory.h"

#include <QDialog>

class QLabel;
class QListWidget;

namespace seriatim {

class CollectionsDialog : public QDialog
{
    Q_OBJECT

public:
    CollectionsDialog(const std::vector<CollectionEntry> &collections, const std::vector<CollectionId> &chosen, bool readOnly,
                      QWidget *parent = nullptr);

    // Those that were chosen before keep their order; new ones follow by name.
    [[nodiscard]] std::vector<CollectionId> chosen() const;

private:
    void fill(const std::vector<CollectionEntry> &collections, bool readOnly);
    void filter(const QString &text);
    void count();

    std::vector<CollectionEntry> m_collections;
    std::vector<CollectionId> m_before;
    QListWidget *m_list;
    QLabel *m_count;
};

} // namespace seriatim
