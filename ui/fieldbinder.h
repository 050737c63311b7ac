// FieldBinder<T>: ties the controls of a form to the fields of a value that is edited through a history. show() puts the
// value on the screen and leaves a control alone that shows it already, so that no cursor jumps.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <functional>
#include <type_traits>
#include <vector>

namespace seriatim {

template <typename T>
class FieldBinder
{
public:
    // `text` in the imperative; steps with the same key that follow each other are one.
    using Edit = std::function<void(const QString &text, const std::function<void(T &)> &change, const QString &key)>;

    FieldBinder(Edit edit, std::function<void()> endMerging) : m_edit(std::move(edit)), m_endMerging(std::move(endMerging)) {}
    Q_DISABLE_COPY_MOVE(FieldBinder) // the controls' connections point here

    // `field` is a member, or a function that gives the field of a T or const T.
    template <typename Field>
    void text(QLineEdit *control, Field field, const QString &step)
    {
        QObject::connect(control, &QLineEdit::textEdited, control, [=, this](const QString &value) {
            m_edit(step, [&](T &object) { std::invoke(field, object) = value; }, control->objectName());
        });
        QObject::connect(control, &QLineEdit::editingFinished, control, m_endMerging);
        // A line edit cannot show a line break: what it shows then is not compared with what is stored.
        m_show.push_back([=, shown = QString()](const T &object) mutable {
            const QString &value = std::invoke(field, object);
            if (value != control->text() && (value != shown || shown.isEmpty()))
                control->setText(value);
            shown = value;
        });
        m_lock.push_back([=](bool readOnly) { control->setReadOnly(readOnly); });
    }

    template <typename Field>
    void text(QPlainTextEdit *control, Field field, const QString &step)
    {
        QObject::connect(control, &QPlainTextEdit::textChanged, control, [=, this] {
            m_edit(step, [&](T &object) { std::invoke(field, object) = control->toPlainText(); }, control->objectName());
        });
        m_show.push_back([=, shown = QString()](const T &object) mutable {
            const QSignalBlocker quiet(control);
            const QString &value = std::invoke(field, object);
            if (value != control->toPlainText() && (value != shown || shown.isEmpty()))
                control->setPlainText(value);
            shown = value;
        });
        m_lock.push_back([=](bool readOnly) { control->setReadOnly(readOnly); });
    }

    template <typename Field>
    void number(QSpinBox *control, Field field, const QString &step)
    {
        QObject::connect(control, &QSpinBox::valueChanged, control, [=, this](int value) {
            m_edit(step, [&](T &object) { std::invoke(field, object) = value; }, control->objectName());
        });
        QObject::connect(control, &QSpinBox::editingFinished, control, m_endMerging);
        m_show.push_back([=](const T &object) {
            const QSignalBlocker quiet(control);
            if (const int value = std::invoke(field, object); value != control->value())
                control->setValue(value);
        });
        m_lock.push_back([=](bool readOnly) {
            control->setReadOnly(readOnly);
            control->setButtonSymbols(readOnly ? QAbstractSpinBox::NoButtons : QAbstractSpinBox::UpDownArrows);
        });
    }

    // The items' data are the values as int.
    template <typename Field>
    void choice(QComboBox *control, Field field, const QString &step)
    {
        QObject::connect(control, &QComboBox::activated, control, [=, this] {
            using Value = std::remove_cvref_t<std::invoke_result_t<Field, T &>>;
            m_edit(step, [&](T &object) { std::invoke(field, object) = static_cast<Value>(control->currentData().toInt()); }, QString());
        });
        m_show.push_back([=](const T &object) { control->setCurrentIndex(control->findData(static_cast<int>(std::invoke(field, object)))); });
        m_lock.push_back([=](bool readOnly) { control->setEnabled(!readOnly); });
    }

    template <typename Field>
    void flag(QCheckBox *control, Field field, const QString &step)
    {
        QObject::connect(control, &QCheckBox::clicked, control, [=, this](bool value) {
            m_edit(step, [&](T &object) { std::invoke(field, object) = value; }, QString());
        });
        m_show.push_back([=](const T &object) { control->setChecked(std::invoke(field, object)); });
        m_lock.push_back([=](bool readOnly) { control->setEnabled(!readOnly); });
    }

    // For a control of another kind.
    void custom(std::function<void(const T &)> show, std::function<void(bool)> setReadOnly)
    {
        m_show.push_back(std::move(show));
        m_lock.push_back(std::move(setReadOnly));
    }
    void edit(const QString &text, const std::function<void(T &)> &change, const QString &key = {}) { m_edit(text, change, key); }
    void endMerging() { m_endMerging(); }

    void show(const T &object)
    {
        for (auto &show : m_show)
            show(object);
    }

    void setReadOnly(bool readOnly)
    {
        for (auto &lock : m_lock)
            lock(readOnly);
    }

private:
    Edit m_edit;
    std::function<void()> m_endMerging;
    std::vector<std::function<void(const T &)>> m_show;
    std::vector<std::function<void(bool)>> m_lock;
};

} // namespace seriatim
