// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "post/mime.h"

namespace cote::post {

/// How an attempt to hand over a letter ended. `error` is for the operator: a code and a few words of ours,
/// never a server's sentence, which may repeat the address.
struct Handed {
  enum class Outcome {
    sent,
    later,        // this message, not now (4xx)
    unreachable,  // nobody, not now: the server is away, refuses us or our password
    bounced,      // the address or the message was refused for good (5xx after RCPT or DATA)
    failed,       // refused for good, and not for the address's sake (5xx after MAIL)
  };
  Outcome outcome = Outcome::later;
  std::string error{};
};

/// What takes letters out of the building. Called from one thread at a time.
class Mailer {
 public:
  virtual ~Mailer() = default;
  virtual Handed hand_over(const Letter& letter) = 0;
};

/// A folder: letters become files "<id>.eml", for trying things out and for tests. Written whole or not at
/// all; a letter tried again takes the place of its first copy.
class FolderMailer final : public Mailer {
 public:
  explicit FolderMailer(std::string folder);
  Handed hand_over(const Letter& letter) override;

 private:
  std::string folder_;
};

}  // namespace cote::post
