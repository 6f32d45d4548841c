// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/import.h"

#include "client/casework/import_entries.h"

#include <algorithm>

namespace vb::casework {

namespace {

constexpr const char* kFormat = "veldboek-casussen";
constexpr std::int32_t kVersion = 1;
constexpr std::size_t kMostPeople = 1000;
constexpr std::size_t kMostCases = 1000;

/// Kinds of record that the specification has and this version has not: listed, not refused.
constexpr std::string_view kLaterKinds[] = {
    "aanwezigheid", "adres",          "agendapunt", "bejegening",      "besluit",        "bijlage",
    "buikpijn",     "deelbesluit",    "doel",       "maatregel",       "maatregel_uren", "marker",
    "onrust",       "opening",        "overdracht", "overleg",         "reactie",        "relatie",
    "signaal",      "veldaanmelding", "vraag",      "werkaantekening",
};

/// Ids that lead nowhere: for checking an entry before there is a place to save it.
class NoIds final : public RandomSource {
public:
    void fill(MutableByteView out) override { std::fill(out.begin(), out.end(), std::uint8_t{1}); }
};

class Reader {
public:
    Reader(const ImportScene& scene, Instant now, const Calendar& calendar)
        : m_scene(scene), m_now(now), m_calendar(calendar) {}

    void readPeople(const Json& root, const std::string& file);
    void readCases(const Json& root, const std::string& file);
    [[nodiscard]] Complaint& complaint() { return m_complaint; }
    ImportBatch take() { return std::move(m_batch); }

private:
    void readOneCase(const Json& json, const std::string& file);
    void readCaseRecord(Fields& fields, EntryReader& reader, ImportedCase& made);
    void readPersons(Fields& fields, EntryReader& reader, ImportedCase& made);
    void readEntries(Fields& fields, EntryReader& reader, ImportedCase& made);
    std::string readAuthor(Fields& fields);
    std::string readKey(Fields& fields, std::set<std::string>& keys);
    void check(Fields& fields, const ImportedEntry& entry);
    [[nodiscard]] const ImportPerson* person(std::string_view code) const;

    const ImportScene& m_scene;
    Instant m_now;
    const Calendar& m_calendar;
    Complaint m_complaint;
    ImportBatch m_batch;
    std::set<std::string> m_caseKeys;
};

std::optional<model::Role> roleOf(std::string_view name) {
    using model::Role;
    for (const Role role :
         {Role::Procesregisseur, Role::Informatievoorziening, Role::Casusregisseur, Role::Notulist,
          Role::OmMedewerker, Role::Manager}) {
        if (model::roleName(role) == name)
            return role;
    }
    return std::nullopt;
}

const ImportPerson* Reader::person(std::string_view code) const {
    const auto found = std::find_if(m_batch.mensen.begin(), m_batch.mensen.end(),
                                    [&](const ImportPerson& p) { return p.code == code; });
    return found == m_batch.mensen.end() ? nullptr : &*found;
}

void Reader::readPeople(const Json& root, const std::string& file) {
    Fields top(root, file, m_complaint);
    top.ignoreRest();
    const Json* people = top.objects("mensen", kMostPeople);
    if (people == nullptr)
        return;
    for (std::size_t i = 0; i < people->size(); ++i) {
        Fields fields((*people)[i], file + ": person " + std::to_string(i + 1), m_complaint);
        ImportPerson made;
        made.code = fields.requiredText("code");
        made.naam = fields.requiredText("naam");
        const auto organisation = organisationCode(fields.requiredText("organisatie"));
        if (!organisation)
            fields.complain("organisatie", "is no organisation of list organisatie");
        made.organisatie = organisation.value_or(OrganisationCode{});
        made.functie = fields.requiredText("functie");
        if (!isCodeForm(made.functie))
            fields.complain("functie", "is no code; use one of list functie");
        for (const std::string& name : fields.texts("rollen")) {
            const auto role = roleOf(name);
            if (role)
                made.rollen.add(*role);
            else
                fields.complain("rollen", "names no role; procesregisseur, informatievoorziening, "
                                          "casusregisseur, notulist, om, manager");
        }
        if (!isCodeForm(made.code) || person(made.code) != nullptr)
            fields.complain("code", "is no code, or somebody else's; take another");
        fields.done();
        m_batch.mensen.push_back(std::move(made));
    }
}

void Reader::readCases(const Json& root, const std::string& file) {
    Fields top(root, file, m_complaint);
    top.member("formaat");
    top.member("versie");
    top.member("mensen");
    if (const Json* cases = top.objects("casussen", kMostCases)) {
        for (const Json& json : *cases)
            readOneCase(json, file);
    }
    top.done();
}

std::string Reader::readAuthor(Fields& fields) {
    std::string author = fields.requiredText("auteur");
    if (person(author) == nullptr)
        fields.complain("auteur", "is nobody of the list mensen; add the person there");
    return author;
}

std::string Reader::readKey(Fields& fields, std::set<std::string>& keys) {
    std::string key = fields.requiredText("sleutel");
    if (!isCodeForm(key))
        fields.complain("sleutel", "is no key; letters, digits and _ in lower case, at most 64");
    else if (!keys.insert(key).second)
        fields.complain("sleutel", "is used twice; give each entry its own");
    return key;
}

/// Runs the entry's own checks, so that nothing of a file is saved when something in it is wrong.
void Reader::check(Fields& fields, const ImportedEntry& entry) {
    const ImportPerson* author = person(entry.author);
    if (author == nullptr || !m_complaint.isEmpty())
        return;
    NoIds ids;
    const Circumstances at{m_now,      m_calendar,          ids,
                           WorkerId{}, author->organisatie, author->functie};
    const auto complainOf = [&](const Checked<Entry>& checked) {
        if (checked.isAccepted())
            return;
        const Problem& problem = checked.problems().front();
        fields.complain(problem.field.c_str(), "is refused: " + sentence(problem));
    };
    if (const auto* input = std::get_if<NewCase>(&entry.input)) {
        NewCase named = *input;
        if (named.procesregisseur.isNone())
            named.procesregisseur = ids.makeId<WorkerId>(); // known once that person has a device
        complainOf(enterCase(named, at));
    } else if (const auto* newPerson = std::get_if<NewPerson>(&entry.input)) {
        complainOf(enterPerson(*newPerson, at));
    } else if (const auto* contact = std::get_if<NewContact>(&entry.input)) {
        complainOf(enterContact(*contact, at));
    } else if (const auto* context = std::get_if<NewContext>(&entry.input)) {
        complainOf(enterContext(*context, at));
    } else if (const auto* warning = std::get_if<NewSafetyWarning>(&entry.input)) {
        complainOf(enterWarning(*warning, at));
    } else if (const auto* action = std::get_if<NewAction>(&entry.input)) {
        complainOf(enterAction(*action, at));
    }
}

void Reader::readCaseRecord(Fields& fields, EntryReader& reader, ImportedCase& made) {
    const Json* json = fields.member("casus");
    if (json == nullptr)
        return fields.complain("casus", "is missing; add it");
    Fields inner = fields.inside(*json, "casus");
    ImportedEntry entry;
    entry.key = made.key + "/casus";
    entry.author = readAuthor(inner);
    entry.at = reader.readTime(inner);
    NewCase input = reader.readCase(inner);
    made.nummer = input.nummer;
    entry.input = std::move(input);
    inner.done();
    check(inner, entry);
    reader.know("casus");
    made.entries.push_back(std::move(entry));
}

void Reader::readPersons(Fields& fields, EntryReader& reader, ImportedCase& made) {
    const Json* list = fields.objects("betrokkenen", model::kMaxTupleSize);
    if (list == nullptr)
        return;
    std::set<std::string> keys;
    for (std::size_t i = 0; i < list->size(); ++i) {
        Fields inner = fields.inside((*list)[i], "person " + std::to_string(i + 1));
        ImportedEntry entry;
        const std::string key = readKey(inner, keys);
        entry.key = made.key + "/" + key;
        entry.author = readAuthor(inner);
        entry.at = reader.readTime(inner);
        entry.input = reader.readPerson(inner, key);
        inner.done();
        check(inner, entry);
        made.entries.push_back(std::move(entry));
    }
}

void Reader::readEntries(Fields& fields, EntryReader& reader, ImportedCase& made) {
    const Json* list = fields.objects("gebeurtenissen", kMaxImportEntries);
    if (list == nullptr)
        return;
    std::set<std::string> keys;
    for (const ImportedEntry& entry : made.entries)
        keys.insert(entry.key.substr(made.key.size() + 1));
    const auto firstOwn = static_cast<std::ptrdiff_t>(made.entries.size());
    for (std::size_t i = 0; i < list->size(); ++i) {
        Fields numbered = fields.inside((*list)[i], "entry " + std::to_string(i + 1));
        const std::string key = readKey(numbered, keys);
        Fields inner = fields.inside((*list)[i], "entry " + key);
        inner.member("sleutel");
        const std::string soort = inner.requiredText("soort");
        const std::string author = readAuthor(inner);
        if (std::find(std::begin(kLaterKinds), std::end(kLaterKinds), soort) !=
            std::end(kLaterKinds)) {
            made.leftOut.push_back({made.key + "/" + key, author, soort});
            continue;
        }
        const EventTime at = reader.readTime(inner);
        auto input = reader.readEntry(inner, soort);
        if (!input) {
            inner.complain("soort", "is no kind of record; see docs/casework.md for the kinds");
            continue;
        }
        inner.done();
        ImportedEntry entry{made.key + "/" + key, author, at, std::move(*input)};
        check(inner, entry);
        reader.know(key);
        made.entries.push_back(std::move(entry));
    }
    std::stable_sort(made.entries.begin() + firstOwn, made.entries.end(),
                     [&](const ImportedEntry& a, const ImportedEntry& b) {
                         return startOf(a.at, m_calendar) < startOf(b.at, m_calendar);
                     });
}

void Reader::readOneCase(const Json& json, const std::string& file) {
    Fields unnamed(json, file + ": case " + std::to_string(m_batch.cases.size() + 1), m_complaint);
    const std::string key = readKey(unnamed, m_caseKeys);
    Fields fields(json, file + ": case " + key, m_complaint);
    fields.member("sleutel");
    fields.member("toont");
    ImportedCase made;
    made.key = key;
    made.title = fields.text("titel");
    made.leden = fields.texts("leden");
    for (const std::string& member : made.leden) {
        if (person(member) == nullptr)
            fields.complain("leden", "names nobody of the list mensen; add the person there");
    }
    EntryReader reader(m_scene, m_now, m_calendar, key);
    readCaseRecord(fields, reader, made);
    readPersons(fields, reader, made);
    readEntries(fields, reader, made);
    fields.done();
    m_batch.cases.push_back(std::move(made));
}

Result<Json> parse(const ImportFile& file) {
    const std::string name(file.name);
    if (file.text.size() > kMaxImportBytes)
        return fail(Code::TooLarge, name + ": more than 4 MiB; split the file");
    Json root;
    try {
        root = Json::parse(file.text);
    } catch (const Json::parse_error& error) {
        // The library's own words quote the text; its position is enough.
        return fail(Code::InvalidInput, name + ": is no JSON, near byte " +
                                            std::to_string(error.byte) +
                                            "; check commas, quotes and brackets there");
    } catch (const Json::out_of_range&) {
        return fail(Code::InvalidInput,
                    name +
                        ": holds a number that no field can take; write it as text or shorten it");
    }
    const bool isOurs = root.is_object() && root.contains("formaat") && root["formaat"] == kFormat;
    if (!isOurs)
        return fail(Code::InvalidInput,
                    name + ": is no file of cases; \"formaat\" must be \"" + kFormat + "\"");
    if (!root.contains("versie") || root["versie"] != kVersion)
        return fail(Code::TooNew, name + ": this program reads \"versie\" 1 only");
    return root;
}

} // namespace

Result<ImportBatch> readImport(std::span<const ImportFile> files, const ImportScene& scene,
                               Instant now, const Calendar& calendar) {
    std::vector<std::pair<std::string, Json>> roots;
    for (const ImportFile& file : files) {
        VB_TRY(Json root, parse(file));
        roots.emplace_back(file.name, std::move(root));
    }
    Reader reader(scene, now, calendar);
    // People first, from every file: a case may stand before the file that introduces them.
    for (const auto& [name, root] : roots)
        reader.readPeople(root, name);
    for (const auto& [name, root] : roots)
        reader.readCases(root, name);
    VB_TRY_VOID(reader.complaint().result());
    return reader.take();
}

} // namespace vb::casework
