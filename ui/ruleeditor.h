// RuleEditor: edits one rule: what it asks (a tree where there is more than one condition), the rule in words, what is wrong
// with it, and where rules ask about this computer, whether it holds here. An absent rule is one without conditions.
#pragma once

#include "models/ruletreemodel.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class RuleEditor;
}

namespace seriatim {

class RuleEditor : public QWidget
{
    Q_OBJECT

public:
    RuleEditor(RuleUse use, QWidget *parent = nullptr);
    ~RuleEditor() override;

    void setRule(const std::optional<Rule> &rule); // emits nothing; what is shown already keeps its cursor
    [[nodiscard]] std::optional<Rule> rule() const { return m_model->rule(); }
    [[nodiscard]] bool isValid() const; // nothing is wrong with it; so has no rule
    void setReadOnly(bool readOnly);

    // What "Test here" gives paths and commands.
    void setTestPlace(const RuleTestPlace &place) { m_testPlace = place; }

    // The last edit, for a history: in the imperative, and the same key for typing on in one field.
    [[nodiscard]] QString editText() const { return m_editText; }
    [[nodiscard]] QString editKey() const { return m_editKey; }

Q_SIGNALS:
    void ruleEdited();

private:
    void connectFields();
    void fillMenus();
    void addCondition(Rule::Kind kind);
    void removeCondition();
    void moveCondition(int by);
    void wrapCondition(Rule::Kind group);
    void edited(const QString &text, const QString &key = {});
    void applyField(const QString &key, const std::function<void(Rule &)> &change);
    void select(const QModelIndex &index);
    void showCondition(); // of the row that has the focus
    void showFields(QWidget *page);
    void showRule(); // words, mistakes, buttons
    void takeSha256();
    void testHere();
    void showAnswers(const std::vector<RuleTestAnswer> &answers);
    [[nodiscard]] QModelIndex current() const;

    std::unique_ptr<Ui::RuleEditor> m_ui;
    RuleTreeModel *m_model;
    RuleTest *m_test = nullptr;
    RuleTestPlace m_testPlace;
    QString m_editText;
    QString m_editKey;
    bool m_readOnly = false;
    bool m_showing = false; // fields are being filled, not edited
};

} // namespace seriatim
