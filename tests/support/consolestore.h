// A store of real packages, computers and collections for tests of models and screens, in a folder that goes with it.
#pragma once

#include "engine/workspace/catalogueediting.h"
#include "models/storesession.h"

#include <QTemporaryDir>
#include <QTest>

namespace seriatim {

// One package "Package N" with one program "Program N" each, N from 1.
class ConsoleStore
{
public:
    explicit ConsoleStore(int packageCount = 0)
    {
        auto created = StoreSession::create(path());
        if (!created)
            qFatal("the test's store cannot be made");
        session = std::move(created).value();
        for (int i = 1; i <= packageCount; ++i) {
            Package package(PackageId::mint(), QStringLiteral("Package %1").arg(i, 3, 10, QLatin1Char('0')));
            package.version = QStringLiteral("1.%1").arg(i);
            Program program(ProgramId::mint(), QStringLiteral("Program %1").arg(i));
            program.commandLine = QStringLiteral("exit 0");
            program.estimatedRunTimeMinutes = i;
            package.programs.push_back(program);
            packages.push_back(package);
        }
        if (!packages.empty() && !session->workspace().store().catalogue().save(packages).ok())
            qFatal("the test's store cannot be filled");
    }

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("test.store")); }
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] ProgramId program(int number) const { return packages[static_cast<size_t>(number - 1)].programs.front().id; }

    // A task, not saved, with the first `items` programs in order.
    [[nodiscard]] SequentialTask task(const QString &name, int items) const
    {
        SequentialTask task(TaskId::mint(), name);
        for (int i = 1; i <= items; ++i)
            task.items.emplace_back(LineItemId::mint(), program(i));
        return task;
    }

    [[nodiscard]] SequentialTask save(const SequentialTask &task)
    {
        auto saved = session->workspace().saveTask(task, KeepFinished::no);
        if (!saved)
            qFatal("the test's task cannot be saved");
        return saved->task;
    }

    [[nodiscard]] Collection saveCollection(const QString &name, const QStringList &computerNames)
    {
        Collection collection(CollectionId::mint(), name);
        std::vector<Computer> computers;
        for (const QString &computerName : computerNames) {
            computers.emplace_back(ComputerId::mint(), computerName);
            collection.members.push_back(computers.back().id);
        }
        const bool saved = session->workspace().store().catalogue().save(computers).ok()
                           && session->workspace().store().catalogue().save(std::vector{collection}).ok();
        if (!saved)
            qFatal("the test's store cannot be filled");
        return collection;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<StoreSession> session;
    std::vector<Package> packages;
};

} // namespace seriatim
