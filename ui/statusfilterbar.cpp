#include "ui/statusfilterbar.h"

#include "models/statuswords.h"
#include "models/timewords.h"
#include "ui/icons.h"
#include "ui/statuslook.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace seriatim {

namespace {

constexpr int typingPauseMs = 150;
constexpr qint64 millisPerHour = 3'600'000;
constexpr int exactly = -1; // among the hours of "reported since": a moment of its own

QComboBox *makeBox(QWidget *parent, const char *name, const QString &accessibleName)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(accessibleName);
    return box;
}

} // namespace

StatusFilterBar::StatusFilterBar(QWidget *parent)
    : QWidget(parent), m_status(makeBox(this, "statusFilter", tr("Show computers in this state"))), m_computer(new QLineEdit(this)),
      m_state(new QLabel(this)), m_moreButton(new QToolButton(this)), m_more(makeMore())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(makeFirstRow());
    layout->addWidget(m_more);
    m_more->hide();

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPauseMs);
    connect(&m_typing, &QTimer::timeout, this, &StatusFilterBar::tell);
    for (QLineEdit *edit : {m_computer, m_code, m_text}) {
        connect(edit, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
        connect(edit, &QLineEdit::returnPressed, this, &StatusFilterBar::tell);
    }
    for (QComboBox *box : {m_status, m_item, m_result, m_since, m_collection})
        connect(box, &QComboBox::currentIndexChanged, this, &StatusFilterBar::tell);
    connect(m_moreButton, &QToolButton::toggled, this, [this](bool shown) {
        m_more->setVisible(shown);
        if (!shown)
            clearMore(); // what cannot be seen does not hide anything
    });
}

QLayout *StatusFilterBar::makeFirstRow()
{
    m_status->addItem(tr("All states"));
    for (const ComputerStatus status : {ComputerStatus::succeeded, ComputerStatus::failed, ComputerStatus::running, ComputerStatus::restartPending,
                                        ComputerStatus::waiting, ComputerStatus::withdrawn, ComputerStatus::notReceived})
        m_status->addItem(icon(symbolOf(status)), statusText(status), static_cast<int>(status));
    m_computer->setObjectName(QStringLiteral("computerFilter"));
    m_computer->setClearButtonEnabled(true);
    m_computer->setPlaceholderText(tr("Computer: a part of the name, or with * and ?"));
    m_state->setObjectName(QStringLiteral("statusState"));
    m_moreButton->setObjectName(QStringLiteral("moreFilters"));
    m_moreButton->setText(tr("&More filters"));
    m_moreButton->setIcon(icon(Symbol::filter));
    m_moreButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_moreButton->setCheckable(true);
    auto *refresh = new QPushButton(icon(Symbol::refresh), tr("Re&fresh"), this);
    refresh->setObjectName(QStringLiteral("refreshButton"));
    refresh->setShortcut(QKeySequence::Refresh);
    refresh->setToolTip(tr("Reads everything again (%1); what changes is shown by itself too").arg(refresh->shortcut().toString(QKeySequence::NativeText)));
    connect(refresh, &QPushButton::clicked, this, &StatusFilterBar::refreshWished);

    auto *label = new QLabel(tr("Sh&ow"), this);
    label->setBuddy(m_status);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_status);
    row->addWidget(m_computer, 3);
    row->addWidget(m_moreButton);
    row->addWidget(m_state);
    row->addStretch(1);
    row->addWidget(refresh);
    return row;
}

QWidget *StatusFilterBar::makeMore()
{
    auto *more = new QWidget(this);
    m_item = makeBox(more, "itemFilter", tr("The line item that the result is of"));
    m_item->addItem(tr("Any item"));
    m_result = makeBox(more, "resultFilter", tr("Show computers with this result of an item"));
    m_result->addItem(tr("Any result"));
    for (const ItemStatus status : {ItemStatus::succeeded, ItemStatus::alreadyPresent, ItemStatus::carriedOver, ItemStatus::notApplicable, ItemStatus::failed,
                                    ItemStatus::timedOut, ItemStatus::notVerified, ItemStatus::interrupted, ItemStatus::skipped, ItemStatus::running,
                                    ItemStatus::verifying, ItemStatus::waiting})
        m_result->addItem(icon(symbolOf(status)), statusText(status), static_cast<int>(status));
    m_code = new QLineEdit(more);
    m_code->setObjectName(QStringLiteral("codeFilter"));
    m_code->setPlaceholderText(tr("Return code"));
    m_code->setValidator(new QIntValidator(m_code));
    m_code->setClearButtonEnabled(true);
    m_code->setMaximumWidth(fontMetrics().averageCharWidth() * 22);
    m_since = makeBox(more, "sinceFilter", tr("Show computers that reported since"));
    m_since->addItem(tr("Reported at any time"));
    m_since->addItem(tr("Reported in the last hour"), 1);
    m_since->addItem(tr("Reported in the last day"), 24);
    m_since->addItem(tr("Reported in the last week"), 24 * 7);
    m_collection = makeBox(more, "collectionFilter", tr("Show computers of this collection"));
    m_collection->addItem(tr("Any collection"));
    m_collection->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_collection->setMinimumContentsLength(14);
    m_text = new QLineEdit(more);
    m_text->setObjectName(QStringLiteral("textFilter"));
    m_text->setPlaceholderText(tr("A part of the computer's sentence or problem"));
    m_text->setClearButtonEnabled(true);
    auto *row = new QHBoxLayout(more);
    row->setContentsMargins({});
    row->addWidget(m_item, 1);
    row->addWidget(m_result);
    row->addWidget(m_code);
    row->addWidget(m_since);
    row->addWidget(m_collection);
    row->addWidget(m_text, 1);
    return more;
}

void StatusFilterBar::setItems(const SequentialTask &task)
{
    std::vector<LineItemId> items;
    for (const LineItem &item : task.items)
        items.push_back(item.id);
    if (items == m_items)
        return;
    m_items = std::move(items);
    m_programNames.clear();
    const QSignalBlocker quiet(m_item);
    m_item->clear();
    m_item->addItem(tr("Any item"));
    for (size_t place = 1; place <= m_items.size(); ++place)
        m_item->addItem(tr("Item %1").arg(place), static_cast<int>(place));
    m_item->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_item->setMinimumContentsLength(18);
}

void StatusFilterBar::setProgramNames(const QStringList &byPlace)
{
    if (byPlace == m_programNames)
        return;
    m_programNames = byPlace;
    for (int place = 1; place < m_item->count(); ++place)
        m_item->setItemText(place, QString::number(place) + u' ' + byPlace.value(place - 1).section(u'/', -1));
}

void StatusFilterBar::setCollections(const std::vector<CollectionEntry> &byName)
{
    const QVariant chosen = m_collection->currentData();
    {
        const QSignalBlocker quiet(m_collection);
        m_collection->clear();
        m_collection->addItem(tr("Any collection"));
        for (const CollectionEntry &entry : byName)
            m_collection->addItem(entry.collection.name, entry.collection.id.toString());
        m_collection->setCurrentIndex(std::max(m_collection->findData(chosen), 0));
    }
    if (m_collection->currentData() != chosen)
        tell(); // the one that was chosen has been removed
}

void StatusFilterBar::setState(const QString &sentence)
{
    m_state->setText(sentence);
}

void StatusFilterBar::showOnly(ComputerStatus status)
{
    m_status->setCurrentIndex(m_status->findData(static_cast<int>(status)));
}

void StatusFilterBar::showOnly(const StatusListQuery &query)
{
    {
        // Told once, when everything is set.
        const std::array quiet{QSignalBlocker(m_status), QSignalBlocker(m_computer), QSignalBlocker(m_item), QSignalBlocker(m_result), QSignalBlocker(m_code),
                               QSignalBlocker(m_since), QSignalBlocker(m_collection), QSignalBlocker(m_text), QSignalBlocker(m_moreButton)};
        const auto choose = [](QComboBox *box, const QVariant &value) { box->setCurrentIndex(value.isValid() ? std::max(box->findData(value), 0) : 0); };
        const auto item = query.item ? std::ranges::find(m_items, *query.item) : m_items.end();
        choose(m_status, query.status ? QVariant(static_cast<int>(*query.status)) : QVariant());
        m_computer->setText(query.computer);
        choose(m_item, item != m_items.end() ? QVariant(static_cast<int>(item - m_items.begin()) + 1) : QVariant());
        choose(m_result, query.itemStatus ? QVariant(static_cast<int>(*query.itemStatus)) : QVariant());
        m_code->setText(query.returnCode ? QString::number(*query.returnCode) : QString());
        choose(m_collection, query.collection ? QVariant(query.collection->toString()) : QVariant());
        m_text->setText(query.text);
        setExactSince(query.reportedSince);
        StatusListQuery rest = query;
        rest.computer.clear();
        rest.status.reset();
        m_moreButton->setChecked(rest.isFiltered());
        m_more->setVisible(rest.isFiltered());
    }
    tell();
}

// One choice more, as long as it is the chosen one.
void StatusFilterBar::setExactSince(std::optional<Instant> since)
{
    m_exactSince = since;
    if (const int before = m_since->findData(exactly); before >= 0)
        m_since->removeItem(before);
    if (since)
        m_since->addItem(tr("Reported since %1").arg(timeText(*since)), exactly);
    m_since->setCurrentIndex(since ? m_since->count() - 1 : 0);
}

StatusListQuery StatusFilterBar::query() const
{
    StatusListQuery query;
    query.computer = m_computer->text().trimmed();
    if (const QVariant status = m_status->currentData(); status.isValid())
        query.status = static_cast<ComputerStatus>(status.toInt());
    if (const QVariant result = m_result->currentData(); result.isValid())
        query.itemStatus = static_cast<ItemStatus>(result.toInt());
    if (m_code->hasAcceptableInput())
        query.returnCode = m_code->text().toInt();
    const QVariant place = m_item->currentData();
    if (place.isValid() && (query.itemStatus || query.returnCode))
        query.item = m_items[static_cast<size_t>(place.toInt()) - 1];
    if (const QVariant hours = m_since->currentData(); hours == exactly)
        query.reportedSince = m_exactSince;
    else if (hours.isValid())
        query.reportedSince = QDateTime::currentMSecsSinceEpoch() - hours.toInt() * millisPerHour;
    if (const QVariant collection = m_collection->currentData(); collection.isValid())
        query.collection = CollectionId::parse(collection.toString());
    query.text = m_text->text().trimmed();
    return query;
}

void StatusFilterBar::tell()
{
    m_typing.stop();
    Q_EMIT changed(query());
}

void StatusFilterBar::clearMore()
{
    for (QComboBox *box : {m_item, m_result, m_since, m_collection})
        box->setCurrentIndex(0);
    m_code->clear();
    m_text->clear();
    tell();
}

} // namespace seriatim
