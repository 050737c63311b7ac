#include "models/selectormodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace seriatim;

namespace {

struct Row {
    const char16_t *folder;
    const char16_t *name;
    const char16_t *version;
    QStringList programs;
};

// Always the same ids, so that a second catalogue has the same programs in it.
std::shared_ptr<const ProgramSearch> searchOver(const std::vector<Row> &rows)
{
    auto catalogue = std::make_shared<CatalogueIndex>();
    for (const Row &row : rows) {
        const QString name = QString::fromUtf16(row.name);
        IndexedPackage package(PackageId::fromName({}, name.toUtf8()), name);
        package.version = QString::fromUtf16(row.version);
        package.folder = QString::fromUtf16(row.folder);
        for (const QString &program : row.programs)
            package.programs.emplace_back(ProgramId::fromName({}, (name + u'/' + program).toUtf8()), program);
        catalogue->packages.push_back(std::move(package));
    }
    return std::make_shared<const ProgramSearch>(catalogue);
}

ProgramId id(const char *packageAndProgram)
{
    return ProgramId::fromName({}, packageAndProgram);
}

const std::vector<Row> sample{
    {u"", u"Loose", u"1", {u"Install"_qs}},
    {u"Office", u"Reader", u"1.0", {u"Install"_qs, u"Patch 1"_qs}},
    {u"Office", u"Writer", u"2.0", {u"Install"_qs, u"Patch 1"_qs, u"Patch 2"_qs}},
    {u"Telephony", u"Empty", u"1", {}},
    {u"Telephony", u"Qfiniti", u"8.1", {u"Core"_qs, u"Patch 1"_qs}},
};

} // namespace

class SelectorModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void startsEmpty();
    void showsFolderPackageProgram();
    void aPackageSelectsAllItsProgramsAndSaysHowMany();
    void aFolderSelectsItsPackages();
    void checksSurviveSearches();
    void whatASearchHidesIsCheckedWithItsPackage();
    void programsInTheOrderAreMarkedAndCanBeCheckedAgain_B1();
    void givesWhatIsChosenInTheOrderShown();
    void checksSurviveAnotherCatalogue();
    void marksWhatTheSearchLookedAt();
    void saysWhatChanged();

private:
    QModelIndex row(const QStringList &path) const;
    Qt::CheckState state(const QStringList &path) const { return row(path).data(Qt::CheckStateRole).value<Qt::CheckState>(); }
    bool check(const QStringList &path, Qt::CheckState state = Qt::Checked)
    {
        return m_model->setData(row(path), state, Qt::CheckStateRole);
    }

    std::unique_ptr<SelectorModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void SelectorModelTest::init()
{
    m_tester.reset();
    m_model = std::make_unique<SelectorModel>(QSet<ProgramId>{id("Reader/Install")});
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setSearch(searchOver(sample));
}

QModelIndex SelectorModelTest::row(const QStringList &path) const
{
    QModelIndex at;
    for (const QString &name : path) {
        QModelIndex next;
        for (int i = 0; i < m_model->rowCount(at); ++i) {
            if (m_model->index(i, 0, at).data() == name)
                next = m_model->index(i, 0, at);
        }
        at = next;
        if (!at.isValid())
            break;
    }
    return at;
}

void SelectorModelTest::startsEmpty()
{
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->isAsked());
    m_model->find(u"  "_qs, SearchBy::package);
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(m_model->foundText().isEmpty());
    m_model->find(u"nowhere"_qs, SearchBy::either);
    QVERIFY(m_model->isAsked());
    QVERIFY(m_model->foundText().isEmpty());
}

void SelectorModelTest::showsFolderPackageProgram()
{
    m_model->showAll();
    QCOMPARE(m_model->rowCount(), 3);
    QVERIFY(row({u"(in no folder)"_qs, u"Loose"_qs, u"Install"_qs}).isValid());
    QVERIFY(row({u"Office"_qs, u"Writer"_qs, u"Patch 2"_qs}).isValid());
    QCOMPARE(row({u"Office"_qs, u"Writer"_qs}).siblingAtColumn(SelectorModel::versionColumn).data().toString(), u"2.0"_qs);
    QCOMPARE(m_model->foundText(), u"8 programs of 5 packages"_qs);
    m_model->find(u"patch"_qs, SearchBy::program);
    QCOMPARE(m_model->foundText(), u"4 programs of 3 packages found"_qs);
    QVERIFY(!row({u"Office"_qs, u"Writer"_qs, u"Install"_qs}).isValid());
    QCOMPARE(m_model->firstProgram(), row({u"Office"_qs, u"Reader"_qs, u"Patch 1"_qs}));
    QCOMPARE(m_model->indexOf(id("Writer/Patch 2")), row({u"Office"_qs, u"Writer"_qs, u"Patch 2"_qs}));
    QVERIFY(!m_model->indexOf(id("Writer/Install")).isValid());
}

void SelectorModelTest::aPackageSelectsAllItsProgramsAndSaysHowMany()
{
    m_model->showAll();
    QCOMPARE(m_model->selectionText(), u"No programs selected"_qs);
    QVERIFY(check({u"Office"_qs, u"Writer"_qs}));
    QCOMPARE(state({u"Office"_qs, u"Writer"_qs, u"Patch 2"_qs}), Qt::Checked);
    QCOMPARE(state({u"Office"_qs}), Qt::PartiallyChecked);
    QCOMPARE(m_model->selectionText(), u"3 programs of 1 package selected"_qs);
    QVERIFY(check({u"Office"_qs, u"Writer"_qs, u"Patch 1"_qs}, Qt::Unchecked));
    QCOMPARE(state({u"Office"_qs, u"Writer"_qs}), Qt::PartiallyChecked);
    QCOMPARE(row({u"Office"_qs, u"Writer"_qs}).siblingAtColumn(SelectorModel::selectionColumn).data().toString(), u"2 of 3 selected"_qs);
    QVERIFY(check({u"Office"_qs, u"Writer"_qs}, Qt::Unchecked));
    QCOMPARE(m_model->checkedPrograms(), 0);
    QVERIFY(!check({u"Telephony"_qs, u"Empty"_qs}));
}

void SelectorModelTest::aFolderSelectsItsPackages()
{
    m_model->showAll();
    QVERIFY(check({u"Office"_qs}));
    QCOMPARE(m_model->selectionText(), u"5 programs of 2 packages selected"_qs);
    QCOMPARE(state({u"Office"_qs}), Qt::Checked);
    QVERIFY(check({u"Telephony"_qs}));
    QCOMPARE(state({u"Telephony"_qs}), Qt::Checked); // the empty package does not count
    QVERIFY(check({u"Office"_qs}, Qt::Unchecked));
    QCOMPARE(m_model->selectionText(), u"2 programs of 1 package selected"_qs);
}

void SelectorModelTest::checksSurviveSearches()
{
    m_model->find(u"writer"_qs, SearchBy::package);
    QVERIFY(check({u"Office"_qs, u"Writer"_qs, u"Patch 2"_qs}));
    m_model->find(u"qfin"_qs, SearchBy::package);
    QVERIFY(check({u"Telephony"_qs, u"Qfiniti"_qs, u"Core"_qs}));
    QCOMPARE(m_model->selectionText(), u"2 programs of 2 packages selected"_qs);
    m_model->showNothing();
    QCOMPARE(m_model->checkedPrograms(), 2);
    m_model->showAll();
    QCOMPARE(state({u"Office"_qs, u"Writer"_qs, u"Patch 2"_qs}), Qt::Checked);
    QCOMPARE(state({u"Office"_qs, u"Writer"_qs}), Qt::PartiallyChecked);
    QCOMPARE(state({u"Telephony"_qs}), Qt::PartiallyChecked);
}

void SelectorModelTest::whatASearchHidesIsCheckedWithItsPackage()
{
    m_model->find(u"patch 2"_qs, SearchBy::program);
    const QModelIndex writer = row({u"Office"_qs, u"Writer"_qs});
    QCOMPARE(m_model->rowCount(writer), 1);
    QCOMPARE(writer.siblingAtColumn(SelectorModel::selectionColumn).data().toString(), u"3 programs, 2 not shown"_qs);
    QVERIFY(check({u"Office"_qs, u"Writer"_qs}));
    QCOMPARE(m_model->checkedPrograms(), 3);
    QCOMPARE(m_model->lastChangeText(), u"Selected 3 programs of Writer, 2 of them not shown"_qs);
}

void SelectorModelTest::programsInTheOrderAreMarkedAndCanBeCheckedAgain_B1()
{
    m_model->showAll();
    const QModelIndex program = row({u"Office"_qs, u"Reader"_qs, u"Install"_qs});
    QVERIFY(program.data(SelectorModel::inOrderRole).toBool());
    QCOMPARE(program.siblingAtColumn(SelectorModel::selectionColumn).data().toString(), u"already in the order"_qs);
    QCOMPARE(program.parent().siblingAtColumn(SelectorModel::selectionColumn).data().toString(), u"2 programs, 1 in the order"_qs);
    QVERIFY(!row({u"Office"_qs, u"Reader"_qs, u"Patch 1"_qs}).data(SelectorModel::inOrderRole).toBool());
    QVERIFY(program.flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(check({u"Office"_qs, u"Reader"_qs, u"Install"_qs}));
    QVERIFY(m_model->chosen() == std::vector{id("Reader/Install")});
}

void SelectorModelTest::givesWhatIsChosenInTheOrderShown()
{
    m_model->showAll();
    QVERIFY(check({u"Telephony"_qs, u"Qfiniti"_qs, u"Core"_qs}));
    QVERIFY(check({u"Office"_qs, u"Writer"_qs, u"Patch 2"_qs}));
    QVERIFY(check({u"Office"_qs, u"Writer"_qs, u"Install"_qs}));
    QVERIFY(check({u"Office"_qs, u"Reader"_qs, u"Patch 1"_qs}));
    QVERIFY((m_model->chosen() == std::vector{id("Reader/Patch 1"), id("Writer/Install"), id("Writer/Patch 2"), id("Qfiniti/Core")}));
}

void SelectorModelTest::checksSurviveAnotherCatalogue()
{
    m_model->showAll();
    QVERIFY(check({u"Office"_qs, u"Writer"_qs}));
    QVERIFY(check({u"Office"_qs, u"Reader"_qs, u"Patch 1"_qs}));
    m_model->setSearch(searchOver({{u"Elsewhere", u"Another", u"", {u"Install"_qs}},
                                   {u"Elsewhere", u"Writer", u"3.0", {u"Patch 2"_qs, u"New"_qs, u"Install"_qs}}}));
    QCOMPARE(m_model->selectionText(), u"2 programs of 1 package selected"_qs);
    QVERIFY((m_model->chosen() == std::vector{id("Writer/Patch 2"), id("Writer/Install")}));
    QCOMPARE(state({u"Elsewhere"_qs, u"Writer"_qs}), Qt::PartiallyChecked);
    QCOMPARE(state({u"Elsewhere"_qs, u"Another"_qs}), Qt::Unchecked);
}

void SelectorModelTest::marksWhatTheSearchLookedAt()
{
    const auto marked = [&](const QStringList &path, int column = 0) {
        return row(path).siblingAtColumn(column).data(SelectorModel::rangesRole).value<QList<TextRange>>();
    };
    m_model->find(u"r 2.0"_qs, SearchBy::package);
    QCOMPARE(marked({u"Office"_qs, u"Writer"_qs}), (QList<TextRange>{{1, 1}, {5, 1}}));
    QCOMPARE(marked({u"Office"_qs, u"Writer"_qs}, SelectorModel::versionColumn), (QList<TextRange>{{0, 3}}));
    m_model->find(u"i"_qs, SearchBy::package);
    QVERIFY(marked({u"Office"_qs, u"Writer"_qs, u"Install"_qs}).isEmpty());
    m_model->find(u"inst"_qs, SearchBy::either);
    QCOMPARE(marked({u"Office"_qs, u"Writer"_qs, u"Install"_qs}), (QList<TextRange>{{0, 4}}));
    QVERIFY(marked({u"Office"_qs}).isEmpty());
}

void SelectorModelTest::saysWhatChanged()
{
    m_model->showAll();
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy selection(m_model.get(), &SelectorModel::selectionChanged);
    QVERIFY(check({u"Office"_qs, u"Writer"_qs}));
    QCOMPARE(selection.count(), 1);
    QCOMPARE(reset.count(), 0);
    const auto told = [&](const QModelIndex &index) {
        return std::ranges::any_of(changed, [&](const QList<QVariant> &arguments) {
            const auto first = arguments[0].toModelIndex();
            const auto last = arguments[1].toModelIndex();
            return first.parent() == index.parent() && first.row() <= index.row() && index.row() <= last.row();
        });
    };
    QVERIFY(told(row({u"Office"_qs})));
    QVERIFY(told(row({u"Office"_qs, u"Writer"_qs})));
    QVERIFY(told(row({u"Office"_qs, u"Writer"_qs, u"Patch 2"_qs})));
    QVERIFY(!told(row({u"Office"_qs, u"Reader"_qs})));
    QVERIFY(!told(row({u"Telephony"_qs})));
    QCOMPARE(m_model->lastChangeText(), u"Selected 3 programs of Writer"_qs);
    QVERIFY(check({u"Office"_qs}, Qt::Unchecked));
    QCOMPARE(m_model->lastChangeText(), u"Deselected 5 programs of 2 packages in Office"_qs);
    QVERIFY(told(row({u"Office"_qs, u"Reader"_qs, u"Patch 1"_qs})));
}

QTEST_GUILESS_MAIN(SelectorModelTest)
#include "selectormodel_test.moc"
