// Deleting catalogue objects: says what uses them, and takes them out of it with the user's consent (B7 for the steps that
// stay). Where nothing uses them, one plain question.
#pragma once

#include "models/removal.h"
#include "models/storesession.h"

#include <QDialog>

#include <memory>
#include <variant>

namespace Ui {
class RemoveDialog;
}

namespace seriatim {

class RemoveDialog : public QDialog
{
    Q_OBJECT

public:
    // `name` as in "Delete %1?": "package “Phone 4.1”".
    RemoveDialog(const QString &name, const Usage &usage, bool losesLineItems, QWidget *parent = nullptr);
    ~RemoveDialog() override;

    [[nodiscard]] KeepFinished keep() const;

private:
    void listUsage(const Usage &usage);

    std::unique_ptr<Ui::RemoveDialog> m_ui;
};

using RemovableId = std::variant<PackageId, ProgramId, ComputerId, CollectionId, UserId, UserGroupId, AgentSettingsId>;

// Asks, removes, and tells the session. False: nothing was removed; where that was an error, it has been shown.
bool removeWithConsent(QWidget *parent, StoreSession &session, const Removal &removal, const QString &name);
bool removeWithConsent(QWidget *parent, StoreSession &session, const RemovableId &id, const QString &name);

} // namespace seriatim
