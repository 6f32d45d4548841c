// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/catch.h"
#include "tests/support/fake_case_writer.h"
#include "tests/unit/viewmodels/stage_application.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace vb;
using namespace vb::view;

namespace {

using Mode = QAbstractItemModelTester::FailureReportingMode;

QString name(RowModel* model, int row, const char* role) {
    return model->at(row, QLatin1String(role)).toString();
}

} // namespace

TEST_CASE("Every list model keeps the rules of models while rows come, move and go",
          "[viewmodels][models]") {
    test::needApplication();
    test::ViewStage stage;
    auto* file = stage.views.caseFile();
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
    for (RowModel* model :
         {stage.views.cases()->rows(), stage.views.today()->attention(),
          stage.views.today()->visits(), stage.views.today()->actions(),
          stage.views.today()->drafts(), stage.views.sync()->items(), stage.views.search()->hits(),
          stage.views.conflict()->sides(), stage.views.action()->steps(),
          stage.views.codes()->attempts(), stage.views.codes()->warningLevels(), file->timeline(),
          file->warnings(), file->persons(), file->areas(), file->actions(), file->areaItems()})
        testers.push_back(std::make_unique<QAbstractItemModelTester>(model, Mode::Fatal));

    stage.unlock();
    REQUIRE(stage.views.cases()->rows()->count() == 12);
    for (const char* part : {"Kortlever", "Slik", "Palsma"}) {
        file->open(stage.caseId(part));
        stage.settle();
        file->setArea("thuissituatie");
        file->setOnlyContacts(!file->onlyContacts());
        stage.settle();
        REQUIRE(file->areas()->count() == 11);
    }
    stage.session.edit([](test::FakeHouse& house) {
        std::reverse(house.cases.begin(), house.cases.end());
        house.cases.front().header.name = "A. Aalders, 50";
        house.byName("Palsma").timeline.erase(house.byName("Palsma").timeline.begin());
        house.byName("Palsma").warnings.clear();
    });
    stage.settle();
    stage.views.cases()->setQuery("a");
    stage.settle();
    stage.views.cases()->setQuery("");
    stage.session.lock();
    stage.settle();
    REQUIRE(stage.views.cases()->rows()->count() == 0);
    stage.unlock();
    REQUIRE(stage.views.cases()->rows()->count() == 12);
}

TEST_CASE("A new case is one inserted row and leaves the others alone", "[viewmodels][models]") {
    test::needApplication();
    test::ViewStage stage;
    stage.unlock();
    RowModel* rows = stage.views.cases()->rows();
    QSignalSpy inserted(rows, &RowModel::rowsInserted);
    QSignalSpy changed(rows, &RowModel::dataChanged);
    QSignalSpy reset(rows, &RowModel::modelReset);
    stage.session.edit([](test::FakeHouse& house) {
        test::CaseWriter writer(house, 99, "Z. Zwart, 20", "LV-2026-099");
        writer.state("in_uitvoering", "stabiel", "groen", "Hilde Roosma", 3);
    });
    stage.settle();
    REQUIRE(inserted.count() == 1);
    REQUIRE(inserted.front().at(1).toInt() == 12);
    REQUIRE(changed.count() == 0);
    REQUIRE(reset.count() == 0);
}

TEST_CASE("Searching while typing shows the last question's answer", "[viewmodels][models]") {
    test::needApplication();
    test::ViewStage stage;
    stage.unlock();
    auto* cases = stage.views.cases();
    cases->setQuery("h");
    cases->setQuery("ho");
    cases->setQuery("hoogakker");
    stage.settle();
    REQUIRE(cases->rows()->count() == 1);
    REQUIRE(name(cases->rows(), 0, "name") == "W. Hoogakker, 68");
    cases->setFilter(Kinds::CaseFilter::NeedsAttention);
    stage.settle();
    REQUIRE(cases->rows()->count() == 0);
    REQUIRE(cases->rows()->isLoaded());
}

TEST_CASE("A long time line is fetched page by page", "[viewmodels][models]") {
    test::needApplication();
    test::ViewStage stage(test::largeHouse(1, 230));
    stage.unlock();
    auto* file = stage.views.caseFile();
    file->open(stage.caseId("Aalders"));
    stage.settle();
    RowModel* timeline = file->timeline();
    REQUIRE(timeline->count() == 100);
    REQUIRE(timeline->total() == 230);
    int pages = 1;
    while (timeline->canFetchMore({})) {
        timeline->fetchMore({});
        stage.settle();
        ++pages;
        REQUIRE(pages <= 3);
    }
    REQUIRE(timeline->count() == 230);
}

TEST_CASE("Opening records a reading once and leaving marks what was shown", "[viewmodels][case]") {
    test::needApplication();
    test::ViewStage stage;
    stage.unlock();
    auto* file = stage.views.caseFile();
    const QString id = stage.caseId("Kortlever");
    file->open(id);
    file->open(id);
    stage.settle();
    REQUIRE(stage.session.openings().size() == 1);
    REQUIRE(file->unread() == 3);
    stage.session.edit([](test::FakeHouse& house) {
        auto& timeline = house.byName("Kortlever").timeline;
        auto late = timeline.front();
        late.record = test::fakeRecordId(777);
        late.isUnread = true;
        timeline.push_back(late);
    });
    // Not settled: it has arrived and was not on screen when the worker left.
    file->close();
    stage.settle();
    file->open(id);
    stage.settle();
    REQUIRE(file->unread() == 1);
}

TEST_CASE("Locking leaves nothing of a case in any view model", "[viewmodels][lock]") {
    test::needApplication();
    test::ViewStage stage;
    stage.unlock();
    auto& views = stage.views;
    views.caseFile()->open(stage.caseId("Slik"));
    stage.settle();
    views.conflict()->open(views.caseFile()->conflictRecord(), views.caseFile()->conflictField());
    views.contact()->begin(views.caseFile()->caseId(), views.caseFile()->name());
    views.contact()->setProperty("observed", "Licht aan");
    views.warning()->begin(views.caseFile()->caseId(), views.caseFile()->name());
    views.context()->begin(views.caseFile()->caseId(), views.caseFile()->name(), "wonen");
    stage.settle();
    REQUIRE(views.conflict()->isOpen());

    views.contact()->leave();
    views.session()->lock();
    stage.settle();
    REQUIRE(views.caseFile()->name().isEmpty());
    REQUIRE(views.caseFile()->timeline()->count() == 0);
    REQUIRE(views.caseFile()->warnings()->count() == 0);
    REQUIRE(views.conflict()->sides()->count() == 0);
    REQUIRE(views.conflict()->openCaseName().isEmpty());
    REQUIRE(views.contact()->property("observed").toString().isEmpty());
    for (const FormView* form : std::initializer_list<const FormView*>{
             views.contact(), views.warning(), views.context(), views.action()}) {
        REQUIRE(form->caseName().isEmpty());
        REQUIRE(form->caseId().isEmpty());
    }
    REQUIRE(views.session()->worker().isEmpty());
    REQUIRE(views.today()->visits()->count() == 0);
    REQUIRE(views.cases()->rows()->count() == 0);
    REQUIRE(stage.session.house().byName("Slik").draft.has_value());
}
