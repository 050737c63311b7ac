#include "ui/reportfilterbar.h"

#include "ui/icons.h"

#include <QComboBox>
#include <QCompleter>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStringListModel>

namespace seriatim {

namespace {

constexpr int typingPauseMs = 400; // a name that is half typed names nothing
constexpr int anyTime = 0;         // among the days of the period
constexpr int ownDates = -1;
const QString dateFormat = QStringLiteral("yyyy-MM-dd");

QDateEdit *makeDate(const QString &objectName, const QString &accessibleName, const QDate &date, QWidget *parent)
{
    auto *edit = new QDateEdit(date, parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(accessibleName);
    edit->setDisplayFormat(dateFormat);
    edit->setCalendarPopup(true);
    return edit;
}

QStringList programNames(const CatalogueIndex &index)
{
    QStringList names;
    for (const IndexedPackage &package : index.packages) {
        names.append(package.name);
        for (const IndexedProgram &program : package.programs)
            names.append(package.name + u'/' + program.name);
    }
    names.removeDuplicates(); // a package may be there in several versions
    return names;
}

// Days are those of this computer's calendar.
Instant beginOf(const QDate &date)
{
    return date.startOfDay().toMSecsSinceEpoch();
}

QDate dateOf(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant).date();
}

} // namespace

ReportFilterBar::ReportFilterBar(const ReportDescription &report, QWidget *parent)
    : QWidget(parent), m_report(report), m_taskNames(new QStringListModel(this)), m_programNames(new QStringListModel(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    addNames(*row);
    if (report.takes(ReportFilter::period))
        addPeriod(*row);
    else if (report.takes(ReportFilter::days))
        addDays(*row);
    m_clear = new QToolButton(this);
    m_clear->setObjectName(QStringLiteral("clearFilters"));
    m_clear->setText(tr("C&lear"));
    m_clear->setToolTip(tr("Clears all filters: the whole report"));
    connect(m_clear, &QToolButton::clicked, this, &ReportFilterBar::clear);
    row->addWidget(m_clear);
    connect(this, &ReportFilterBar::changed, this, [this] { m_clear->setEnabled(request().isFiltered()); });
    m_clear->setEnabled(false);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPauseMs);
    connect(&m_typing, &QTimer::timeout, this, &ReportFilterBar::changed);
}

void ReportFilterBar::addNames(QHBoxLayout &row)
{
    if (m_report.takes(ReportFilter::task))
        m_task = addText(row, QStringLiteral("reportTask"), tr("Any task"), tr("Only this sequential task: its name, or a part of it to choose from"), m_taskNames);
    if (m_report.takes(ReportFilter::program)) {
        m_program = addText(row, QStringLiteral("reportProgram"), tr("Any program"),
                            tr("Only this package-program (PACKAGE/PROGRAM), or all programs of a package"), m_programNames);
    }
    if (m_report.takes(ReportFilter::computer)) {
        m_computer = addText(row, QStringLiteral("reportComputer"), tr("Any computer"),
                             tr("Only computers with this in their name; * stands for anything, ? for one character"), nullptr);
    }
    if (m_report.takes(ReportFilter::collection)) {
        m_collection = new QComboBox(this);
        m_collection->setObjectName(QStringLiteral("reportCollection"));
        m_collection->setAccessibleName(tr("Only computers of this collection"));
        m_collection->setToolTip(m_collection->accessibleName());
        m_collection->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_collection->setMinimumContentsLength(14);
        m_collection->addItem(tr("Any collection"));
        connect(m_collection, &QComboBox::currentIndexChanged, this, &ReportFilterBar::tell);
        row.addWidget(m_collection);
    }
}

QLineEdit *ReportFilterBar::addText(QHBoxLayout &row, const QString &objectName, const QString &hint, const QString &toolTip, QStringListModel *choices)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(objectName);
    edit->setPlaceholderText(hint);
    edit->setAccessibleName(toolTip);
    edit->setToolTip(toolTip);
    edit->setClearButtonEnabled(true);
    if (choices) {
        auto *completer = new QCompleter(choices, edit);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        edit->setCompleter(completer);
        connect(completer, qOverload<const QString &>(&QCompleter::activated), this, &ReportFilterBar::tell, Qt::QueuedConnection);
    }
    connect(edit, &QLineEdit::textChanged, this, &ReportFilterBar::tellLater);
    connect(edit, &QLineEdit::returnPressed, this, &ReportFilterBar::tell);
    row.addWidget(edit, 1);
    return edit;
}

void ReportFilterBar::addPeriod(QHBoxLayout &row)
{
    m_period = new QComboBox(this);
    m_period->setObjectName(QStringLiteral("reportPeriod"));
    m_period->setAccessibleName(tr("Only what came in during this time"));
    m_period->setToolTip(m_period->accessibleName());
    m_period->addItem(tr("Any time"), anyTime);
    m_period->addItem(tr("Last 24 hours"), 1);
    for (const int days : {7, 30})
        m_period->addItem(tr("Last %1 days").arg(days), days);
    m_period->addItem(tr("From … to …"), ownDates);
    row.addWidget(m_period);
    const QDate today = QDate::currentDate();
    m_dates = new QWidget(this);
    m_from = makeDate(QStringLiteral("reportFrom"), tr("The first day that counts"), today.addDays(-6), m_dates);
    m_to = makeDate(QStringLiteral("reportTo"), tr("The last day that counts"), today, m_dates);
    auto *dates = new QHBoxLayout(m_dates);
    dates->setContentsMargins({});
    dates->addWidget(m_from);
    dates->addWidget(new QLabel(tr("to"), m_dates));
    dates->addWidget(m_to);
    row.addWidget(m_dates);
    m_dates->hide();
    connect(m_period, &QComboBox::currentIndexChanged, this, [this] {
        showDates();
        tell();
    });
    connect(m_from, &QDateEdit::dateChanged, this, &ReportFilterBar::tellLater);
    connect(m_to, &QDateEdit::dateChanged, this, &ReportFilterBar::tellLater);
}

void ReportFilterBar::addDays(QHBoxLayout &row)
{
    auto *label = new QLabel(tr("No report for"), this);
    m_days = new QSpinBox(this);
    m_days->setObjectName(QStringLiteral("reportDays"));
    m_days->setAccessibleName(tr("For how many days nothing was heard of them"));
    m_days->setRange(1, mostReportDays);
    m_days->setValue(defaultNotReportedDays);
    m_days->setSuffix(tr(" days"));
    label->setBuddy(m_days);
    row.addWidget(label);
    row.addWidget(m_days);
    connect(m_days, &QSpinBox::valueChanged, this, &ReportFilterBar::tellLater);
}

void ReportFilterBar::setTasks(const QStringList &names)
{
    m_taskNames->setStringList(names);
}

void ReportFilterBar::setCatalogue(const CatalogueDirectory &directory)
{
    if (m_program)
        m_programNames->setStringList(programNames(*directory.packages()));
    if (!m_collection)
        return;
    const QString chosen = request().collection;
    const QSignalBlocker quiet(m_collection);
    m_collection->clear();
    m_collection->addItem(tr("Any collection"));
    for (const CollectionEntry &entry : *directory.collections())
        m_collection->addItem(entry.collection.name, entry.collection.name);
    if (!chosen.isEmpty() && m_collection->findData(chosen) < 0)
        m_collection->addItem(chosen, chosen); // the report says that it is not there
    m_collection->setCurrentIndex(std::max(m_collection->findData(chosen), 0));
}

void ReportFilterBar::setRequest(const ReportRequest &request)
{
    const QSignalBlocker quiet(this);
    for (const auto &[edit, text] : {std::pair(m_task, request.task), std::pair(m_program, request.program), std::pair(m_computer, request.computer)}) {
        if (edit)
            edit->setText(text);
    }
    if (m_collection) {
        if (!request.collection.isEmpty() && m_collection->findData(request.collection) < 0)
            m_collection->addItem(request.collection, request.collection);
        m_collection->setCurrentIndex(request.collection.isEmpty() ? 0 : m_collection->findData(request.collection));
    }
    if (m_period)
        setPeriod(request);
    if (m_days)
        m_days->setValue(request.days.value_or(defaultNotReportedDays));
    m_typing.stop();
    m_clear->setEnabled(this->request().isFiltered());
}

void ReportFilterBar::setPeriod(const ReportRequest &request)
{
    const bool dates = request.since || request.until;
    const int choice = dates ? ownDates : request.days.value_or(anyTime);
    if (m_period->findData(choice) < 0)
        m_period->insertItem(m_period->findData(ownDates), tr("Last %n day(s)", nullptr, choice), choice);
    if (request.since)
        m_from->setDate(dateOf(*request.since));
    if (request.until)
        m_to->setDate(dateOf(*request.until - 1));
    m_period->setCurrentIndex(m_period->findData(choice));
    showDates();
}

ReportRequest ReportFilterBar::request() const
{
    ReportRequest request;
    request.kind = m_report.kind;
    request.task = m_task ? m_task->text().trimmed() : QString();
    request.program = m_program ? m_program->text().trimmed() : QString();
    request.computer = m_computer ? m_computer->text().trimmed() : QString();
    request.collection = m_collection ? m_collection->currentData().toString() : QString();
    if (m_days && m_days->value() != defaultNotReportedDays)
        request.days = m_days->value();
    const int period = m_period ? m_period->currentData().toInt() : anyTime;
    if (period == ownDates) {
        request.since = beginOf(m_from->date());
        request.until = beginOf(m_to->date().addDays(1));
    } else if (period != anyTime) {
        request.days = period;
    }
    return request;
}

QString ReportFilterBar::mistake() const
{
    const ReportRequest asked = request();
    if (asked.since && asked.until && *asked.since >= *asked.until)
        return tr("The period ends before it begins: choose an earlier first day, or a later last one.");
    if (const Result<> checked = checkRequest(asked); !checked)
        return checked.error().message();
    return unknownName(asked);
}

// Said here, where there is a list to choose from; of a GUID or a package's version the report says it.
QString ReportFilterBar::unknownName(const ReportRequest &asked) const
{
    const auto isUnknown = [](const QStringListModel &names, const QString &name) {
        return !name.isEmpty() && !names.stringList().isEmpty() && !names.stringList().contains(name, Qt::CaseInsensitive);
    };
    if (isUnknown(*m_taskNames, asked.task) && !TaskId::parse(asked.task))
        return tr("There is no sequential task “%1”. Choose one from the list that comes while typing, or clear the field.").arg(asked.task);
    if (isUnknown(*m_programNames, asked.program) && !asked.program.contains(u'@') && !ProgramId::parse(asked.program))
        return tr("There is no package or package-program “%1”. Choose one from the list that comes while typing, or clear the field.").arg(asked.program);
    return {};
}

void ReportFilterBar::clear()
{
    ReportRequest whole;
    whole.kind = m_report.kind;
    setRequest(whole);
    tell();
}

void ReportFilterBar::showDates()
{
    m_dates->setVisible(m_period->currentData().toInt() == ownDates);
}

void ReportFilterBar::tellLater()
{
    m_typing.start();
}

void ReportFilterBar::tell()
{
    m_typing.stop();
    Q_EMIT changed();
}

} // namespace seriatim
