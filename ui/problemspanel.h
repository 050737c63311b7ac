// ProblemsPanel: what is wrong with the page that is shown, a line each. Its window hides it while there is nothing.
#pragma once

#include "models/problem.h"

#include <QListWidget>

#include <vector>

namespace seriatim {

class ProblemsPanel : public QListWidget
{
    Q_OBJECT

public:
    explicit ProblemsPanel(QWidget *parent = nullptr);

    void setProblems(const std::vector<Problem> &problems);
    [[nodiscard]] const std::vector<Problem> &problems() const { return m_problems; }

Q_SIGNALS:
    void problemChosen(const seriatim::Problem &problem);

private:
    std::vector<Problem> m_problems;
};

} // namespace seriatim
