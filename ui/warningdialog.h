// WarningDialog: programs, or a restart, are about to come on this computer, as its user meets it (B28): what, why, in how
// long, and until when it can be put off. Not modal; it takes no focus from who is typing when it appears.
#pragma once

#include "models/warningwords.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLabel;
class QPushButton;

namespace seriatim {

class MessageLine;

class WarningDialog : public QDialog
{
    Q_OBJECT

public:
    // `sequence` has a warning. The clock outlives the dialog. Answers go into the inbox of `home`.
    WarningDialog(QString home, const AgentSequenceView &sequence, const Clock &clock, QWidget *parent = nullptr);

    // The same warning as it stands now. Closes the dialog where it was put off since.
    void take(const AgentSequenceView &sequence);
    void tick(); // once a second

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeLayout();
    void putOff();
    void goAhead();
    void send(const Wish &wish);
    void setBusy(bool busy);
    void offerDeferrals();
    void chooseDefault(bool canPutOff);
    void fit();
    void paintIcon();
    [[nodiscard]] const AgentWarningView &warning() const { return *m_sequence.warning; }

    QString m_home;
    AgentSequenceView m_sequence;
    const Clock &m_clock;
    QTimer m_answer;       // how long the agent is waited for
    bool m_isBusy = false; // it has been asked
    QLabel *m_icon;
    QLabel *m_heading;
    QLabel *m_programs;
    QLabel *m_meaning;
    QLabel *m_comes;
    QLabel *m_remaining;
    QLabel *m_deferral;
    QLabel *m_howLongLabel;
    QComboBox *m_howLong;
    QPushButton *m_putOff;
    QPushButton *m_goAhead;
    QPushButton *m_close;
    MessageLine *m_message;
};

} // namespace seriatim
