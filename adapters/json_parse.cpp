// The parser's events into a value: bounded depth, integers that a double cannot hold kept as text.
#include "adapters/channel.hpp"
#include "adapters/json.hpp"

namespace adapters {
namespace {

constexpr std::int64_t largest_exact = std::int64_t{1} << 53;
constexpr std::size_t usual_members = 4;

bool is_integer(const std::string& number) { return number.find_first_of(".eE") == std::string::npos; }

// Shared by both readers below: depth, and errors as exceptions.
class Bounded : public nlohmann::json_sax<Json> {
 public:
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    throw BadBody("not JSON at byte " + std::to_string(position));
  }

 protected:
  void enter() {
    if (++depth_ > max_depth) throw BadBody("nested deeper than " + std::to_string(max_depth) + " levels");
  }
  void leave() { --depth_; }
  std::size_t depth_ = 0;
};

class Builder final : public Bounded {
 public:
  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(std::int64_t value) override {
    return value < -largest_exact ? add(std::to_string(value)) : add(value);
  }
  bool number_unsigned(std::uint64_t value) override {
    return value > static_cast<std::uint64_t>(largest_exact) ? add(std::to_string(value)) : add(value);
  }
  bool number_float(double value, const std::string& written) override {
    return is_integer(written) ? add(written) : add(value);
  }
  bool string(std::string& value) override { return add(std::move(value)); }
  bool binary(Json::binary_t&) override { return false; }
  bool key(std::string& value) override {
    key_ = std::move(value);
    return true;
  }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  Json take() { return std::move(root_); }

 private:
  bool add(Json value) {
    place(std::move(value));
    return true;
  }
  // Equal keys are all kept (no search for each new one): the readers take the last.
  Json* place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    if (auto* array = open_.back()->get_ptr<Json::array_t*>()) return &array->emplace_back(std::move(value));
    auto* object = open_.back()->get_ptr<Json::object_t*>();
    if (object->empty()) object->reserve(usual_members);      // growing a vector of constant keys copies what is in it
    return &object->Container::emplace_back(std::move(key_), std::move(value)).second;
  }
  bool open(Json value) {
    enter();
    open_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    leave();
    open_.pop_back();
    return true;
  }

  Json root_;
  std::string key_;
  std::vector<Json*> open_;
};

// Remembers two members of the outermost object and builds nothing.
class Picker final : public Bounded {
 public:
  Picker(std::string_view first, std::string_view second) : first_(first), second_(second) {}

  bool null() override { return found({}); }
  bool boolean(bool) override { return found({}); }
  bool number_integer(std::int64_t value) override { return found(std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) override { return found(std::to_string(value)); }
  bool number_float(double, const std::string& written) override { return found(written); }
  bool string(std::string& value) override { return found(value); }
  bool binary(Json::binary_t&) override { return false; }
  bool key(std::string& value) override {
    wanted_ = depth_ != 1 ? nullptr : value == first_ ? &values_.first : value == second_ ? &values_.second : nullptr;
    return true;
  }
  bool start_object(std::size_t) override { return descend(); }
  bool start_array(std::size_t) override { return descend(); }
  bool end_object() override { return ascend(); }
  bool end_array() override { return ascend(); }

  std::pair<std::string, std::string> take() { return std::move(values_); }

 private:
  bool found(const std::string& value) {
    if (wanted_ != nullptr && depth_ == 1) *wanted_ = value;
    return true;
  }
  bool descend() {
    enter();
    wanted_ = nullptr;
    return true;
  }
  bool ascend() {
    leave();
    return true;
  }

  std::string_view first_, second_;
  std::string* wanted_ = nullptr;
  std::pair<std::string, std::string> values_;
};

}  // namespace

Json parse_body(std::string_view raw) {
  Builder builder;
  Json::sax_parse(repair(raw), &builder);
  Json body = builder.take();
  if (!body.is_structured()) throw BadBody("no object or array");
  return body;
}

Json parse_or_null(std::string_view raw) {
  try {
    return parse_body(raw);
  } catch (const BadBody&) {
    return nullptr;
  }
}

std::pair<std::string, std::string> top_level_texts(std::string_view raw, std::string_view first, std::string_view second) {
  try {
    Picker picker(first, second);
    Json::sax_parse(repair(raw), &picker);
    return picker.take();
  } catch (const BadBody&) {
    return {};
  }
}

}  // namespace adapters
