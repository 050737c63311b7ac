// PickerDialog: a search over a long list with check boxes, several at once; what is checked outlives a new search.
#pragma once

#include "models/objecttablemodel.h"

#include <QDialog>

namespace Ui {
class PickerDialog;
}

namespace seriatim {

class PickerDialog : public QDialog
{
    Q_OBJECT

public:
    ~PickerDialog() override;

protected:
    PickerDialog(const QString &title, QWidget *parent);

    void setModel(QAbstractItemModel *model);
    void showCount(int checked);
    virtual void filter(const QString &text) = 0;
    virtual void checkShown(bool on) = 0;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::unique_ptr<Ui::PickerDialog> m_ui;
};

template <typename T>
class ObjectPicker final : public PickerDialog
{
public:
    ObjectPicker(const QString &title, std::vector<T> objects, std::vector<typename ObjectTableModel<T>::Column> columns, QWidget *parent)
        : PickerDialog(title, parent), m_model(std::move(columns))
    {
        m_model.setCheckable(true);
        m_model.setObjects(std::move(objects));
        m_model.onChecked = [this] { showCount(static_cast<int>(m_model.checked().size())); };
        setModel(&m_model);
        showCount(0);
    }
    ~ObjectPicker() override { setModel(nullptr); }

    // In the order in which they are shown without a search.
    [[nodiscard]] std::vector<decltype(T::id)> chosen()
    {
        m_model.setFilter({});
        std::vector<decltype(T::id)> ids;
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (m_model.checked().contains(m_model.object(row).id))
                ids.push_back(m_model.object(row).id);
        }
        return ids;
    }

protected:
    void filter(const QString &text) override { m_model.setFilter(text); }
    void checkShown(bool on) override { m_model.checkShown(on); }

private:
    ObjectTableModel<T> m_model;
};

} // namespace seriatim
