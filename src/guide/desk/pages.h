// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "guide/desk/door.h"
#include "guide/desk/todo.h"
#include "web/http.h"

namespace cote::guide::desk {

/// The pages of the desk: one method a route, SQL each. A refusal is a page of its own: missing 404,
/// forbidden 404 where the thing itself is private and 403 where only the step is, conflict 409.
struct Pages {
  db::Db& db;
  FourEyes four_eyes{};
  /// Of the installation, for links in letters: "https://guide.example.org".
  std::string origin{};
  /// What "My day" counts; other parts of the house add theirs.
  std::vector<Todo> todos = own_todos();
  /// Told that readers should see a change at once; may be empty.
  std::function<void()> published{};

  void mount(web::Router& router) const;

  [[nodiscard]] web::Reply today(const web::Visit& visit) const;
  [[nodiscard]] web::Reply list(const web::Visit& visit) const;
  [[nodiscard]] web::Reply record(const web::Visit& visit) const;
  [[nodiscard]] web::Reply act_on_record(const web::Visit& visit) const;
  [[nodiscard]] web::Reply version(const web::Visit& visit) const;
  [[nodiscard]] web::Reply draft(const web::Visit& visit) const;
  [[nodiscard]] web::Reply act_on_draft(const web::Visit& visit) const;
  [[nodiscard]] web::Reply edit(const web::Visit& visit) const;
  [[nodiscard]] web::Reply save(const web::Visit& visit) const;
  [[nodiscard]] web::Reply new_record(const web::Visit& visit) const;
  [[nodiscard]] web::Reply begin_new(const web::Visit& visit) const;
  [[nodiscard]] web::Reply proposed(const web::Visit& visit) const;
  [[nodiscard]] web::Reply bulk(const web::Visit& visit) const;
  [[nodiscard]] web::Reply duplicates(const web::Visit& visit) const;
  [[nodiscard]] web::Reply pair(const web::Visit& visit) const;
  [[nodiscard]] web::Reply join(const web::Visit& visit) const;
  [[nodiscard]] web::Reply import_form(const web::Visit& visit) const;
  [[nodiscard]] web::Reply upload(const web::Visit& visit) const;
  [[nodiscard]] web::Reply import_preview(const web::Visit& visit) const;
  [[nodiscard]] web::Reply import_act(const web::Visit& visit) const;

 private:
  void mount_more(web::Router& router) const;
  [[nodiscard]] Door door() const { return {.db = db, .four_eyes = four_eyes, .origin = origin}; }
};

}  // namespace cote::guide::desk
