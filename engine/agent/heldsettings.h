// HeldSettings: the agent settings that an agent goes by (B28), as they were handed out: signed by its store and never
// older than what it has seen. One thread.
#pragma once

#include "engine/agent/homefiles.h"
#include "engine/domain/options.h"
#include "engine/policy/signing.h"

#include <functional>
#include <map>

namespace seriatim {

class HeldSettings
{
public:
    // `trustedKey` as in AgentOptions; with `allowUnsigned` settings are taken whoever wrote them.
    HeldSettings(const HomeFiles &home, std::optional<PublicKey> trustedKey, bool allowUnsigned);

    // The documents of one fetch, those of tasks among them. Without settings there the built-in values hold. Settings that
    // are refused leave those in force that were; where there were none, those among `kept`, which an earlier start of the
    // agent had taken. Returns why settings were refused, a sentence each.
    [[nodiscard]] QStringList take(const std::vector<QByteArray> &documents, const std::function<std::vector<QByteArray>()> &kept);

    [[nodiscard]] DeliveryOptions options() const { return m_settings ? m_settings->options : DeliveryOptions{}; }
    [[nodiscard]] std::optional<int> refreshMinutes() const;
    // What they were made from, to be kept; empty: none are in force.
    [[nodiscard]] const QByteArray &document() const { return m_document; }

private:
    [[nodiscard]] bool takeAny(const std::vector<QByteArray> &documents, QStringList &refused);
    [[nodiscard]] Result<AgentSettings> admit(const QByteArray &document);
    [[nodiscard]] Result<> checkNumber(const AgentSettings &settings, qint64 number);
    void readNumbers();
    void writeNumbers() const;

    QString m_numbersFile;
    std::optional<PublicKey> m_trustedKey;
    bool m_allowUnsigned;
    std::optional<AgentSettings> m_settings;
    QByteArray m_document;
    std::map<AgentSettingsId, qint64> m_numbers; // the newest that was taken of each
};

} // namespace seriatim
