#include "bot/engine/uploads.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "storage/await.hpp"

namespace engine {
namespace asio = boost::asio;
namespace media_table = storage::media;
using adapters::Outcome;
using adapters::Rejected;
using adapters::RetryAt;

namespace {

struct Known { std::optional<media_table::Label> label; std::optional<std::string> upload; };

auto look_up(const Shared& context, const std::string& channel, const std::string& account, std::int64_t media) {
  auto job = [channel, account, media, now = context->now()](storage::Session& session) {
    return Known{media_table::label(session, media), media_table::uploaded(session, {channel, account}, media, now)};
  };
  return storage::async_read(context->database, std::move(job));
}

auto load(const Shared& context, std::int64_t media) {
  return storage::async_read(context->database, [media](storage::Session& session) { return media_table::load(session, media); });
}

auto keep(const Shared& context, const std::string& channel, const std::string& account, std::int64_t media, const adapters::Uploaded& uploaded) {
  auto job = [channel, account, media, uploaded](storage::Session& session) {
    media_table::keep_upload(session, {channel, account}, media, uploaded.id, uploaded.expires_at);
  };
  return storage::async_write(context->database, channel, std::move(job));
}

adapters::MediaKind kind_of(const std::string& name) { return adapters::media_kind(name).value_or(adapters::MediaKind::file); }

adapters::Media made(const std::string& kind, const std::string& name, std::string upload_id) { return {kind_of(kind), std::move(upload_id), "", name}; }

// An upload that got lost on the way may be done again: nobody has seen it.
Outcome harmless(Outcome outcome) {
  if (const auto* unsure = std::get_if<adapters::Unsure>(&outcome)) return RetryAt{0, unsure->reason};
  return outcome;
}

}  // namespace

struct Uploads::Work {
  explicit Work(asio::io_context& io) : over(io, asio::steady_timer::time_point::max()) {}
  asio::steady_timer over;                                // cancelled when the result is there
  std::optional<Result> result;
};

asio::awaitable<Uploads::Result> Uploads::find(std::string account, std::int64_t media) {
  if (const auto found = by_address_.find(media); found != by_address_.end()) co_return found->second;
  auto known = co_await look_up(context_, setup_.name, account, media);
  if (!known.label) co_return Outcome{Rejected{"media_missing"}};
  if (known.upload) co_return made(known.label->kind, known.label->name, std::move(*known.upload));
  co_return co_await once(std::move(account), media, std::move(*known.label));
}

// The first who needs it uploads; the others wait for what becomes of it.
asio::awaitable<Uploads::Result> Uploads::once(std::string account, std::int64_t media, media_table::Label label) {
  auto& place = under_way_[{account, media}];
  if (const auto work = place) {
    while (!work->result) co_await work->over.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return *work->result;
  }
  const auto work = place = std::make_shared<Work>(context_->io);
  std::exception_ptr fault;
  try {
    work->result = co_await upload(account, media, std::move(label));
  } catch (...) {
    fault = std::current_exception();
    work->result = Outcome{RetryAt{0, "upload_interrupted"}};
  }
  under_way_.erase({account, media});
  work->over.cancel();
  if (fault) std::rethrow_exception(fault);
  co_return *work->result;
}

asio::awaitable<Uploads::Result> Uploads::upload(std::string account, std::int64_t media, media_table::Label label) {
  auto stored = co_await load(context_, media);
  if (!stored) co_return Outcome{Rejected{"media_missing"}};
  if (stored->kind == adapters::name(adapters::MediaKind::sticker)) co_return made(stored->kind, stored->name, std::move(stored->bytes));
  adapters::File file{kind_of(stored->kind), std::move(stored->name), std::move(stored->type), std::move(stored->bytes)};
  if (auto why = setup_.channel->refuses(file); !why.empty()) co_return Outcome{Rejected{std::move(why)}};
  co_return co_await carry(std::move(account), media, std::move(file), std::move(label.token));
}

asio::awaitable<Uploads::Result> Uploads::carry(std::string account, std::int64_t media, adapters::File file, std::string address) {
  const auto token = tokens_.find(setup_.name, account);
  auto request = setup_.channel->upload_request(account, file, token->credentials);
  if (!request) {
    if (context_->options.public_url.empty()) co_return Outcome{Rejected{"media_unsupported"}};
    const adapters::Media found{file.kind, "", context_->options.public_url + "/media/" + address, file.name};
    by_address_[media] = found;
    co_return found;
  }
  const auto result = co_await context_->client.exchange(std::move(*request));
  const auto uploaded = setup_.channel->read_upload_of(file, result, context_->now());
  if (const auto* outcome = std::get_if<Outcome>(&uploaded)) {
    if (const auto* retry = std::get_if<RetryAt>(outcome); retry && retry->refresh_token) tokens_.refused(setup_.name, account, token->version);
    co_return harmless(*outcome);
  }
  co_await keep(context_, setup_.name, account, media, std::get<adapters::Uploaded>(uploaded));
  co_return adapters::Media{file.kind, std::get<adapters::Uploaded>(uploaded).id, "", file.name};
}

}  // namespace engine
