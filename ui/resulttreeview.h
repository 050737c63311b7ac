// ResultTreeView: a tree that says in its middle why it is empty, gives its first column what width there is, and works
// together with the text field that fills it: what is typed goes there, and Up from the first row leads back.
#pragma once

#include <QTreeView>

namespace seriatim {

class ResultTreeView : public QTreeView
{
    Q_OBJECT

public:
    explicit ResultTreeView(QWidget *parent = nullptr);

    void setHint(const QString &hint);
    [[nodiscard]] QString hint() const { return m_hint; }

    // Everything where that is few rows, else the top level's rows where those are, else nothing.
    void expandWhatIsFew();

Q_SIGNALS:
    void typed(const QString &text);
    void leftUpwards();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void toggleCurrent();
    [[nodiscard]] bool isOnFirstRow() const;

    QString m_hint;
};

} // namespace seriatim
