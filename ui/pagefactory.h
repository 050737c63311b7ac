// PageFactory: makes the page for an object, or for a new one. Whoever has a page registers how it is made.
#pragma once

#include "models/storesession.h"
#include "ui/editorpage.h"

#include <functional>
#include <map>

namespace seriatim {

class PageFactory
{
public:
    // An object that is there (`key.guid`), a list page (no guid), or, where no newMaker is registered for the kind and the
    // guid is empty, a new object in `folder`. The page belongs to `parent`.
    using Maker = std::function<Result<EditorPage *>(const PageKey &key, const QString &folder, QWidget *parent)>;
    using NewMaker = std::function<Result<EditorPage *>(const QString &folder, QWidget *parent)>;

    void registerMaker(PageKind kind, Maker maker) { m_makers[kind] = std::move(maker); }
    void registerNewMaker(PageKind kind, NewMaker maker) { m_newMakers[kind] = std::move(maker); }
    void clear();

    [[nodiscard]] bool canOpen(PageKind kind) const { return m_makers.contains(kind); }
    [[nodiscard]] bool canMakeNew(PageKind kind) const; // a kind of object, not a list

    [[nodiscard]] Result<EditorPage *> open(const PageKey &key, QWidget *parent) const;
    [[nodiscard]] Result<EditorPage *> makeNew(PageKind kind, const QString &folder, QWidget *parent) const;

private:
    std::map<PageKind, Maker> m_makers;
    std::map<PageKind, NewMaker> m_newMakers;
};

// Has objects of its own that can be made anew.
[[nodiscard]] bool isObjectKind(PageKind kind);

// For settings: "task {…}".
[[nodiscard]] QString toText(const PageKey &key);
[[nodiscard]] std::optional<PageKey> pageKeyFromText(const QString &text);

} // namespace seriatim
