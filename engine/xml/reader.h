// XmlReader: typed fields of one document. A field is an attribute or a child element of that name, in any letter case.
// An absent field leaves its target alone. The first thing that is wrong is kept as the error; later ones are let be,
// so that a caller reads everything and asks once.
#pragma once

#include "engine/base/id.h"
#include "engine/domain/returncodes.h"
#include "engine/xml/document.h"

#include <QDateTime>

#include <span>

namespace seriatim {

// An enum value and its word in XML.
template <typename Enum>
struct XmlWord {
    Enum value;
    const char16_t *word;
};
template <typename Enum>
XmlWord(Enum, const char16_t *) -> XmlWord<Enum>; // clang 14 finds none by itself

[[nodiscard]] bool hasName(pugi::xml_node node, const char *name);
[[nodiscard]] pugi::xml_node childNamed(pugi::xml_node parent, const char *name);
[[nodiscard]] pugi::xml_attribute attributeNamed(pugi::xml_node node, const char *name);
[[nodiscard]] std::vector<pugi::xml_node> childrenNamed(pugi::xml_node parent, const char *name);
[[nodiscard]] std::vector<pugi::xml_node> elementsOf(pugi::xml_node parent);

// All text and CDATA directly inside; without the white space around it unless xml:space="preserve".
[[nodiscard]] QString textOf(pugi::xml_node element);

struct XmlField {
    pugi::xml_node at;
    QString text;
};
[[nodiscard]] std::optional<XmlField> fieldNamed(pugi::xml_node node, const char *name);

// `formOnly` takes values that contradict the rules: an unfinished draft is one.
enum class XmlChecks { all, formOnly };

class XmlReader
{
public:
    explicit XmlReader(const XmlDocument &document, XmlChecks checks = XmlChecks::all) : m_document(document), m_checks(checks) {}

    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    void fail(pugi::xml_node at, const QString &detail, ErrorCode code = ErrorCode::invalidInput);
    // A check of the domain's own, which XmlChecks::formOnly leaves out.
    void require(pugi::xml_node at, const Result<> &valid);
    // For errors from elsewhere: their position is put in front.
    void failWith(pugi::xml_node at, const Error &error);

    // The value if all went well, else the first error.
    template <typename T>
    [[nodiscard]] Result<T> finish(T value) const
    {
        return m_error ? Result<T>(*m_error) : Result<T>(std::move(value));
    }

    void text(pugi::xml_node node, const char *name, QString &target);
    void requiredText(pugi::xml_node node, const char *name, QString &target);
    void integer(pugi::xml_node node, const char *name, int &target, int least, int most);
    void integer64(pugi::xml_node node, const char *name, qint64 &target, qint64 least, qint64 most);
    void optionalInteger(pugi::xml_node node, const char *name, std::optional<int> &target, int least, int most);
    void decimal(pugi::xml_node node, const char *name, double &target, double least, double most);
    void boolean(pugi::xml_node node, const char *name, bool &target);
    void codes(pugi::xml_node node, const char *name, ReturnCodeList &target);
    void wallTime(pugi::xml_node node, const char *name, std::optional<QDateTime> &target);
    void base64(pugi::xml_node node, const char *name, QByteArray &target);

    template <typename Enum>
    void word(pugi::xml_node node, const char *name, Enum &target, std::span<const XmlWord<Enum>> words)
    {
        const auto field = fieldNamed(node, name);
        if (!field)
            return;
        QStringList allowed;
        for (const XmlWord<Enum> &candidate : words) {
            if (field->text.trimmed().compare(QStringView(candidate.word), Qt::CaseInsensitive) == 0) {
                target = candidate.value;
                return;
            }
            allowed.append(QString::fromUtf16(candidate.word));
        }
        failWord(*field, name, allowed);
    }

    // Absent or blank: none.
    template <typename Tag>
    [[nodiscard]] std::optional<Id<Tag>> optionalId(pugi::xml_node node, const char *name)
    {
        const auto field = fieldNamed(node, name);
        if (!field || field->text.trimmed().isEmpty())
            return std::nullopt;
        const auto id = Id<Tag>::parse(field->text);
        if (!id)
            failId(*field, name);
        return id;
    }

    // A missing one is an error; the id given then is of no use, and finish() never hands it out.
    template <typename Tag>
    [[nodiscard]] Id<Tag> requiredId(pugi::xml_node node, const char *name)
    {
        const auto id = optionalId<Tag>(node, name);
        if (!id)
            failMissing(node, name);
        return id.value_or(Id<Tag>::mint());
    }

    void failMissing(pugi::xml_node node, const char *name);
    // "name 'value' is not …; expected …"
    void failValue(const XmlField &field, const char *name, const QString &expected);

    [[nodiscard]] const XmlDocument &document() const { return m_document; }

private:
    void failWord(const XmlField &field, const char *name, const QStringList &allowed);
    void failId(const XmlField &field, const char *name);

    const XmlDocument &m_document;
    XmlChecks m_checks;
    std::optional<Error> m_error;
};

} // namespace seriatim
