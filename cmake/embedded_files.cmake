# SPDX-License-Identifier: AGPL-3.0-or-later
# What is built into the program: texts, facts, migrations, and what browsers load.
house_files(texts ${CMAKE_SOURCE_DIR}/text "" "*.json")
list(FILTER texts EXCLUDE REGEX "^qqq\\.json=")  # notes to translators
house_embed(texts embedded_texts ${texts})

house_files(data ${CMAKE_SOURCE_DIR}/data "" "*")
house_embed(data embedded_data_files ${data})

house_files(steps ${CMAKE_SOURCE_DIR}/db/migrations "" "*.sql")
list(TRANSFORM steps REPLACE "^[^=]*=" "")
house_embed_migrations(${steps})

set(npm ${CMAKE_SOURCE_DIR}/node_modules)
house_files(assets ${CMAKE_SOURCE_DIR}/public "" "*")
list(FILTER assets EXCLUDE REGEX "^icons\\.txt=")  # the list of pictograms is for the build
foreach(cut latin-400 latin-700 latin-ext-400 latin-ext-700)
  set(font lexend-${cut}-normal.woff2)
  list(APPEND assets "fonts/${font}=${npm}/@fontsource/lexend/files/${font}")
endforeach()
foreach(cut arabic-400 arabic-700)
  set(font vazirmatn-${cut}-normal.woff2)
  list(APPEND assets "fonts/${font}=${npm}/@fontsource/vazirmatn/files/${font}")
endforeach()
foreach(file leaflet.js leaflet.css images/layers.png images/layers-2x.png images/marker-icon.png
             images/marker-icon-2x.png images/marker-shadow.png)
  list(APPEND assets "leaflet/${file}=${npm}/leaflet/dist/${file}")
endforeach()
foreach(file leaflet.markercluster.js MarkerCluster.css MarkerCluster.Default.css)
  list(APPEND assets "leaflet/${file}=${npm}/leaflet.markercluster/dist/${file}")
endforeach()
foreach(part pmtiles protomaps-leaflet)
  list(APPEND assets "tiles/${part}.js=${npm}/${part}/dist/${part}.js")
endforeach()
house_embed(assets embedded_assets ${assets})
