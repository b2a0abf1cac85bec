// A list's file as entries; the list of problems; what stands twice.
#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "bot/commands/control.hpp"
#include "bot/commands/roll.hpp"
#include "bot/union/birth.hpp"
#include "bot/server/words.hpp"

namespace app {

using trade_union::Column;
using trade_union::RollKind;

namespace {

const char* name_of(RollKind kind) { return kind == RollKind::units ? "units" : kind == RollKind::people ? "people" : "roles"; }

}  // namespace

template <class F>
auto RollSource::guarded(F read) {
  try {
    return read();
  } catch (const sheets::Unreadable& why) {
    throw Refused(catalog_.render("chat/vi/roll_refused", {{"file", std::filesystem::path(options_.file).filename().string()}, {why.key, true}, {name_of(kind_), true}}));
  }
}

RollSource::RollSource(const ImportOptions& options, RollKind kind, const templates::Catalog& catalog) : options_(options), catalog_(catalog), kind_(kind) {
  guarded([&] {
    reader_ = sheets::open(options.file, options.sheet);
    look(kind);
    return 0;
  });
}

void RollSource::look(RollKind kind) {
  constexpr std::size_t looked_at = 40;
  std::vector<trade_union::Cells> cells;
  for (sheets::Row row; looked_at_.size() < looked_at && reader_->next(row);) {
    cells.push_back(row.cells);
    looked_at_.push_back(std::move(row));
  }
  const auto found = trade_union::find_header(kind, cells);
  if (!found) throw sheets::Unreadable("no_header");
  header_ = *found;
  titles_ = trade_union::header_titles(kind, header_, cells);
  sorter_.emplace(header_, kind != RollKind::units);
  looked_at_.erase(looked_at_.begin(), looked_at_.begin() + static_cast<std::ptrdiff_t>(found->last) + 1);
  std::reverse(looked_at_.begin(), looked_at_.end());
}

bool RollSource::next(sheets::Row& row) {
  return guarded([&] {
    while (true) {
      if (!looked_at_.empty()) {
        row = std::move(looked_at_.back());
        looked_at_.pop_back();
      } else if (!reader_->next(row)) {
        return false;
      }
      const auto sort = sorter_->sort(row.cells);
      if (sort == trade_union::RowSort::entry) return true;
      leave_away(row, sort);
    }
  });
}

void RollSource::begin_section(std::uint32_t row, trade_union::Heading heading) {
  ++skipped_;
  const auto name = trade_union::heading_name(heading.text);
  sections_.push_back({row, std::move(heading), name});
  in_section_ = true;
}

// A sum and a signature end what stood under a heading.
void RollSource::leave_away(const sheets::Row& row, trade_union::RowSort sort) {
  constexpr std::size_t shown = 8, longest = 60;
  if (sort == trade_union::RowSort::heading) return begin_section(row.number, *trade_union::heading_of(header_, row.cells));
  ++skipped_;
  if (sort == trade_union::RowSort::total || sorter_->signing()) in_section_ = false;
  std::string text;
  for (const auto& cell : row.cells)
    if (const auto said = trade_union::read_text(cell); !said.empty() && text.size() < longest && said != text) text += (text.empty() ? "" : " ") + said;
  if (left_away_.size() < shown && text.size() > 2) left_away_.push_back({row.number, text});
}

std::vector<std::string> RollSource::titles_that(bool mean_something) const {
  std::vector<std::string> found;
  for (std::size_t column = 0; column < titles_.size(); ++column) {
    const bool known = std::find(header_.at.begin(), header_.at.end(), static_cast<int>(column)) != header_.at.end();
    if (known == mean_something && !titles_[column].empty()) found.push_back(titles_[column]);
  }
  return found;
}

Problems::Problems(const std::string& file, const RollSource& source, const templates::Catalog& catalog)
    : header_(source.header()), width_(source.titles().size()), catalog_(catalog), name_(file) {
  if (file.empty()) return;
  constexpr double cell_width = 18, text_width = 70, number_width = 12;
  const auto& words = server::words().at("roll").at("problems");
  begin_private(file);
  file_ = std::make_unique<sheets::XlsxWriter>(file, words.at("sheet").get<std::string>());
  file_->width(0, width_ - 1, cell_width);
  file_->width(width_, width_, text_width);
  file_->width(width_ + 1, width_ + 1, number_width);
  file_->freeze(1);
  std::vector<sheets::Cell> titles(source.titles().begin(), source.titles().end());
  titles.emplace_back(words.at("text").get<std::string>());
  titles.emplace_back(words.at("row").get<std::string>());
  file_->row(titles, sheets::XlsxWriter::Look::head);
}

std::string Problems::sentence(const trade_union::Finding& finding) const {
  auto fields = finding.fields;
  fields[finding.key] = true;
  const auto text = catalog_.render("chat/vi/roll_finding", fields);
  return finding.refused ? text : catalog_.render("chat/vi/roll_note", {{"text", text}});
}

void Problems::write_heading(const trade_union::Heading* heading) {
  const auto text = heading ? heading->text : "";
  if (text == heading_) return;
  heading_ = text;
  std::vector<sheets::Cell> cells(heading ? heading->column + 1 : 1);
  cells.back() = heading ? text : server::words().at("roll").at("problems").at("section_end").get<std::string>();
  file_->row(cells);
}

void Problems::add(const sheets::Row& row, const std::vector<trade_union::CellFinding>& findings, const trade_union::Heading* heading) {
  constexpr std::size_t shown = 10;
  std::string text;
  for (const bool refused : {true, false})
    for (const auto& each : findings)
      if (each.finding.refused == refused) text += (text.empty() ? "" : " ") + sentence(each.finding);
  ++count_;
  if (first_lines_.size() < shown) first_lines_.push_back(catalog_.render("chat/vi/roll_line", {{"row", row.number}, {"text", text}}));
  if (!file_) return;
  write_heading(heading);
  write(row, findings, text);
}

void Problems::write(const sheets::Row& row, const std::vector<trade_union::CellFinding>& findings, const std::string& text) {
  using Look = sheets::XlsxWriter::Look;
  std::vector<sheets::XlsxWriter::Styled> cells(width_ + 2);
  for (std::size_t i = 0; i < std::min(width_, row.cells.size()); ++i) cells[i].cell = row.cells[i];
  for (const auto& each : findings) {
    const int at = header_.place(each.column);
    if (at < 0 || static_cast<std::size_t>(at) >= width_) continue;
    auto& cell = cells[static_cast<std::size_t>(at)];
    if (cell.look != Look::wrong) cell.look = each.finding.refused ? Look::wrong : Look::doubtful;
    cell.comment += (cell.comment.empty() ? "" : "\n") + sentence(each.finding);
  }
  cells[width_].cell = text;
  cells[width_ + 1].cell = std::int64_t{row.number};
  file_->row(cells);
}

void Problems::close() {
  if (file_) file_->close();
}

void begin_private(const std::string& file) {
  constexpr mode_t owner_only = S_IRUSR | S_IWUSR;
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, owner_only);
  if (handle < 0) throw Refused("The file " + file + " cannot be written.");
  struct stat found {};
  const bool ours = ::fstat(handle, &found) == 0 && S_ISREG(found.st_mode);  // a device is left as it is
  const bool closed = !ours || ::fchmod(handle, owner_only) == 0;            // one that was there before may be open to all
  ::close(handle);
  if (!closed) throw Refused("The file " + file + " cannot be kept from others.");
}

std::string sha256_of(const std::string& file) {
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
  std::ifstream in(file, std::ios::binary);
  std::vector<char> piece(1 << 16);
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) EVP_DigestUpdate(digest.get(), piece.data(), static_cast<std::size_t>(in.gcount()));
  unsigned char octets[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(digest.get(), octets, &size);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) hex += "0123456789abcdef"[octets[i] >> 4], hex += "0123456789abcdef"[octets[i] & 15];
  return hex;
}

std::uint64_t Seen::hash(std::string_view text, std::int64_t unit) {
  std::uint64_t mixed = std::hash<std::string_view>()(text) ^ (static_cast<std::uint64_t>(unit) * 0x9E3779B97F4A7C15ull);
  mixed ^= mixed >> 32;
  mixed *= 0xD6E8FEB86659FD93ull;
  return mixed ^ mixed >> 32;
}

Seen::Born Seen::born(const std::string& key, std::int64_t unit, const std::string& day, bool alone) {
  constexpr std::uint64_t lowest = (1u << unit_bits) - 1;
  const auto named = key + '\n' + day;
  const auto here = static_cast<std::uint64_t>(unit) & lowest;
  const auto [at, fresh] = births_.insert((hash(named) << unit_bits) | here);
  if (fresh) return Born::fresh;
  if (!alone && (*at & lowest) == here) return Born::here;
  const bool again = !more_.insert(hash(named, unit)).second;
  return again && !alone ? Born::here : Born::elsewhere;
}

std::uint64_t Seen::note(const std::string& key, std::int64_t unit, std::uint64_t kind) {
  constexpr std::uint64_t kinds = (1u << kind_bits) - 1;
  const auto packed = hash(key, unit) << kind_bits;
  const auto at = parts_.find(packed);
  const auto before = at == parts_.end() ? 0 : *at & kinds;
  if (kind == 0 || (before & kind) != 0) return before;
  if (at != parts_.end()) parts_.erase(at);
  parts_.insert(packed | before | kind);
  return before;
}

bool Seen::perhaps(const std::string& key, std::int64_t unit, const std::string& birth, bool phone) {
  constexpr std::size_t year_long = 4, month_long = 7;
  constexpr std::uint64_t so = 1, so_phone = 2, closer = 4, closer_phone = 8;
  const auto clashing = phone ? so | closer : so | so_phone | closer | closer_phone;  // two phones are two people
  std::uint64_t met = 0;
  for (const auto length : {year_long, month_long})
    if (length < birth.size()) met |= note(key + '\n' + birth.substr(0, length), unit, phone ? closer_phone : closer) & (so | so_phone);
  if (!trade_union::known_to_the_day(birth)) met |= note(key + '\n' + birth, unit, phone ? so_phone : so);
  return (met & clashing) != 0;
}

std::uint32_t Seen::phone(const std::string& e164, std::uint32_t row) {
  constexpr std::uint64_t lowest = 0xFFFFFF;
  const std::uint64_t packed = (std::stoull(e164.substr(1)) << 24) | (row & lowest);
  const auto [at, fresh] = phones_.insert(packed);
  return fresh ? 0 : static_cast<std::uint32_t>(*at & lowest);
}

}  // namespace app
