// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kernel/result.h"
#include "people/door.h"
#include "people/links/link_store.h"

/// Links that come by mail and open once: an invitation, a forgotten password, a new address.
namespace cote::people {

/// How long a link of this kind is good.
std::chrono::seconds good_for(LinkKind kind);

enum class LinkState : std::uint8_t { good, used, expired, unknown };

class Links {
 public:
  explicit Links(Door& door) : door_(door) {}

  struct Found {
    LinkState state = LinkState::unknown;
    Link link{};
    Account account{};  // whose it is, when the state is good
  };
  /// Looks without using it: mail programs open links as well.
  [[nodiscard]] Found find(std::string_view token, LinkKind kind, Time now) const;

  /// Queues the message with a new link; older ones of this kind are worthless from then on. Gives the
  /// link's address. `origin` is where this house is: "https://guide.example.org".
  std::string send_invitation(db::Tx& tx, const Account& account, std::string_view origin, Time now);
  std::string send_reset(db::Tx& tx, const Account& account, std::string_view origin, Time now);
  /// The same without a message: for the shell, which prints it.
  std::string make(db::Tx& tx, const Account& account, LinkKind kind, std::string_view email,
                   std::string_view origin, Time now);

  /// "I forgot": notes the wish, one statement whoever asks. send_wanted does the rest.
  void want_reset(std::string_view email, std::string_view origin, const Caller& caller, Time now);
  /// Sends what was wished for since the last time, to those who have an account (somebody invited gets the
  /// invitation again), but not twice within five minutes: a stranger who asks for somebody else cannot fill
  /// her box, and the first link is still good. Called every few seconds by the house. Gives how many
  /// messages were queued.
  std::int64_t send_wanted(Time now);

  /// Takes up an invitation, or sets a new password: the link is used, all sessions end, a new one begins.
  /// Somebody with a second factor is then asked for it. Refused (missing) when the link is not good.
  Result<Pass> choose_password(std::string_view token, LinkKind kind, std::string_view password,
                               const Caller& caller, Time now);

  /// Sends a link to the new address and word of it to the old one. The same answer when the address is
  /// somebody else's; nothing is sent then.
  Result<bool> want_email(const Present& present, std::string_view email, std::string_view password,
                          std::string_view origin, const Caller& caller, Time now);
  /// The link was followed: from now on this is her address.
  Result<Account> confirm_email(std::string_view token, Time now);

 private:
  Door& door_;
};

}  // namespace cote::people
