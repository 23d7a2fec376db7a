# SPDX-License-Identifier: AGPL-3.0-or-later
# The frame of pages and the components that several rooms use. The pictograms come from npm and become
# C++ literals, so that the rule "only literals are markup" holds for them too.
set(icons ${CMAKE_CURRENT_BINARY_DIR}/icons.inc)
set(icon_list ${CMAKE_CURRENT_LIST_DIR}/components/icons.txt)
set(icon_script ${CMAKE_CURRENT_LIST_DIR}/components/icons.cmake)
file(GLOB icon_tables CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/rubrics.csv ${CMAKE_SOURCE_DIR}/data/topics.csv)
string(REPLACE ";" "," icon_tables_listed "${icon_tables}")
add_custom_command(OUTPUT ${icons}
  COMMAND ${CMAKE_COMMAND} -DLIST=${icon_list} -DDATA=${icon_tables_listed} -DOUT=${icons}
    -DASSETS=${CMAKE_SOURCE_DIR}/node_modules/@phosphor-icons/core/assets -P ${icon_script}
  DEPENDS ${icon_list} ${icon_script} ${icon_tables}
  COMMENT "Pictograms")
add_custom_target(icon_symbols DEPENDS ${icons})
add_dependencies(house icon_symbols)
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/components/icon.cc TARGET_DIRECTORY house
  PROPERTIES INCLUDE_DIRECTORIES ${CMAKE_CURRENT_BINARY_DIR} OBJECT_DEPENDS ${icons})
target_sources(house PRIVATE layout.cc components/icon.cc components/markup.cc components/error_page.cc
  components/search_box.cc)
