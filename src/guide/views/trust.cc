// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/codes.h"
#include "guide/rules.h"
#include "guide/views/parts.h"
#include "guide/views/views.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

Html trust_line(const Reading& r, const Service& service) {
  auto const trust = rules::trust(service, r.today());
  bool const how_known = trust.verified_on && trust.how != VerifiedHow::unknown;
  if (!how_known && !trust.next) return {};
  Html said;
  if (how_known)
    said += join(r.t("freshness.verified." + std::string(code(trust.how))), r.t("web.comma"),
                 say::month(r.t, *trust.verified_on), ". ");
  if (trust.next) {
    auto const fact = r.t("freshness.fact." + std::string(code(trust.next->kind)));
    said += join(r.t(trust.overdue ? "freshness.overdue" : "freshness.next",
                     {{"fact", fact}, {"month", say::month(r.t, trust.next->next_review)}}));
  }
  return p(cls("doux"), said);
}

Html doubt(const Reading& r, const Service& service) {
  if (service.care.standing != Standing::unconfirmed) return {};
  return div(cls("air"), notice("warning-circle", r.t("freshness.warning.title"),
                                join(r.t("freshness.warning.text")), true));
}

Html withdrawn(const Reading& r, const Service& s) {
  auto const* topic = s.topics.empty() ? nullptr : r.from.topic(s.topics.front());
  auto const* rubric = topic != nullptr ? r.from.rubric(topic->rubric) : nullptr;
  auto const others = rubric != nullptr ? rubric_url(r, *rubric) : web::here(r.visit, "/guide");
  return contents(
      r, "w",
      nav(cls("file"), aria_label(r.t("guide.you_are_here")),
          a(href(web::here(r.visit, "/rubrics")), r.t("guide.all_topics"))),
      div(cls("titre"), h1(shown(r, s.name))),
      notice("warning-circle", r.t("freshness.withdrawn.title"), join(r.t("freshness.withdrawn.text")), true),
      section(cls("bloc"), h2(r.t("guide.gone.instead")),
              p(a(href(others), rubric != nullptr ? shown(r, rubric->label) : join(r.t("guide.all_topics")))),
              p(cls("actes air"),
                a(cls("b"), href(Url::tel(web::kCentre.phone)), web::icon("f-phone"),
                  span(span(cls("hors"), r.t("guide.call_centre"), " "), number(web::kCentre.phone))))));
}

}  // namespace cote::guide::views
