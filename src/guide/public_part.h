// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "guide/corrections/desk_pages.h"
#include "guide/corrections/pages.h"
#include "guide/snapshot.h"
#include "web/http.h"

namespace cote::guide {

/// What the public tells and takes along, and the desk's side of it, put together for the house.
class PublicPart {
 public:
  PublicPart(const Shelf& shelf, db::Db& db) : corrections_(shelf, db), moderation_{shelf, {db}} {}
  void mount(web::Router& router) {
    corrections_.mount(router);
    moderation_.mount(router);
  }

 private:
  corrections::Pages corrections_;
  corrections::DeskPages moderation_;
};

}  // namespace cote::guide
