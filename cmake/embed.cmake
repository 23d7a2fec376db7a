# SPDX-License-Identifier: AGPL-3.0-or-later
# Files built into the program. Each set becomes an assembly file that includes the bytes and a table of
# names, sorted, so that look-ups may bisect. A changed file is embedded again; a new one is noticed.

# house_embed_table(<set> <body variable> <name>=<file>...): writes the assembly of a set and gives, in
# <body variable>, C++ lines {"name", begin, end} and their declarations in <body variable>_symbols.
function(house_embed_table set body)
  set(asm "")
  set(symbols "")
  set(rows "")
  set(files "")
  set(number 0)
  foreach(entry IN LISTS ARGN)
    string(FIND "${entry}" "=" at)
    string(SUBSTRING "${entry}" 0 ${at} name)
    math(EXPR after "${at} + 1")
    string(SUBSTRING "${entry}" ${after} -1 file)
    if(NOT EXISTS "${file}")
      message(FATAL_ERROR "${file} is missing: run `npm ci` first (bin/run does).")
    endif()
    set(symbol "cote_embedded_${set}_${number}")
    string(APPEND asm ".global ${symbol}\n.hidden ${symbol}\n.balign 16\n${symbol}:\n.incbin \"${file}\"\n"
                      ".global ${symbol}_end\n.hidden ${symbol}_end\n${symbol}_end:\n.byte 0\n")
    string(APPEND symbols "extern const char ${symbol}[] __attribute__((visibility(\"hidden\")));\n"
                          "extern const char ${symbol}_end[] __attribute__((visibility(\"hidden\")));\n")
    string(APPEND rows "{\"${name}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    list(APPEND files "${file}")
    math(EXPR number "${number} + 1")
  endforeach()
  set(out "${CMAKE_BINARY_DIR}/embedded/${set}.S")
  file(CONFIGURE OUTPUT "${out}" @ONLY CONTENT
    ".section .rodata\n${asm}.section .note.GNU-stack,\"\",%progbits\n")
  set_source_files_properties("${out}" TARGET_DIRECTORY house PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(house PRIVATE "${out}")
  set(${body} "${rows}" PARENT_SCOPE)
  set(${body}_symbols "${symbols}" PARENT_SCOPE)
endfunction()

# house_embed(<set> <function> <name>=<file>...): `std::span<const EmbeddedFile> cote::<function>()`,
# declared in kernel/embedded.h.
function(house_embed set function)
  list(SORT ARGN)
  house_embed_table(${set} rows ${ARGN})
  set(out "${CMAKE_BINARY_DIR}/embedded/${set}.cc")
  file(CONFIGURE OUTPUT "${out}" @ONLY CONTENT "#include \"kernel/embedded.h\"
#include <algorithm>
#include <vector>
extern \"C\" {
${rows_symbols}}
namespace cote {
std::span<const EmbeddedFile> ${function}() {
static const auto files = [] {
std::vector<EmbeddedFile> all = {
${rows}};
std::ranges::sort(all, {}, &EmbeddedFile::path);
return all;
}();
return files;
}
}
")
  target_sources(house PRIVATE "${out}")
endfunction()

# house_embed_migrations(<file>...): `cote::db::migrations()`, declared in db/db.h, in order of the number
# that begins each file's name (0001_people.sql).
function(house_embed_migrations)
  set(entries "")
  set(seen "")
  foreach(file IN LISTS ARGN)
    get_filename_component(name "${file}" NAME_WE)
    if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
      message(FATAL_ERROR "${file}: a migration is named like 0001_guide.sql")
    endif()
    if("${CMAKE_MATCH_1}" IN_LIST seen)
      message(FATAL_ERROR "${file}: the number ${CMAKE_MATCH_1} is taken")
    endif()
    list(APPEND seen "${CMAKE_MATCH_1}")
    list(APPEND entries "${name}=${file}")
  endforeach()
  list(SORT entries)
  house_embed_table(migrations rows ${entries})
  string(REGEX REPLACE "{\"0*([0-9]+)_([a-z0-9_]+)\"" "{\\1, \"\\2\"" rows "${rows}")
  set(out "${CMAKE_BINARY_DIR}/embedded/migrations.cc")
  file(CONFIGURE OUTPUT "${out}" @ONLY CONTENT "#include \"db/db.h\"
#include <vector>
extern \"C\" {
${rows_symbols}}
namespace cote::db {
std::span<const Migration> migrations() {
static const std::vector<Migration> steps = {
${rows}};
return steps;
}
}
")
  target_sources(house PRIVATE "${out}")
endfunction()

# house_files(<variable> <folder> <name prefix> <pattern>...): <name>=<file> for the files below a folder.
function(house_files variable folder prefix)
  set(entries "")
  set(patterns "")
  foreach(pattern IN LISTS ARGN)
    list(APPEND patterns "${folder}/${pattern}")
  endforeach()
  file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE "${folder}" ${patterns})
  foreach(name IN LISTS found)
    list(APPEND entries "${prefix}${name}=${folder}/${name}")
  endforeach()
  set(${variable} "${entries}" PARENT_SCOPE)
endfunction()
