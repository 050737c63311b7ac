// ObjectListPanel<T>: an ObjectList over one kind of catalogue object, as the store has them: opening, duplicating, deleting
// with consent, history. Pages of lists are made of these.
#pragma once

#include "models/cataloguetables.h"
#include "ui/editorpage.h"
#include "ui/historydialog.h"
#include "ui/messages.h"
#include "ui/objectlist.h"
#include "ui/removedialog.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace seriatim {

struct ListWords {
    Q_DECLARE_TR_FUNCTIONS(ListWords)
};

[[nodiscard]] inline const Computer &valueOf(const Computer &computer) { return computer; }
[[nodiscard]] inline const User &valueOf(const User &user) { return user; }
[[nodiscard]] inline const UserGroup &valueOf(const UserGroup &group) { return group; }
[[nodiscard]] inline const Collection &valueOf(const CountedCollection &counted) { return counted.collection; }

template <typename T>
class ObjectListPanel : public QWidget
{
public:
    struct Kind {
        PageKind page;
        AuditObject audit;
        ObjectList::Words words;
        QString one;  // "computer"
        QString many; // "computers"
        std::vector<typename ObjectTableModel<T>::Column> columns;
        std::vector<decltype(T::id)> Removal::*removed;
    };

    // `page` is told what is to be opened. Nothing is read before reload().
    ObjectListPanel(StoreSession &session, EditorPage &page, const Kind &kind, QWidget *parent)
        : QWidget(parent), m_session(session), m_page(page), m_kind(kind), m_model(kind.columns),
          m_list(new ObjectList(kind.words, m_model, [this](const QString &text) { filter(text); }, session.isReadOnly(), this))
    {
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_list);
        connect(m_list, &ObjectList::newRequested, this, [this] { Q_EMIT m_page.newRequested(m_kind.page, {}); });
        connect(m_list, &ObjectList::openRequested, this, [this](int row) { open(m_model.object(row).id); });
        connect(m_list, &ObjectList::duplicateRequested, this, [this](int row) { duplicate(row); });
        connect(m_list, &ObjectList::removeRequested, this, [this](const std::vector<int> &rows) { remove(rows); });
        connect(m_list, &ObjectList::historyRequested, this, [this](int row) {
            showHistory(this, m_session, m_kind.audit, m_model.object(row).id.toString(), nameOf(valueOf(m_model.object(row))));
        });
    }
    ~ObjectListPanel() override { delete m_list; } // before its model

    void setObjects(Result<std::vector<T>> objects)
    {
        if (!objects)
            return m_list->showTrouble(objects.error().message());
        m_model.setObjects(std::move(objects).value());
        m_list->showCount(m_model.objectCount());
        if (const int row = m_toSelect ? m_model.rowOf(*m_toSelect) : -1; row >= 0) {
            m_list->selectRow(row);
            m_toSelect.reset();
        }
    }

    [[nodiscard]] ObjectList &list() { return *m_list; }
    [[nodiscard]] std::vector<T> selected() const
    {
        std::vector<T> objects;
        for (const int row : m_list->selectedRows())
            objects.push_back(m_model.object(row));
        return objects;
    }

private:
    void filter(const QString &text)
    {
        m_model.setFilter(text);
        m_list->showCount(m_model.objectCount());
    }

    void open(decltype(T::id) id) { Q_EMIT m_page.openRequested({m_kind.page, id.toString()}); }

    void duplicate(int row)
    {
        QStringList names;
        for (int i = 0; i < m_model.rowCount(); ++i)
            names.append(valueOf(m_model.object(i)).name);
        // Others that a search hides may have the name, too.
        for (int tries = 0; tries < 100; ++tries) {
            const auto copy = duplicateOf(valueOf(m_model.object(row)), names);
            const Result<> saved = saveObject(m_session.workspace(), std::nullopt, copy);
            if (!saved && saved.error().code == ErrorCode::alreadyExists) {
                names.append(copy.name);
                continue;
            }
            if (!saved)
                return showError(this, ListWords::tr("The %1 was not duplicated.").arg(m_kind.one), saved.error());
            m_toSelect = copy.id;
            m_session.noteCatalogueChange();
            return open(copy.id);
        }
    }

    void remove(const std::vector<int> &rows)
    {
        Removal removal;
        for (const int row : rows)
            (removal.*m_kind.removed).push_back(m_model.object(row).id);
        const QString name = rows.size() == 1 ? ListWords::tr("%1 “%2”").arg(m_kind.one, nameOf(valueOf(m_model.object(rows.front()))))
                                              : ListWords::tr("%1 %2").arg(QString::number(rows.size()), m_kind.many);
        removeWithConsent(this, m_session, removal, name);
    }

    StoreSession &m_session;
    EditorPage &m_page;
    Kind m_kind;
    ObjectTableModel<T> m_model;
    ObjectList *m_list;
    std::optional<decltype(T::id)> m_toSelect;
};

} // namespace seriatim
