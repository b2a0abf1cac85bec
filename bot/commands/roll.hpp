// What the import of rolls is made of: the file as rows of a list, the rows that need a human, what stands twice in one file.
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bot/commands/place.hpp"
#include "bot/sheets/reader.hpp"
#include "bot/sheets/writer.hpp"
#include "bot/union/roll_headings.hpp"
#include "bot/union/roll_posts.hpp"
#include "bot/union/roll_tree.hpp"
#include "templates/catalog.hpp"

namespace app {

struct ImportOptions {
  PlaceOptions place;
  std::string kind, file, as_of, problems;     // problems: where the list of them goes; "": nowhere
  std::int64_t unit = 0;
  int sheet = 0;
  bool dry = false, create_teams = false;
};

// A list in a file: its header is found when it is opened. Throws Refused with a Vietnamese sentence.
class RollSource {
 public:
  RollSource(const ImportOptions& options, trade_union::RollKind kind, const templates::Catalog& catalog);
  bool next(sheets::Row& row);                 // the next entry
  const trade_union::Header& header() const { return header_; }
  const std::vector<std::string>& titles() const { return titles_; }
  std::vector<std::string> titles_that(bool mean_something) const;  // of the columns that are read, or of those that are not
  std::int64_t skipped() const { return skipped_; }
  // A heading within the list, and how many entries stand below it.
  struct Section { std::uint32_t row = 0; trade_union::Heading heading; std::string name; std::int64_t entries = 0, unit = 0; };
  Section* section() { return in_section_ ? &sections_.back() : nullptr; }   // the one over the entry given last
  const std::vector<Section>& sections() const { return sections_; }
  void begin_section(std::uint32_t row, trade_union::Heading heading);       // the row is one after all
  struct Line { std::uint32_t row = 0; std::string text; };
  const std::vector<Line>& left_away() const { return left_away_; }          // the first sums and signatures
  double progress() const { return reader_->progress(); }

 private:
  template <class F> auto guarded(F read);
  void look(trade_union::RollKind kind);
  void leave_away(const sheets::Row& row, trade_union::RowSort sort);

  const ImportOptions& options_;
  const templates::Catalog& catalog_;
  trade_union::RollKind kind_;
  std::unique_ptr<sheets::Reader> reader_;
  std::vector<sheets::Row> looked_at_;         // behind the header, not given yet; the next one last
  trade_union::Header header_;
  std::vector<std::string> titles_;
  std::optional<trade_union::RowSorter> sorter_;
  std::vector<Section> sections_;
  std::vector<Line> left_away_;
  bool in_section_ = false;
  std::int64_t skipped_ = 0;
};

// The rows that need a human: as they stood, wrong cells marked, what is wrong, the number of the row. Reads again as a list.
class Problems {
 public:
  Problems(const std::string& file, const RollSource& source, const templates::Catalog& catalog);
  // heading: the one the row stands under, so that it stands under it in the list of problems too; null: none.
  void add(const sheets::Row& row, const std::vector<trade_union::CellFinding>& findings, const trade_union::Heading* heading = nullptr);
  std::int64_t count() const { return count_; }
  const std::vector<std::string>& first_lines() const { return first_lines_; }   // for the terminal
  void close();

 private:
  std::string sentence(const trade_union::Finding& finding) const;
  void write_heading(const trade_union::Heading* heading);
  void write(const sheets::Row& row, const std::vector<trade_union::CellFinding>& findings, const std::string& text);

  const trade_union::Header& header_;
  std::size_t width_;
  const templates::Catalog& catalog_;
  const std::string name_;
  std::unique_ptr<sheets::XlsxWriter> file_;
  std::vector<std::string> first_lines_;
  std::string heading_;                        // the last that was written
  std::int64_t count_ = 0;
};

// What stood in the file already: phone numbers with their rows, codes, names in their units.
class Seen {
 public:
  std::uint32_t phone(const std::string& e164, std::uint32_t row);     // the row that had it before, 0: none
  bool code(const std::string& code) { return codes_.insert(hash(code)).second; }
  bool name_in(const std::string& key, std::int64_t unit) { return names_.insert(hash(key, unit)).second; }
  // Who was born as the row says: nobody so far, one in the same unit, one in another. alone: the name is new in the unit.
  enum class Born { fresh, here, elsewhere };
  Born born(const std::string& key, std::int64_t unit, const std::string& day, bool alone);
  // Of a name in a unit: may the row be one before it, one of the two births being the other told less exactly? Two phones are two people.
  bool perhaps(const std::string& key, std::int64_t unit, const std::string& birth, bool phone);

 private:
  static std::uint64_t hash(std::string_view text, std::int64_t unit = 0);
  std::uint64_t note(const std::string& key, std::int64_t unit, std::uint64_t kind);   // which kinds there were before
  struct Number {
    std::size_t operator()(std::uint64_t packed) const { return static_cast<std::size_t>((packed >> 24) * 0x9E3779B97F4A7C15ull); }
    bool operator()(std::uint64_t a, std::uint64_t b) const { return a >> 24 == b >> 24; }
  };
  struct Same { std::size_t operator()(std::uint64_t value) const { return static_cast<std::size_t>(value); } };
  boost::unordered_flat_set<std::uint64_t, Number, Number> phones_;     // the number, and in the lowest 24 bits the row
  template <int bits> struct Upper {           // what counts stands in the upper bits, a note in the lower
    std::size_t operator()(std::uint64_t packed) const { return static_cast<std::size_t>(packed >> bits); }
    bool operator()(std::uint64_t a, std::uint64_t b) const { return a >> bits == b >> bits; }
  };
  static constexpr int unit_bits = 16, kind_bits = 4;
  boost::unordered_flat_set<std::uint64_t, Same> codes_, names_, more_;
  boost::unordered_flat_set<std::uint64_t, Upper<unit_bits>, Upper<unit_bits>> births_;  // the lower bits of the unit's id
  boost::unordered_flat_set<std::uint64_t, Upper<kind_bits>, Upper<kind_bits>> parts_;   // births to the year or month: who was born so, who more exactly
};

// One import from beginning to end. Gives what is to be printed; refused: rows that were not taken.
// Names and numbers of people: the file is for its owner only from before the first of them is in it. Throws Refused.
void begin_private(const std::string& file);
std::string sha256_of(const std::string& file);   // hex

struct Imported { std::string text; std::int64_t refused = 0; };
Imported import_roll(const ImportOptions& options, const templates::Catalog& catalog, const std::function<void(double, std::int64_t)>& progress);

int export_roll(const PlaceOptions& place, const std::string& kind, const std::string& format, const std::string& file, std::int64_t unit, const std::string& as_of);

}  // namespace app
