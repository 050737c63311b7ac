// ReportFilterBar: what a report is narrowed to. Shows the filters that the report takes, no others.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/savedreports.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QDateEdit;
class QHBoxLayout;
class QLineEdit;
class QSpinBox;
class QStringListModel;
class QToolButton;

namespace seriatim {

class ReportFilterBar : public QWidget
{
    Q_OBJECT

public:
    ReportFilterBar(const ReportDescription &report, QWidget *parent);

    // What there is to choose from.
    void setTasks(const QStringList &names);
    void setCatalogue(const CatalogueDirectory &directory);

    void setRequest(const ReportRequest &request); // tells nobody
    [[nodiscard]] ReportRequest request() const;
    [[nodiscard]] QString mistake() const; // a sentence; empty: there is none
    void clear();

Q_SIGNALS:
    void changed(); // a moment after the last key

private:
    void addNames(QHBoxLayout &row);
    void addPeriod(QHBoxLayout &row);
    void addDays(QHBoxLayout &row);
    [[nodiscard]] QLineEdit *addText(QHBoxLayout &row, const QString &objectName, const QString &hint, const QString &toolTip, QStringListModel *choices);
    [[nodiscard]] QString unknownName(const ReportRequest &asked) const;
    void setPeriod(const ReportRequest &request);
    void showDates();
    void tellLater();
    void tell();

    const ReportDescription &m_report;
    QStringListModel *m_taskNames;
    QStringListModel *m_programNames;
    QLineEdit *m_task = nullptr; // null, as the others below, where the report does not take it
    QLineEdit *m_program = nullptr;
    QLineEdit *m_computer = nullptr;
    QComboBox *m_collection = nullptr;
    QComboBox *m_period = nullptr;
    QDateEdit *m_from = nullptr;
    QDateEdit *m_to = nullptr;
    QWidget *m_dates = nullptr;
    QSpinBox *m_days = nullptr;
    QToolButton *m_clear;
    QTimer m_typing;
};

} // namespace seriatim
