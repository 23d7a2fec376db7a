// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/translation/xliff.h"

#include <map>
#include <memory>
#include <stdexcept>

#include <libxml/parser.h>
#include <libxml/xmlwriter.h>

namespace cote::guide::translation {
namespace {

constexpr char kNamespace[] = "urn:oasis:names:tc:xliff:document:1.2";

struct FreeDoc {
  void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
};
struct FreeBuffer {
  void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
};
struct FreeWriter {
  void operator()(xmlTextWriter* writer) const { xmlFreeTextWriter(writer); }
};
struct FreeContext {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

const xmlChar* as_xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
std::string from_xml(const xmlChar* text) {
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

/// Characters that XML 1.0 cannot hold are left out.
std::string sayable(std::string_view text) {
  std::string out;
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 || c == '\n' || c == '\t') out += c;
  }
  return out;
}

class Writing {
 public:
  Writing()
      : buffer_(xmlBufferCreate()), writer_(buffer_ ? xmlNewTextWriterMemory(buffer_.get(), 0) : nullptr) {
    if (!writer_) throw std::runtime_error("no memory for XML");
    xmlTextWriterSetIndent(writer_.get(), 1);
    xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr);
  }
  void open(const char* name) { xmlTextWriterStartElement(writer_.get(), as_xml(name)); }
  void close() { xmlTextWriterEndElement(writer_.get()); }
  void attribute(const char* name, std::string_view value) {
    xmlTextWriterWriteAttribute(writer_.get(), as_xml(name), as_xml(sayable(value).c_str()));
  }
  void text(std::string_view text) { xmlTextWriterWriteString(writer_.get(), as_xml(sayable(text).c_str())); }
  std::string done() {
    xmlTextWriterEndDocument(writer_.get());
    writer_.reset();
    return from_xml(buffer_->content);
  }

 private:
  std::unique_ptr<xmlBuffer, FreeBuffer> buffer_;
  std::unique_ptr<xmlTextWriter, FreeWriter> writer_;
};

const char* state_of(const store::Field& field) {
  switch (field.state) {
    case TranslationState::human:
      return "translated";
    case TranslationState::machine:
      return "needs-review-translation";
    case TranslationState::outdated:
      return "needs-adaptation";
    case TranslationState::source:
    case TranslationState::missing:
      break;
  }
  return "needs-translation";
}

void write_unit(Writing& w, const store::Field& field) {
  w.open("trans-unit");
  w.attribute("id", field.at.text());
  w.attribute("extradata", field.source_hash + ' ' + field.text_hash);
  w.attribute("xml:space", "preserve");
  w.open("source");
  w.text(field.source);
  w.close();
  w.open("target");
  w.attribute("state", state_of(field));
  w.text(field.text);
  w.close();
  if (!field.before.empty()) {
    w.open("note");
    w.attribute("from", "coteacote");
    w.text("Translated from: " + field.before);
    w.close();
  }
  w.close();
}

std::string attribute(xmlNode* node, const char* name) {
  std::unique_ptr<xmlChar, decltype(xmlFree)> const value(xmlGetNoNsProp(node, as_xml(name)), xmlFree);
  return from_xml(value.get());
}
bool is(const xmlNode* node, std::string_view name) {
  return node->type == XML_ELEMENT_NODE && from_xml(node->name) == name;
}
std::string content(xmlNode* node) {
  std::unique_ptr<xmlChar, decltype(xmlFree)> const value(xmlNodeGetContent(node), xmlFree);
  return from_xml(value.get());
}

void read_unit(xmlNode* unit, ReadXliff& out) {
  auto const id = attribute(unit, "id");
  auto const at = store::FieldId::parse(id);
  if (!at) {
    out.refused.push_back({id, "translation.problem.unknown"});
    return;
  }
  Typed typed{.at = *at};
  auto const seen = attribute(unit, "extradata");
  auto const blank = seen.find(' ');
  typed.seen_source_hash = seen.substr(0, blank);
  if (blank != std::string::npos) typed.seen_text_hash = seen.substr(blank + 1);
  std::string state;
  for (auto* node = unit->children; node != nullptr; node = node->next)
    if (is(node, "target")) {
      typed.text = content(node);
      state = attribute(node, "state");
    }
  if (typed.text.empty() || state == "needs-translation" || state == "new") return;
  typed.confirmed = state == "translated" || state == "final" || state == "signed-off";
  out.units.push_back(std::move(typed));
}

void read_units(xmlNode* node, ReadXliff& out) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    if (is(node, "file") && out.lang.empty()) out.lang = attribute(node, "target-language");
    if (is(node, "trans-unit")) {
      read_unit(node, out);
    } else {
      read_units(node->children, out);
    }
  }
}

}  // namespace

std::string xliff(const std::vector<store::Field>& fields, std::string_view lang) {
  std::map<std::string, std::vector<const store::Field*>> by_source;
  for (auto const& field : fields) by_source[field.source_lang].push_back(&field);
  Writing w;
  w.open("xliff");
  w.attribute("version", "1.2");
  w.attribute("xmlns", kNamespace);
  for (auto const& [source, list] : by_source) {
    w.open("file");
    w.attribute("original", "guide");
    w.attribute("source-language", source);
    w.attribute("target-language", lang);
    w.attribute("datatype", "plaintext");
    w.open("body");
    for (auto const* field : list) write_unit(w, *field);
    w.close();
    w.close();
  }
  w.close();
  return w.done();
}

ReadXliff read_xliff(std::string_view file) {
  ReadXliff out;
  if (file.size() > (64U << 20)) {
    out.error = "larger than 64 MB";
    return out;
  }
  std::unique_ptr<xmlParserCtxt, FreeContext> const context(xmlNewParserCtxt());
  if (!context) throw std::runtime_error("no memory for XML");
  std::unique_ptr<xmlDoc, FreeDoc> const doc(
      xmlCtxtReadMemory(context.get(), file.data(), static_cast<int>(file.size()), "file", nullptr,
                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA));
  auto* const root = doc ? xmlDocGetRootElement(doc.get()) : nullptr;
  if (root == nullptr || !is(root, "xliff")) {
    auto const* const last = xmlCtxtGetLastError(context.get());
    out.error = last != nullptr && last->message != nullptr ? last->message : "no xliff element";
    while (out.error.ends_with('\n')) out.error.pop_back();
    return out;
  }
  read_units(root, out);
  return out;
}

}  // namespace cote::guide::translation
