// IncludeRules: which #include may stand in which file of app, ui, models and engine (docs/architecture.md).
// Pure: knows files by their path from the root and their text. The table is the data in includerules.cpp.
#pragma once

#include <QHash>
#include <QSet>
#include <QStringList>

#include <functional>

namespace seriatim {

struct SourceFile {
    QString path; // from the root, '/' between the parts
    QByteArray text;
};

struct Include {
    QString name;        // what stands between the quotes or brackets
    bool quoted = false;
    bool operator==(const Include &) const = default;
};

// Every #include of a text.
[[nodiscard]] QList<Include> includesOf(const QByteArray &text);

class IncludeRules
{
public:
    // Whether Qt Core has what an include names, with or without "QtCore/" in front.
    using IsQtCore = std::function<bool(const QString &include)>;

    // All files that are looked at: which headers show pugixml follows from them.
    IncludeRules(const QList<SourceFile> &files, IsQtCore isQtCore);

    // One sentence for each include that breaks a rule; empty when all is well.
    [[nodiscard]] QStringList violations() const;
    [[nodiscard]] QStringList violationsOf(const SourceFile &file) const;

    // The part of the table that a file belongs to: "engine/store", "models", …; empty when the table has none.
    [[nodiscard]] static QString partOf(const QString &path);
    // What each part may use besides itself.
    [[nodiscard]] static const QHash<QString, QStringList> &table();

private:
    void findHeadersThatShowPugixml();
    [[nodiscard]] QString whyWrongOutside(const QString &file, const QString &part, const QString &include) const;
    [[nodiscard]] QString whyWrong(const QString &file, const QString &part, const Include &include) const;

    QList<SourceFile> m_files;
    IsQtCore m_isQtCore;
    QSet<QString> m_showPugixml;
};

} // namespace seriatim
