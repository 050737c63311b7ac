// Runs a fuzz target without libFuzzer: once over every file of the folders that are named, and then for some seconds over
// changed copies of them, from a seed. "replay SECONDS SEED FOLDER…"
#include "tests/fuzz/fuzz.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QLoggingCategory>
#include <QRandomGenerator>

#include <vector>

namespace {

std::vector<QByteArray> inputsIn(const QStringList &folders)
{
    std::vector<QByteArray> inputs;
    for (const QString &folder : folders) {
        QStringList names = QDir(folder).entryList(QDir::Files, QDir::Name);
        for (const QString &name : names) {
            QFile file(QDir(folder).filePath(name));
            if (file.open(QIODevice::ReadOnly))
                inputs.push_back(file.readAll());
        }
    }
    return inputs;
}

void runOne(const QByteArray &input)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char *>(input.constData()), static_cast<size_t>(input.size()));
}

// One of the things that go wrong with files: a byte changed, a piece lost, doubled, or taken from another file.
QByteArray changed(QByteArray input, const std::vector<QByteArray> &others, QRandomGenerator &random)
{
    for (int changes = random.bounded(1, 6); changes > 0 && !input.isEmpty(); --changes) {
        const qsizetype at = random.bounded(static_cast<int>(input.size()));
        const qsizetype length = random.bounded(1, 40);
        switch (random.bounded(5)) {
        case 0:
            input[at] = static_cast<char>(random.bounded(256));
            break;
        case 1:
            input.remove(at, length);
            break;
        case 2:
            input.insert(at, input.mid(at, length));
            break;
        case 3: {
            const QByteArray &other = others[static_cast<size_t>(random.bounded(static_cast<int>(others.size())))];
            input.replace(at, length, other.mid(random.bounded(static_cast<int>(std::max<qsizetype>(other.size(), 1))), length));
            break;
        }
        case 4:
            input.insert(at, QByteArray::number(random.generate64() >> random.bounded(64)));
            break;
        }
    }
    return input;
}

} // namespace

int main(int argc, char **argv)
{
    QLoggingCategory::setFilterRules(QStringLiteral("seriatim.*=false"));
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const qint64 milliseconds = arguments.value(0).toInt() * qint64(1000);
    QRandomGenerator random(arguments.value(1).toUInt());
    const std::vector<QByteArray> inputs = inputsIn(arguments.mid(2));
    seriatim::fuzz::require(!inputs.empty(), "there is something to replay");
    for (const QByteArray &input : inputs)
        runOne(input);
    QElapsedTimer timer;
    timer.start();
    qint64 runs = 0;
    for (; timer.elapsed() < milliseconds; ++runs)
        runOne(changed(inputs[static_cast<size_t>(random.bounded(static_cast<int>(inputs.size())))], inputs, random));
    std::printf("%zu inputs, %lld changed ones\n", inputs.size(), static_cast<long long>(runs));
    return 0;
}
