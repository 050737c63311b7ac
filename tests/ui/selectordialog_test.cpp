#include "ui/resulttreeview.h"
#include "ui/selectordialog.h"

#include "engine/workspace/exchange.h"
#include "models/programwords.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace seriatim;

namespace {

constexpr int demoPrograms = 2000;

Qt::CheckState stateOf(const QModelIndex &index)
{
    return index.data(Qt::CheckStateRole).value<Qt::CheckState>();
}

} // namespace

class SelectorDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void startsEmptyAndSearchesAsYouType();
    void searchesByTheNamesThatAreAskedFor();
    void showsAllWithEitherButton();
    void enterGoesToTheResultsAndThenAddsTheFocusedProgram();
    void spaceAndClickCheck();
    void checkingAPackageSaysHowMany();
    void checksSurviveANewSearch();
    void addsWhatIsCheckedInTheOrderShown();
    void escapeCancels();
    void marksWhatIsInTheOrderAndAddsItAgain_B1();
    void previewsTheFocusedProgram();
    void arrowsLeadFromTextToTreeAndBack();
    void remembersWhatItWasAskedToSearch();
    void aChangedCatalogueKeepsWhatIsChecked();
    void saysWhyNothingIsShown();

private:
    template <typename Widget>
    Widget *child(const char *name) const
    {
        return m_dialog->findChild<Widget *>(QString::fromLatin1(name));
    }
    ResultTreeView *tree() const { return child<ResultTreeView>("resultTree"); }
    QString label(const char *name) const { return child<QLabel>(name)->text(); }
    void open(const QSet<ProgramId> &inOrder = {});
    void type(const QString &text) { QTest::keyClicks(child<QLineEdit>("searchText"), text); }
    void click(const char *button) { QTest::mouseClick(child<QAbstractButton>(button), Qt::LeftButton); }
    void clickBox(const QModelIndex &index);
    QModelIndex firstPackage() const { return tree()->model()->index(0, 0, tree()->model()->index(0, 0)); }
    QModelIndex firstProgram() const { return tree()->model()->index(0, 0, firstPackage()); }

    QTemporaryDir m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<CatalogueDirectory> m_directory;
    std::unique_ptr<SelectorDialog> m_dialog;
};

void SelectorDialogTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("Seriatim tests"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    Result<std::unique_ptr<StoreSession>> session = StoreSession::create(m_folder.filePath(QStringLiteral("demo.store")));
    QVERIFY(session);
    m_session = std::move(session).value();
    QVERIFY(fillWithDemo(m_session->workspace(), demoPrograms, 1));
    m_directory = std::make_unique<CatalogueDirectory>(*m_session);
    QTRY_VERIFY(m_directory->isLoaded());
}

void SelectorDialogTest::init()
{
    m_dialog.reset();
    QSettings().clear();
}

void SelectorDialogTest::open(const QSet<ProgramId> &inOrder)
{
    m_dialog = std::make_unique<SelectorDialog>(*m_session, *m_directory, inOrder, nullptr);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    QTRY_COMPARE(tree()->hint(), QStringLiteral("Search, or Show all"));
}

void SelectorDialogTest::clickBox(const QModelIndex &index)
{
    tree()->scrollTo(index);
    QStyleOptionViewItem option;
    option.initFrom(tree());
    option.rect = tree()->visualRect(index);
    option.features = QStyleOptionViewItem::HasCheckIndicator | QStyleOptionViewItem::HasDecoration | QStyleOptionViewItem::HasDisplay;
    const QRect box = tree()->style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, tree());
    QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, box.center());
}

void SelectorDialogTest::startsEmptyAndSearchesAsYouType()
{
    open();
    QCOMPARE(tree()->model()->rowCount(), 0);
    QVERIFY(child<QLineEdit>("searchText")->hasFocus());
    QVERIFY(child<QRadioButton>("searchPackage")->isChecked());
    QVERIFY(!child<QPushButton>("addButton")->isEnabled());
    type(QStringLiteral("lumiere"));
    QVERIFY(tree()->model()->rowCount() > 0);
    QVERIFY(tree()->isExpanded(firstPackage()));
    QVERIFY(firstPackage().data().toString().contains(QStringLiteral("Lumière")));
    QCOMPARE(label("foundLabel").contains(QStringLiteral("found")), true);
    child<QLineEdit>("searchText")->clear();
    QCOMPARE(tree()->model()->rowCount(), 0);
    QCOMPARE(tree()->hint(), QStringLiteral("Search, or Show all"));
}

void SelectorDialogTest::searchesByTheNamesThatAreAskedFor()
{
    open();
    type(QStringLiteral("uninst"));
    QCOMPARE(tree()->model()->rowCount(), 0);
    click("searchProgram");
    QVERIFY(tree()->model()->rowCount() > 0);
    const QString byProgram = label("foundLabel");
    click("searchEither");
    QCOMPARE(label("foundLabel"), byProgram);
    type(QStringLiteral(" orion"));
    QVERIFY(label("foundLabel") != byProgram);
    QVERIFY(firstPackage().data().toString().contains(QStringLiteral("Orion")));
    QCOMPARE(firstProgram().data().toString(), QStringLiteral("Uninstall"));
}

void SelectorDialogTest::showsAllWithEitherButton()
{
    for (const char *button : {"searchButton", "showAllButton"}) {
        open();
        click(button);
        QVERIFY2(label("foundLabel").startsWith(QStringLiteral("2,000 programs of ")), qPrintable(label("foundLabel")));
        QVERIFY(tree()->hasFocus());
        QVERIFY(!tree()->isExpanded(tree()->model()->index(0, 0)));
    }
    open();
    type(QStringLiteral("orion"));
    click("showAllButton");
    QCOMPARE(child<QLineEdit>("searchText")->text(), QString());
    QVERIFY(label("foundLabel").startsWith(QStringLiteral("2,000 programs of ")));
}

void SelectorDialogTest::enterGoesToTheResultsAndThenAddsTheFocusedProgram()
{
    open();
    type(QStringLiteral("orion"));
    QTest::keyClick(child<QLineEdit>("searchText"), Qt::Key_Return);
    QVERIFY(m_dialog->isVisible());
    QVERIFY(tree()->hasFocus());
    QCOMPARE(tree()->currentIndex(), firstProgram());
    const auto focused = m_dialog->chosen();
    QCOMPARE(focused.size(), size_t(1));
    QTest::keyClick(tree(), Qt::Key_Return);
    QCOMPARE(m_dialog->result(), int(QDialog::Accepted));
    QVERIFY(m_dialog->chosen() == focused);
}

void SelectorDialogTest::spaceAndClickCheck()
{
    open();
    type(QStringLiteral("orion"));
    QTest::keyClick(child<QLineEdit>("searchText"), Qt::Key_Down);
    QTest::keyClick(tree(), Qt::Key_Space);
    QCOMPARE(stateOf(firstProgram()), Qt::Checked);
    QCOMPARE(label("selectionLabel"), QStringLiteral("1 program of 1 package selected"));
    QTest::keyClick(tree(), Qt::Key_Space);
    QCOMPARE(label("selectionLabel"), QStringLiteral("No programs selected"));
    clickBox(firstProgram());
    QCOMPARE(stateOf(firstProgram()), Qt::Checked);
    // in another column the row is checked all the same
    QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(firstProgram().siblingAtColumn(2)).center());
    QTest::keyClick(tree(), Qt::Key_Space);
    QCOMPARE(stateOf(firstProgram()), Qt::Unchecked);
}

void SelectorDialogTest::checkingAPackageSaysHowMany()
{
    open();
    type(QStringLiteral("orion"));
    clickBox(firstPackage());
    const int count = tree()->model()->rowCount(firstPackage());
    const QString programs = count == 1 ? QStringLiteral("1 program") : QStringLiteral("%1 programs").arg(count);
    QCOMPARE(label("selectionLabel"), QStringLiteral("%1 of 1 package selected").arg(programs));
    QVERIFY2(label("changeLabel").startsWith(QStringLiteral("Selected %1 of %2").arg(programs, firstPackage().data().toString())),
             qPrintable(label("changeLabel")));
    for (int row = 0; row < count; ++row)
        QCOMPARE(stateOf(tree()->model()->index(row, 0, firstPackage())), Qt::Checked);
}

void SelectorDialogTest::checksSurviveANewSearch()
{
    open();
    type(QStringLiteral("orion"));
    clickBox(firstProgram());
    child<QLineEdit>("searchText")->selectAll();
    type(QStringLiteral("acorn"));
    QCOMPARE(label("selectionLabel"), QStringLiteral("1 program of 1 package selected"));
    QCOMPARE(stateOf(firstProgram()), Qt::Unchecked);
    clickBox(firstProgram());
    QCOMPARE(label("selectionLabel"), QStringLiteral("2 programs of 2 packages selected"));
    child<QLineEdit>("searchText")->selectAll();
    type(QStringLiteral("orion"));
    QCOMPARE(stateOf(firstProgram()), Qt::Checked);
}

void SelectorDialogTest::addsWhatIsCheckedInTheOrderShown()
{
    open();
    type(QStringLiteral("orion"));
    const QModelIndex second = tree()->model()->index(1, 0);
    const QModelIndex laterPackage = tree()->model()->index(0, 0, second);
    const auto *model = static_cast<SelectorModel *>(tree()->model());
    clickBox(tree()->model()->index(0, 0, laterPackage));
    clickBox(firstProgram());
    const std::vector<ProgramId> expected{*model->programAt(firstProgram()), *model->programAt(tree()->model()->index(0, 0, laterPackage))};
    QVERIFY(m_dialog->chosen() == expected);
    child<QLineEdit>("searchText")->setFocus();
    QTest::keyClick(child<QLineEdit>("searchText"), Qt::Key_Return);
    QCOMPARE(m_dialog->result(), int(QDialog::Accepted));
    QVERIFY(m_dialog->chosen() == expected);
}

void SelectorDialogTest::escapeCancels()
{
    for (const char *where : {"searchText", "resultTree"}) {
        open();
        QSignalSpy rejected(m_dialog.get(), &QDialog::rejected);
        type(QStringLiteral("orion"));
        clickBox(firstProgram());
        QTest::keyClick(child<QWidget>(where), Qt::Key_Escape);
        QCOMPARE(rejected.count(), 1);
        QVERIFY(!m_dialog->isVisible());
    }
    open();
    QSignalSpy rejected(m_dialog.get(), &QDialog::rejected);
    click("cancelButton");
    QCOMPARE(rejected.count(), 1);
}

void SelectorDialogTest::marksWhatIsInTheOrderAndAddsItAgain_B1()
{
    const IndexedPackage &package = m_directory->packages()->packages.front();
    const ProgramId placed = package.programs.front().id;
    open({placed});
    type(package.name);
    QCOMPARE(firstProgram().siblingAtColumn(SelectorModel::selectionColumn).data().toString(), QStringLiteral("already in the order"));
    clickBox(firstProgram());
    QVERIFY(m_dialog->chosen() == std::vector{placed});
    click("addButton");
    QCOMPARE(m_dialog->result(), int(QDialog::Accepted));
}

void SelectorDialogTest::previewsTheFocusedProgram()
{
    open();
    type(QStringLiteral("orion"));
    QTest::keyClick(child<QLineEdit>("searchText"), Qt::Key_Down);
    const auto shown = [&](const QModelIndex &index) {
        const auto id = *static_cast<SelectorModel *>(tree()->model())->programAt(index);
        const auto package = m_session->workspace().store().catalogue().findPackageOf(id);
        const auto program = std::ranges::find((*package)->programs, id, &Program::id);
        return child<QPlainTextEdit>("previewCommandLine")->isVisible()
               && child<QPlainTextEdit>("previewCommandLine")->toPlainText() == program->commandLine
               && label("previewName") == program->name && label("previewCodes") == codesInFullText(program->codes)
               && label("previewAfterRunning") == afterRunningText(program->afterRunning)
               && label("previewRunTime") == minutesText(program->estimatedRunTimeMinutes);
    };
    QTRY_VERIFY(shown(firstProgram()));
    // straight through many of them: the last one is shown in the end
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(tree(), Qt::Key_Down);
    while (!static_cast<SelectorModel *>(tree()->model())->programAt(tree()->currentIndex()))
        QTest::keyClick(tree(), Qt::Key_Down);
    QTRY_VERIFY(shown(tree()->currentIndex()));
    tree()->setCurrentIndex(firstPackage());
    QVERIFY(!child<QPlainTextEdit>("previewCommandLine")->isVisible());
}

void SelectorDialogTest::arrowsLeadFromTextToTreeAndBack()
{
    open();
    type(QStringLiteral("orion"));
    QTest::keyClick(child<QLineEdit>("searchText"), Qt::Key_Down);
    QVERIFY(tree()->hasFocus());
    QTest::keyClick(tree(), Qt::Key_Home);
    QTest::keyClick(tree(), Qt::Key_Up);
    QVERIFY(child<QLineEdit>("searchText")->hasFocus());
    QTest::keyClick(child<QLineEdit>("searchText"), Qt::Key_Down);
    QVERIFY(tree()->hasFocus());
    QTest::keyClick(tree(), Qt::Key_X);
    QVERIFY(child<QLineEdit>("searchText")->hasFocus());
    QCOMPARE(child<QLineEdit>("searchText")->text(), QStringLiteral("orionx"));
    QTest::keyClick(child<QLineEdit>("searchText"), Qt::Key_Down); // nothing found, nowhere to go
    QVERIFY(child<QLineEdit>("searchText")->hasFocus());
}

void SelectorDialogTest::remembersWhatItWasAskedToSearch()
{
    open();
    click("searchEither");
    m_dialog->resize(m_dialog->size() + QSize(40, 60));
    const QSize size = m_dialog->size();
    click("cancelButton");
    open();
    QVERIFY(child<QRadioButton>("searchEither")->isChecked());
    QCOMPARE(m_dialog->size(), size);
}

void SelectorDialogTest::aChangedCatalogueKeepsWhatIsChecked()
{
    open();
    type(QStringLiteral("orion"));
    clickBox(firstProgram());
    const auto chosen = m_dialog->chosen();
    const QString found = label("foundLabel");
    Package package(PackageId::mint(), QStringLiteral("Orion Extra"));
    package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Install"));
    QVERIFY(m_session->workspace().store().catalogue().save(std::vector{package}));
    m_session->noteCatalogueChange();
    QTRY_VERIFY(label("foundLabel") != found);
    QVERIFY(m_dialog->chosen() == chosen);
    QCOMPARE(firstPackage().data().toString(), QStringLiteral("Orion Extra")); // in no folder: the first
    QVERIFY(m_session->workspace().store().catalogue().remove(package.id));
    m_session->noteCatalogueChange();
    QTRY_COMPARE(label("foundLabel"), found);
}

void SelectorDialogTest::saysWhyNothingIsShown()
{
    open();
    type(QStringLiteral("qqq"));
    QVERIFY(tree()->hint().startsWith(QStringLiteral("Nothing found")));
    QCOMPARE(tree()->accessibleDescription(), tree()->hint());
    Result<std::unique_ptr<StoreSession>> empty = StoreSession::create(m_folder.filePath(QStringLiteral("empty.store")));
    QVERIFY(empty);
    CatalogueDirectory directory(**empty);
    SelectorDialog dialog(**empty, directory, {}, nullptr);
    auto *results = dialog.findChild<ResultTreeView *>(QStringLiteral("resultTree"));
    QCOMPARE(results->hint(), QStringLiteral("Reading the catalogue…"));
    QTRY_VERIFY(results->hint().startsWith(QStringLiteral("There are no packages yet")));
}

QTEST_MAIN(SelectorDialogTest)
#include "selectordialog_test.moc"
